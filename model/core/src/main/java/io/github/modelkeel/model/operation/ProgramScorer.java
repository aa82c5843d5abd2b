package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A program as a scorer: the features are its inputs, its outputs are the scores. For models that are made of other models, and for
 * arithmetic that is neither a tree nor one weighted sum. Immutable and safe for use by multiple threads; a call allocates the
 * program's slots.
 */
public final class ProgramScorer implements Scorer {
    private static final int ROWS_TOGETHER = 256;

    private final Program program;
    private final CompiledProgram compiled;
    private final boolean acceptsMissing;
    private final int rowsTogether;

    /**
     * A scorer from a program on numbers.
     *
     * @param program the program
     * @throws IllegalArgumentException if it reads texts
     */
    public ProgramScorer(Program program) {
        if (!program.texts().isEmpty()) {
            throw new IllegalArgumentException("a scorer reads numbers; texts must be encoded in the preprocessing");
        }
        this.program = program;
        List<String> names = IntStream.range(0, program.inputs())
                .mapToObj(i -> "feature " + i)
                .toList();
        this.compiled = CompiledProgram.of(program, names);
        this.rowsTogether = program.calls().stream()
                .mapToInt(call ->
                        call.operation() instanceof Score score ? score.scorer().rowsTogether() : 1)
                .max()
                .orElse(1);
        boolean[] all = new boolean[program.inputs()];
        Arrays.fill(all, true);
        boolean[] missing = program.mayBeMissing(all);
        this.acceptsMissing = IntStream.range(0, missing.length).noneMatch(i -> missing[i])
                && program.calls().stream().noneMatch(call -> requiresAFeature(program, call));
    }

    private static boolean requiresAFeature(Program program, Program.Call call) {
        return call.operation() instanceof RequireFinite require
                && !require.acceptsMissing()
                && Arrays.stream(call.from().toArray()).anyMatch(slot -> slot < program.inputs());
    }

    /** {@return the program} */
    public Program program() {
        return program;
    }

    @Override
    public int featureCount() {
        return program.inputs();
    }

    @Override
    public int outputs() {
        return program.outputs().size();
    }

    @Override
    public double score(double[] features) {
        if (outputs() > 1) {
            throw new IllegalStateException("the program has " + outputs() + " outputs; ask for scores()");
        }
        return run(features)[0];
    }

    @Override
    public double[] scores(double[] features) {
        return Arrays.copyOf(run(features), outputs());
    }

    /** Models within the program score the rows together, where they have a way for it. */
    @Override
    public double[] scoreAll(double[][] rows) {
        int outputs = outputs();
        double[] scores = new double[Math.multiplyExact(rows.length, outputs)];
        for (int from = 0; from < rows.length; from += ROWS_TOGETHER) {
            double[][] block = new double[Math.min(ROWS_TOGETHER, rows.length - from)][];
            int first = from;
            Arrays.setAll(block, row -> slots(rows[first + row]));
            compiled.runAll(block);
            for (int row = 0; row < block.length; row++) {
                System.arraycopy(block[row], 0, scores, (from + row) * outputs, outputs);
            }
        }
        return scores;
    }

    @Override
    public void scoreAll(double[][] rows, int count, double[] out) {
        if (rowsTogether > 1) {
            System.arraycopy(scoreAll(Arrays.copyOf(rows, count)), 0, out, 0, count * outputs());
        } else {
            Scorer.super.scoreAll(rows, count, out);
        }
    }

    /** As many as the model within the program takes that takes the most. */
    @Override
    public int rowsTogether() {
        return rowsTogether;
    }

    private double[] run(double[] features) {
        double[] row = slots(features);
        compiled.run(row);
        return row;
    }

    private double[] slots(double[] features) {
        Objects.checkIndex(program.inputs() - 1, features.length);
        double[] row = new double[compiled.size()];
        System.arraycopy(features, 0, row, outputs(), program.inputs());
        return row;
    }

    @Override
    public boolean acceptsMissing() {
        return acceptsMissing;
    }

    /**
     * How much each feature weighs, from the models that read it directly.
     *
     * @return the sum of their importances and of the sizes of the coefficients; 0 for a feature that other operations read
     */
    @Override
    public double[] importance() {
        double[] weights = new double[program.inputs()];
        for (Program.Call call : program.calls()) {
            double[] own = importance(call.operation());
            for (int i = 0; i < own.length; i++) {
                if (call.from().get(i) < weights.length) {
                    weights[call.from().get(i)] += own[i];
                }
            }
        }
        return weights;
    }

    /** {@return whether {@link #importance()} leaves no feature out: only models and sums read them} */
    public boolean weighsEveryFeature() {
        return program.calls().stream()
                .filter(call -> importance(call.operation()).length == 0)
                .noneMatch(call -> Arrays.stream(call.from().toArray()).anyMatch(slot -> slot < program.inputs()));
    }

    private static double[] importance(Operation operation) {
        if (operation instanceof Score score) {
            return score.scorer().importance();
        }
        if (operation instanceof WeightedSums sums) {
            double[] sizes = new double[sums.inputs()];
            for (int output = 0; output < sums.outputs(); output++) {
                for (int i = 0; i < sizes.length; i++) {
                    sizes[i] += Math.abs(sums.weights().get(output, i));
                }
            }
            return sizes;
        }
        return new double[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProgramScorer that && program.equals(that.program);
    }

    @Override
    public int hashCode() {
        return program.hashCode();
    }

    @Override
    public String toString() {
        return "ProgramScorer[" + program + "]";
    }
}
