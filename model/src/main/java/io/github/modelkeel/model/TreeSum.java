package io.github.modelkeel.model;

/** Adds up the trees' values, bit for bit as the source does. */
abstract class TreeSum {
    private static final int GROUP = 4;

    /** Takes the value of the next tree into the sum so far. */
    abstract double add(double sum, int tree, double value);

    abstract double start();

    abstract double finish(double sum, int trees);

    static TreeSum of(TreeEnsembleScorer.Sum rule, double base, double[] weights) {
        return switch (rule) {
            case FLOAT_FROM_BASE -> new FloatSum((float) base, 0);
            case FLOAT_BASE_LAST -> new FloatSum(0, (float) base);
            case DOUBLE_FROM_BASE -> new DoubleSum(base, 0);
            case DOUBLE_BASE_LAST -> new DoubleSum(0, base);
            case MEAN -> new Mean(base);
            case RUNNING_MEAN -> new RunningMean(base, weights);
        };
    }

    final double of(CompiledTrees trees, double[] features) {
        int count = trees.treeCount();
        double sum = start();
        int tree = 0;
        if (trees.hasMissing(features)) {
            for (; tree < count; tree++) {
                sum = add(sum, tree, trees.walkWithMissing(tree, features));
            }
            return finish(sum, count);
        }
        double[] four = new double[GROUP];
        for (; tree + GROUP <= count; tree += GROUP) {
            trees.walkFour(tree, features, four);
            sum = add(sum, tree, four[0]);
            sum = add(sum, tree + 1, four[1]);
            sum = add(sum, tree + 2, four[2]);
            sum = add(sum, tree + 3, four[3]);
        }
        for (; tree < count; tree++) {
            sum = add(sum, tree, trees.walk(tree, features));
        }
        return finish(sum, count);
    }

    /**
     * The sums of all outputs.
     *
     * @param sums the rule of each output
     * @param outputOf the output of each tree
     */
    static double[] all(TreeSum[] sums, int[] outputOf, CompiledTrees trees, double[] features) {
        double[] totals = new double[sums.length];
        int[] counts = new int[sums.length];
        for (int output = 0; output < sums.length; output++) {
            totals[output] = sums[output].start();
        }
        boolean missing = trees.hasMissing(features);
        double[] four = new double[GROUP];
        int count = trees.treeCount();
        for (int tree = 0; tree < count; tree++) {
            int inGroup = tree % GROUP;
            if (!missing && inGroup == 0 && tree + GROUP <= count) {
                trees.walkFour(tree, features, four);
            } else if (missing || tree - inGroup + GROUP > count) {
                four[inGroup] = missing ? trees.walkWithMissing(tree, features) : trees.walk(tree, features);
            }
            int output = outputOf[tree];
            totals[output] = sums[output].add(totals[output], tree, four[inGroup]);
            counts[output]++;
        }
        for (int output = 0; output < sums.length; output++) {
            totals[output] = sums[output].finish(totals[output], counts[output]);
        }
        return totals;
    }

    private static final class FloatSum extends TreeSum {
        private final float base;
        private final float last;

        FloatSum(float base, float last) {
            this.base = base;
            this.last = last;
        }

        @Override
        double start() {
            return base;
        }

        @Override
        double add(double sum, int tree, double value) {
            return (float) sum + (float) value;
        }

        @Override
        double finish(double sum, int trees) {
            return last == 0 ? sum : (float) sum + last;
        }
    }

    private static final class DoubleSum extends TreeSum {
        private final double base;
        private final double last;

        DoubleSum(double base, double last) {
            this.base = base;
            this.last = last;
        }

        @Override
        double start() {
            return base;
        }

        @Override
        double add(double sum, int tree, double value) {
            return sum + value;
        }

        @Override
        double finish(double sum, int trees) {
            return last == 0 ? sum : sum + last;
        }
    }

    private static final class Mean extends TreeSum {
        private final double base;

        Mean(double base) {
            this.base = base;
        }

        @Override
        double start() {
            return 0;
        }

        @Override
        double add(double sum, int tree, double value) {
            return sum + value;
        }

        @Override
        double finish(double sum, int trees) {
            double mean = sum / trees;
            return base == 0 ? mean : base + mean;
        }
    }

    private static final class RunningMean extends TreeSum {
        private final double base;
        private final double[] shares;

        RunningMean(double base, double[] weights) {
            this.base = base;
            this.shares = new double[weights.length];
            double soFar = 0;
            for (int i = 0; i < weights.length; i++) {
                soFar += weights[i];
                shares[i] = weights[i] / soFar;
            }
        }

        @Override
        double start() {
            return 0;
        }

        @Override
        double add(double sum, int tree, double value) {
            return sum + shares[tree] * (value - sum);
        }

        @Override
        double finish(double sum, int trees) {
            return base == 0 ? sum : base + sum;
        }
    }
}
