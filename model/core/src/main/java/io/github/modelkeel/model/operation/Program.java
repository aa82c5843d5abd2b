package io.github.modelkeel.model.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Operations in the order they are carried out, on numbered slots. The first slots are the inputs; each call writes the slots that
 * follow those of the call before it, and may read any slot before its own. Immutable, and equal by its data.
 */
public final class Program {
    private static final int MAX_SLOTS = 4_000_000;

    /**
     * An operation and the slots that it reads.
     *
     * @param operation the operation
     * @param from a slot an input
     */
    public record Call(Operation operation, Indices from) {
        /**
         * Checks the number of slots.
         *
         * @param operation the operation
         * @param from a slot an input
         * @throws IllegalArgumentException if there are more or fewer slots than inputs
         */
        public Call {
            if (from.size() != operation.inputs()) {
                throw new IllegalArgumentException("an operation with " + operation.inputs() + " inputs cannot read "
                        + from.size() + " slots: " + operation.getClass().getSimpleName());
            }
        }
    }

    private final int inputs;
    private final List<Call> calls;
    private final Indices outputs;
    private final int slots;

    private Program(int inputs, List<Call> calls, Indices outputs, int slots) {
        this.inputs = inputs;
        this.calls = calls;
        this.outputs = outputs;
        this.slots = slots;
    }

    /**
     * A program of these calls.
     *
     * @param inputs how many inputs it has, at least 1
     * @param calls the calls, in order; none for a mere choice of inputs
     * @param outputs the slots of the outputs, at least 1, in order; a slot may be there twice
     * @return the program
     * @throws IllegalArgumentException if a slot is read before it is written or is not there, or there are too many
     */
    public static Program of(int inputs, List<Call> calls, Indices outputs) {
        if (inputs < 1 || outputs.size() < 1) {
            throw new IllegalArgumentException("a program needs inputs and outputs: " + inputs + ", " + outputs.size());
        }
        long slots = inputs;
        for (Call call : calls) {
            call.from().requireBelow((int) slots, "a slot that an operation reads");
            slots += call.operation().outputs();
            if (slots > MAX_SLOTS) {
                throw new IllegalArgumentException("a program can have at most " + MAX_SLOTS + " slots");
            }
        }
        outputs.requireBelow((int) slots, "an output's slot");
        return new Program(inputs, List.copyOf(calls), outputs, (int) slots);
    }

    /** {@return how many inputs it has, at least 1} */
    public int inputs() {
        return inputs;
    }

    /** {@return the calls, in order} */
    public List<Call> calls() {
        return calls;
    }

    /** {@return the slots of the outputs, at least 1} */
    public Indices outputs() {
        return outputs;
    }

    /** {@return how many slots it has in all, at least {@link #inputs()}} */
    public int slots() {
        return slots;
    }

    /** {@return the texts that its operations tell apart, distinct texts} */
    public List<String> texts() {
        Set<String> texts = new LinkedHashSet<>();
        calls.forEach(call -> texts.addAll(call.operation().texts()));
        return List.copyOf(texts);
    }

    /**
     * For each input the only texts that it may hold, where an operation refuses others.
     *
     * @return a set an input, empty where any text will do
     */
    public List<Set<String>> onlyTexts() {
        List<Set<String>> only = new ArrayList<>(Collections.nCopies(inputs, Set.of()));
        forEachReader((input, operation) -> {
            if (operation.refusesOtherTexts()) {
                only.set(input, new LinkedHashSet<>(operation.texts()));
            }
        });
        return List.copyOf(only);
    }

    /**
     * For each input the texts that the operations which read it tell apart; the code of a text is its index.
     *
     * @return distinct texts an input
     */
    public List<List<String>> knownTexts() {
        List<Set<String>> known = new ArrayList<>();
        for (int input = 0; input < inputs; input++) {
            known.add(new LinkedHashSet<>());
        }
        forEachReader((input, operation) -> known.get(input).addAll(operation.texts()));
        return known.stream().map(List::copyOf).toList();
    }

    /** Each input with each operation that reads it as it is, or with its missing texts filled. */
    private void forEachReader(BiConsumer<Integer, Operation> reader) {
        int[] inputOf = textInputs();
        for (Call call : calls) {
            for (int i = 0; i < call.from().size(); i++) {
                int input = inputOf[call.from().get(i)];
                if (input >= 0) {
                    reader.accept(input, call.operation());
                }
            }
        }
    }

    /**
     * Whether an input is read by nothing but roundings to 32-bit floats, so that whole numbers can be rounded when they are read.
     *
     * @param input the index of the input
     * @return true if so
     */
    public boolean narrows(int input) {
        List<Operation> reading = reading(input);
        boolean kept = Arrays.stream(outputs.toArray()).anyMatch(slot -> slot == input);
        return !kept && !reading.isEmpty() && reading.stream().allMatch(Round.class::isInstance);
    }

    /**
     * Whether an input is read by roundings to 32-bit floats, among others.
     *
     * @param input the index of the input
     * @return true if so
     */
    public boolean narrowsInPart(int input) {
        return reading(input).stream().anyMatch(Round.class::isInstance);
    }

    private List<Operation> reading(int input) {
        return calls.stream()
                .filter(call -> Arrays.stream(call.from().toArray()).anyMatch(slot -> slot == input))
                .map(Call::operation)
                .toList();
    }

    /** For each slot the input whose texts it holds, if any, or -1. */
    int[] textInputs() {
        int[] inputOf = new int[slots];
        Arrays.fill(inputOf, -1);
        for (int input = 0; input < inputs; input++) {
            inputOf[input] = input;
        }
        int to = inputs;
        for (Call call : calls) {
            for (int i = 0; call.operation().passesTexts() && i < call.from().size(); i++) {
                inputOf[to + i] = inputOf[call.from().get(i)];
            }
            to += call.operation().outputs();
        }
        return inputOf;
    }

    /**
     * Which outputs can be missing.
     *
     * @param missingInputs for each input whether it can be missing
     * @return for each output whether it can be
     */
    public boolean[] mayBeMissing(boolean[] missingInputs) {
        boolean[] missing = new boolean[slots];
        System.arraycopy(missingInputs, 0, missing, 0, inputs);
        int to = inputs;
        for (Call call : calls) {
            boolean[] in = new boolean[call.from().size()];
            for (int i = 0; i < in.length; i++) {
                in[i] = missing[call.from().get(i)];
            }
            int count = call.operation().outputs();
            for (int i = 0; i < count; i++) {
                missing[to + i] = call.operation().mayBeMissing(i, in);
            }
            to += count;
        }
        boolean[] result = new boolean[outputs.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = missing[outputs.get(i)];
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Program that
                && inputs == that.inputs
                && calls.equals(that.calls)
                && outputs.equals(that.outputs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inputs, calls, outputs);
    }

    @Override
    public String toString() {
        return "Program[inputs=" + inputs + ", calls=" + calls.size() + ", outputs=" + outputs.size() + "]";
    }
}
