package io.github.modelkeel.model.operation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A description of a program: for each set of inputs that are worked on together what is done to them, in order. Not thread-safe. */
public final class Outline {
    private static final int NAMED = 4;

    private final List<String> names;
    private final List<BitSet> sources = new ArrayList<>();
    private final Map<BitSet, List<String>> steps = new LinkedHashMap<>();

    private Outline(List<String> names) {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            BitSet own = new BitSet();
            own.set(i);
            sources.add(own);
            steps.put(own, new ArrayList<>());
        }
    }

    /**
     * The words.
     *
     * @param program the program
     * @param names a name an input
     * @return a line for each set of inputs, {@code "price: fill 3.2; standardize"}; an input that nothing is done to has its name alone
     */
    public static List<String> of(Program program, List<String> names) {
        Outline outline = new Outline(names.subList(0, program.inputs()));
        program.calls().forEach(outline::add);
        List<String> lines = new ArrayList<>();
        outline.steps.forEach((columns, words) ->
                lines.add(outline.describe(columns) + (words.isEmpty() ? "" : ": " + String.join("; ", words))));
        return List.copyOf(lines);
    }

    private void add(Program.Call call) {
        Operation operation = call.operation();
        BitSet all = new BitSet();
        for (int i = 0; i < call.from().size(); i++) {
            all.or(sources.get(call.from().get(i)));
        }
        if (operation instanceof Elementwise) {
            Map<BitSet, String> said = new LinkedHashMap<>();
            for (int i = 0; i < call.from().size(); i++) {
                said.putIfAbsent(sources.get(call.from().get(i)), operation.words(i));
            }
            said.forEach(this::say);
        } else {
            say(all, operation.words(0));
        }
        for (int output = 0; output < operation.outputs(); output++) {
            sources.add(
                    operation instanceof Elementwise ? sources.get(call.from().get(output)) : all);
        }
    }

    private void say(BitSet columns, String words) {
        steps.computeIfAbsent(columns, none -> new ArrayList<>()).add(words);
    }

    private String describe(BitSet columns) {
        if (columns.cardinality() > NAMED) {
            return columns.cardinality() + " columns";
        }
        List<String> own = columns.stream().mapToObj(names::get).toList();
        return own.isEmpty() ? "every row" : String.join(", ", own);
    }
}
