package io.github.modelkeel.onnx.program;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program cut in two: what makes the features, and what scores them. The cut is before the trees or the matrix behind which nothing
 * reads what was made before; without such an operation everything makes features, and they are the scores.
 *
 * @param features the program from columns to features
 * @param scorer the scorer
 */
public record ProgramCut(Program features, Scorer scorer) {
    public static ProgramCut of(int inputs, List<Program.Call> all, int[] outputs) {
        Needed needed = Needed.of(inputs, all, outputs);
        int at = needed.cut();
        if (at < 0) {
            Program whole = requireNumbers(Program.of(inputs, needed.calls, Indices.of(needed.outputs)));
            int count = outputs.length;
            return new ProgramCut(whole, new ProgramScorer(Program.of(count, List.of(), Indices.range(0, count))));
        }
        Program.Call scoring = needed.calls.get(at);
        Program features = Program.of(inputs, needed.calls.subList(0, at), scoring.from());
        Operation operation = scoring.operation();
        boolean last = Indices.of(needed.outputs).equals(Indices.range(needed.starts.get(at), operation.outputs()));
        if (last && operation instanceof Score score && score.link() == Link.IDENTITY) {
            return new ProgramCut(features, score.scorer());
        }
        return new ProgramCut(features, new ProgramScorer(needed.from(at)));
    }

    /** A graph that gives NaN for some rows of its own accord refuses these rows here. */
    private static Program requireNumbers(Program program) {
        boolean[] missing = program.mayBeMissing(new boolean[program.inputs()]);
        int count = missing.length;
        if (IntStream.range(0, count).noneMatch(i -> missing[i])) {
            return program;
        }
        List<Program.Call> calls = new ArrayList<>(program.calls());
        calls.add(new Program.Call(new RequireFinite(false, count), program.outputs()));
        return Program.of(program.inputs(), calls, Indices.range(program.slots(), count));
    }

    /** The calls on which the outputs depend, with their slots renumbered. */
    private static final class Needed {
        private final List<Program.Call> calls = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>();
        private int[] outputs = {};

        static Needed of(int inputs, List<Program.Call> all, int[] outputs) {
            int slots = inputs;
            for (Program.Call call : all) {
                slots += call.operation().outputs();
            }
            boolean[] read = new boolean[slots];
            for (int output : outputs) {
                read[output] = true;
            }
            boolean[] kept = new boolean[all.size()];
            int start = slots;
            for (int i = all.size() - 1; i >= 0; i--) {
                Program.Call call = all.get(i);
                start -= call.operation().outputs();
                for (int k = 0; k < call.operation().outputs(); k++) {
                    kept[i] |= read[start + k];
                }
                for (int k = 0; kept[i] && k < call.from().size(); k++) {
                    read[call.from().get(k)] = true;
                }
            }
            return new Needed().keep(inputs, all, kept, outputs, slots);
        }

        private Needed keep(int inputs, List<Program.Call> all, boolean[] kept, int[] wanted, int slots) {
            int[] place = new int[slots];
            for (int i = 0; i < inputs; i++) {
                place[i] = i;
            }
            int old = inputs;
            int next = inputs;
            for (int i = 0; i < kept.length; i++) {
                Program.Call call = all.get(i);
                int count = call.operation().outputs();
                if (kept[i]) {
                    starts.add(next);
                    calls.add(new Program.Call(
                            call.operation(),
                            Indices.of(Shapes.pick(place, call.from().toArray()))));
                }
                for (int k = 0; k < count; k++) {
                    place[old++] = kept[i] ? next++ : -1;
                }
            }
            outputs = Shapes.pick(place, wanted);
            return this;
        }

        /** The index of the first scoring call behind which only it and what follows it is read, or -1. */
        int cut() {
            int[] lowest = new int[calls.size() + 1];
            lowest[calls.size()] = Integer.MAX_VALUE;
            for (int output : outputs) {
                lowest[calls.size()] = Math.min(lowest[calls.size()], output);
            }
            for (int i = calls.size() - 1; i >= 0; i--) {
                lowest[i] = lowest[i + 1];
                for (int k = 0; k < calls.get(i).from().size(); k++) {
                    lowest[i] = Math.min(lowest[i], calls.get(i).from().get(k));
                }
            }
            for (int i = 0; i < calls.size(); i++) {
                Operation operation = calls.get(i).operation();
                boolean scores =
                        operation instanceof Score || operation instanceof FloatAffine || operation instanceof Affine;
                if (scores && lowest[i + 1] >= starts.get(i)) {
                    return i;
                }
            }
            return -1;
        }

        /** The calls from one on, whose inputs become the program's. */
        Program from(int at) {
            Program.Call first = calls.get(at);
            int inputs = first.from().size();
            int shift = inputs - starts.get(at);
            List<Program.Call> rest = new ArrayList<>();
            rest.add(new Program.Call(first.operation(), Indices.range(0, inputs)));
            for (Program.Call call : calls.subList(at + 1, calls.size())) {
                rest.add(new Program.Call(call.operation(), shifted(call.from().toArray(), shift)));
            }
            return Program.of(inputs, rest, shifted(outputs, shift));
        }

        private static Indices shifted(int[] slots, int shift) {
            int[] moved = slots.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += shift;
            }
            return Indices.of(moved);
        }
    }
}
