package io.github.modelkeel.model.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program made executable in an array whose first places take the outputs and whose further places are the slots. Immutable and safe
 * for use by multiple threads.
 */
public final class CompiledProgram {
    private final Kernel[] kernels;
    private final int[][] from;
    private final int[] to;
    private final int[] copied;
    private final int[] copies;
    private final int size;

    private CompiledProgram(Program program, Kernel[] kernels) {
        int[] outputs = program.outputs().toArray();
        this.kernels = kernels;
        this.from = new int[kernels.length][];
        this.to = new int[kernels.length];
        int[] among = placesAmong(outputs, program.slots());
        int[] places = new int[program.slots()];
        int next = outputs.length;
        int slot = 0;
        while (slot < program.inputs()) {
            places[slot++] = next++;
        }
        for (int i = 0; i < kernels.length; i++) {
            Program.Call call = program.calls().get(i);
            int count = call.operation().outputs();
            boolean direct = areContiguous(among, slot, count);
            to[i] = direct ? among[slot] : next;
            next += direct ? 0 : count;
            from[i] = Arrays.stream(call.from().toArray())
                    .map(read -> places[read])
                    .toArray();
            for (int k = 0; k < count; k++) {
                places[slot++] = to[i] + k;
            }
        }
        this.copies = IntStream.range(0, outputs.length)
                .filter(i -> places[outputs[i]] != i)
                .toArray();
        this.copied = Arrays.stream(copies).map(i -> places[outputs[i]]).toArray();
        this.size = next;
    }

    /** For each slot its first place among the outputs, or -1. */
    private static int[] placesAmong(int[] outputs, int slots) {
        int[] places = new int[slots];
        Arrays.fill(places, -1);
        for (int i = outputs.length - 1; i >= 0; i--) {
            places[outputs[i]] = i;
        }
        return places;
    }

    /** Whether the slots of a call are outputs in the same order. */
    private static boolean areContiguous(int[] among, int slot, int count) {
        for (int k = 0; k < count; k++) {
            if (among[slot] < 0 || among[slot + k] != among[slot] + k) {
                return false;
            }
        }
        return true;
    }

    /**
     * Compiles every operation.
     *
     * @param program the program
     * @param inputNames a name an input, for messages
     * @return the executable form
     */
    public static CompiledProgram of(Program program, List<String> inputNames) {
        List<Map<String, Integer>> codes = new ArrayList<>();
        for (List<String> texts : program.knownTexts()) {
            Map<String, Integer> own = new HashMap<>();
            texts.forEach(text -> own.put(text, own.size()));
            codes.add(own);
        }
        Indices textInputs = Indices.of(program.textInputs());
        List<String> names = new ArrayList<>(inputNames.subList(0, program.inputs()));
        Kernel[] kernels = new Kernel[program.calls().size()];
        for (int i = 0; i < kernels.length; i++) {
            Program.Call call = program.calls().get(i);
            kernels[i] = call.operation().compile(new Place(codes, textInputs, names, call.from()));
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

    private record Place(List<Map<String, Integer>> codes, Indices textInputs, List<String> names, Indices from)
            implements CompileContext {
        @Override
        public int codeOf(int input, String text) {
            int read = textInputs.get(from.get(input));
            return read < 0 ? -1 : codes.get(read).getOrDefault(text, -1);
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
        for (int i = 0; i < copies.length; i++) {
            row[copies[i]] = row[copied[i]];
        }
    }
}
