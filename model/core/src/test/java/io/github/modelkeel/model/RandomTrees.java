package io.github.modelkeel.model;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** Ensembles and rows that are hard on exactness: thresholds that rows hit, zeros of both signs, denormals, infinities, NaN. */
public final class RandomTrees {
    public static final int FEATURES = 6;
    private static final double[] HARD = {
        0.0,
        -0.0,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Float.MIN_NORMAL,
        1,
        -1,
        0.1f,
        0.1,
        1e-35f,
        16777217
    };

    private final Random random;
    private final Comparison comparison;
    private final Inputs inputs;

    public RandomTrees(long seed, Comparison comparison, Inputs inputs) {
        this.random = new Random(seed);
        this.comparison = comparison;
        this.inputs = inputs;
    }

    public TreeEnsembleScorer ofDepth(int depth, Sum sum, int outputs, boolean vectors) {
        return ofTrees(1 + random.nextInt(40), depth, sum, outputs, vectors);
    }

    public TreeEnsembleScorer ofTrees(int trees, int depth, Sum sum, int outputs, boolean vectors) {
        double[] bases = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            bases[output] = random.nextInt(3) * 0.25;
        }
        TreeEnsembleScorer.Builder builder = TreeEnsembleScorer.builder(FEATURES)
                .comparison(comparison)
                .inputs(inputs)
                .sums(sum, bases);
        for (int tree = 0; tree < trees; tree++) {
            builder.tree((float) (random.nextDouble() + 0.1), vectors ? 0 : random.nextInt(outputs));
            grow(builder, depth, vectors ? outputs : 1);
        }
        return builder.build();
    }

    private void grow(TreeEnsembleScorer.Builder builder, int maxDepth, int width) {
        Deque<Integer> depths = new ArrayDeque<>();
        depths.add(0);
        int next = 1;
        while (!depths.isEmpty()) {
            int depth = depths.remove();
            if (depth < maxDepth && next < 4000 && random.nextInt(6) != 0) {
                boolean swapped = random.nextBoolean();
                int left = swapped ? next + 1 : next;
                builder.split(
                        random.nextInt(FEATURES), threshold(), left, swapped ? next : next + 1, random.nextBoolean());
                next += 2;
                depths.add(depth + 1);
                depths.add(depth + 1);
            } else {
                builder.leaf(
                        random.doubles(width).map(value -> (float) value - 0.5f).toArray());
            }
        }
    }

    private double threshold() {
        double number = number();
        int infinite = random.nextInt(20);
        if (infinite < 2) {
            boolean below = infinite == 0 && comparison != Comparison.LESS;
            return below ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (inputs == Inputs.DOUBLE) {
            return number;
        }
        float single = (float) number;
        return Float.isFinite(single) ? single : Math.copySign(Float.MAX_VALUE, number);
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> HARD[random.nextInt(HARD.length)];
            case 1 -> random.nextInt(9) / 4.0;
            case 2 -> random.nextInt(9) / 4.0 + random.nextInt(3) * 1e-9;
            default -> random.nextGaussian();
        };
    }

    /** A row whose features are NaN with the given probability. */
    public double[] row(double missing) {
        double[] row = new double[FEATURES + 1];
        for (int i = 0; i < FEATURES; i++) {
            double number = number();
            row[i] = random.nextDouble() < missing
                    ? Double.NaN
                    : switch (random.nextInt(12)) {
                        case 0 -> Math.nextUp(number);
                        case 1 -> Math.nextDown(number);
                        case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                        default -> number;
                    };
        }
        row[FEATURES] = Double.NaN;
        return row;
    }
}
