package io.github.modelkeel.model.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program made executable in an array whose first places take the outputs and whose further places are the slots. Immutable and safe
 * for use by multiple threads.
 */
public final class CompiledProgram {
    private final Kernel[] kernels;
    private final int[][] from;
    private final int[] to;
    private final int[] outputs;
    private final int size;

    private CompiledProgram(Program program, Kernel[] kernels) {
        int shift = program.outputs().size();
        this.kernels = kernels;
        this.from = new int[kernels.length][];
        this.to = new int[kernels.length];
        int next = shift + program.inputs();
        for (int i = 0; i < kernels.length; i++) {
            Program.Call call = program.calls().get(i);
            from[i] = shifted(call.from(), shift);
            to[i] = next;
            next += call.operation().outputs();
        }
        this.outputs = shifted(program.outputs(), shift);
        this.size = next;
    }

    private static int[] shifted(Indices slots, int shift) {
        int[] places = slots.toArray();
        for (int i = 0; i < places.length; i++) {
            places[i] += shift;
        }
        return places;
    }

    /**
     * Compiles every operation.
     *
     * @param program the program
     * @param inputNames a name an input, for messages
     * @return the executable form
     */
    public static CompiledProgram of(Program program, List<String> inputNames) {
        Map<String, Integer> codes = new HashMap<>();
        program.texts().forEach(text -> codes.put(text, codes.size()));
        List<String> names = new ArrayList<>(inputNames.subList(0, program.inputs()));
        Kernel[] kernels = new Kernel[program.calls().size()];
        for (int i = 0; i < kernels.length; i++) {
            Program.Call call = program.calls().get(i);
            kernels[i] = call.operation().compile(new Place(codes, names, call.from()));
            for (int output = 0; output < call.operation().outputs(); output++) {
                names.add(nameOf(call, output, names));
            }
        }
        return new CompiledProgram(program, kernels);
    }

    /** What is made of one slot bears its name. */
    private static String nameOf(Program.Call call, int output, List<String> names) {
        int inputs = call.from().size();
        if (inputs == 1 || (inputs == call.operation().outputs() && inputs > 0)) {
            return names.get(call.from().get(inputs == 1 ? 0 : output));
        }
        return "output " + output + " of " + call.operation().getClass().getSimpleName();
    }

    private record Place(Map<String, Integer> codes, List<String> names, Indices from) implements Surroundings {
        @Override
        public int codeOf(String text) {
            return codes.getOrDefault(text, -1);
        }

        @Override
        public String nameOf(int input) {
            return names.get(from.get(input));
        }
    }

    /**
     * How long the array of a row must be: the outputs, the inputs behind them, and the other slots.
     *
     * @return the length
     */
    public int size() {
        return size;
    }

    /**
     * Carries out the operations and puts the outputs first.
     *
     * @param row the array of a row, with the inputs from the place {@code outputs.size()} on
     */
    public void run(double[] row) {
        for (int i = 0; i < kernels.length; i++) {
            kernels[i].run(row, from[i], to[i]);
        }
        putOutputs(row);
    }

    /**
     * The same for several rows, operation by operation, so that each can take them together.
     *
     * @param rows the array of each row
     */
    public void runAll(double[][] rows) {
        for (int i = 0; i < kernels.length; i++) {
            kernels[i].runAll(rows, from[i], to[i]);
        }
        for (double[] row : rows) {
            putOutputs(row);
        }
    }

    private void putOutputs(double[] row) {
        for (int i = 0; i < outputs.length; i++) {
            row[i] = row[outputs[i]];
        }
    }
}
