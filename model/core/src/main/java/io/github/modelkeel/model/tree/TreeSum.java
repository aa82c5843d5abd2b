package io.github.modelkeel.model.tree;

/** Adds up the trees' values, bit for bit as the source does. */
public abstract sealed class TreeSum {
    /** Takes the value of the next tree into the sum so far. */
    public abstract double add(double sum, int tree, double value);

    public abstract double start();

    public abstract double finish(double sum, int trees);

    /** {@code float sum = start; sum += (float) value} tree by tree, and another number last. */
    public static TreeSum ofFloats(double start, double last) {
        return new FloatSum((float) start, (float) last);
    }

    /** {@code double sum = start; sum += value} tree by tree, and another number last. */
    public static TreeSum ofDoubles(double start, double last) {
        return new DoubleSum(start, last);
    }

    /** The double sum in tree order, divided by the number of trees, plus a base. */
    public static TreeSum mean(double base) {
        return new Mean(base);
    }

    /** {@code mean += (weight / weightsSoFar) * (value - mean)} tree by tree, plus a base. */
    public static TreeSum runningMean(double base, double[] weights) {
        return new RunningMean(base, weights);
    }

    /**
     * Takes the values of several trees into the sum so far.
     *
     * @param values the value of each leaf
     * @param leaves the leaves of the trees
     */
    double addAll(double sum, int tree, double[] values, int[] leaves, int count) {
        double total = sum;
        for (int i = 0; i < count; i++) {
            total = add(total, tree + i, values[leaves[i]]);
        }
        return total;
    }

    /**
     * Takes the values of all trees of mask tables into the sum so far, without a list of their leaves.
     *
     * @param starts where the rows of words start, see {@link MaskWords#allowed}
     * @param further where further rows start
     */
    double addMasked(double sum, MaskWords masks, long starts, int[] further) {
        double total = sum;
        double[] values = masks.values();
        for (int word = 0, tree = 0; word < masks.words(); word++) {
            long allowed = masks.allowed(starts, further, word);
            for (int bit = 0; bit < 64 && tree < masks.treeCount(); bit += masks.leafStep(), tree++) {
                total = add(total, tree, values[MaskWords.leaf(word, bit, allowed)]);
            }
        }
        return total;
    }

    /**
     * Takes the values of one tree into the sums of several rows.
     *
     * @param sums the sum of each row so far, changed
     * @param first the index of the value of the tree's leaf 0
     * @param leaves the leaf of each row, a byte, the first row in the lowest one
     */
    void addRows(double[] sums, int tree, double[] values, int first, long[] leaves) {
        for (int row = 0; row < sums.length; row += 8) {
            long eight = leaves[row >> 3];
            for (int i = 0; i < 8; i++, eight >>>= 8) {
                sums[row + i] = add(sums[row + i], tree, values[first + (int) (eight & 255)]);
            }
        }
    }

    /**
     * Takes the values of one tree into the sums of several rows.
     *
     * @param sums the sum of each row so far, changed
     * @param values the values of leaves
     * @param leaves for each row the index of its value
     */
    void addLeaves(double[] sums, int tree, double[] values, int[] leaves, int count) {
        for (int row = 0; row < count; row++) {
            sums[row] = add(sums[row], tree, values[leaves[row]]);
        }
    }

    private static final class FloatSum extends TreeSum {
        private final float base;
        private final float last;

        FloatSum(float base, float last) {
            this.base = base;
            this.last = last;
        }

        @Override
        public double start() {
            return base;
        }

        @Override
        public double add(double sum, int tree, double value) {
            return (float) sum + (float) value;
        }

        @Override
        double addAll(double sum, int tree, double[] values, int[] leaves, int count) {
            float total = (float) sum;
            for (int i = 0; i < count; i++) {
                total += (float) values[leaves[i]];
            }
            return total;
        }

        @Override
        double addMasked(double sum, MaskWords masks, long starts, int[] further) {
            float total = (float) sum;
            float[] values = masks.floats();
            int step = masks.leafStep();
            for (int word = 0; word < masks.words(); word++) {
                long allowed = masks.allowed(starts, further, word);
                if (step == 8) { // the usual one, which the compiler unrolls
                    for (int bit = 0; bit < 64; bit += 8) {
                        total += values[MaskWords.leaf(word, bit, allowed)];
                    }
                } else {
                    for (int bit = 0; bit < 64; bit += step) {
                        total += values[MaskWords.leaf(word, bit, allowed)];
                    }
                }
            }
            return total;
        }

        @Override
        void addRows(double[] sums, int tree, double[] values, int first, long[] leaves) {
            for (int row = 0; row < sums.length; row += 8) {
                long eight = leaves[row >> 3];
                for (int i = 0; i < 8; i++, eight >>>= 8) {
                    sums[row + i] = (float) sums[row + i] + (float) values[first + (int) (eight & 255)];
                }
            }
        }

        @Override
        void addLeaves(double[] sums, int tree, double[] values, int[] leaves, int count) {
            for (int row = 0; row < count; row++) {
                sums[row] = (float) sums[row] + (float) values[leaves[row]];
            }
        }

        @Override
        public double finish(double sum, int trees) {
            return last == 0 ? sum : (float) sum + last;
        }
    }

    /** Values are added as the doubles they are. */
    private abstract static sealed class PlainSum extends TreeSum {
        @Override
        public double add(double sum, int tree, double value) {
            return sum + value;
        }

        @Override
        double addAll(double sum, int tree, double[] values, int[] leaves, int count) {
            double total = sum;
            for (int i = 0; i < count; i++) {
                total += values[leaves[i]];
            }
            return total;
        }

        @Override
        double addMasked(double sum, MaskWords masks, long starts, int[] further) {
            double total = sum;
            double[] values = masks.values();
            int step = masks.leafStep();
            for (int word = 0; word < masks.words(); word++) {
                long allowed = masks.allowed(starts, further, word);
                if (step == 8) { // the usual one, which the compiler unrolls
                    for (int bit = 0; bit < 64; bit += 8) {
                        total += values[MaskWords.leaf(word, bit, allowed)];
                    }
                } else {
                    for (int bit = 0; bit < 64; bit += step) {
                        total += values[MaskWords.leaf(word, bit, allowed)];
                    }
                }
            }
            return total;
        }

        @Override
        void addRows(double[] sums, int tree, double[] values, int first, long[] leaves) {
            for (int row = 0; row < sums.length; row += 8) {
                long eight = leaves[row >> 3];
                for (int i = 0; i < 8; i++, eight >>>= 8) {
                    sums[row + i] += values[first + (int) (eight & 255)];
                }
            }
        }

        @Override
        void addLeaves(double[] sums, int tree, double[] values, int[] leaves, int count) {
            for (int row = 0; row < count; row++) {
                sums[row] += values[leaves[row]];
            }
        }
    }

    private static final class DoubleSum extends PlainSum {
        private final double base;
        private final double last;

        DoubleSum(double base, double last) {
            this.base = base;
            this.last = last;
        }

        @Override
        public double start() {
            return base;
        }

        @Override
        public double finish(double sum, int trees) {
            return last == 0 ? sum : sum + last;
        }
    }

    private static final class Mean extends PlainSum {
        private final double base;

        Mean(double base) {
            this.base = base;
        }

        @Override
        public double start() {
            return 0;
        }

        @Override
        public double finish(double sum, int trees) {
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
        public double start() {
            return 0;
        }

        @Override
        public double add(double sum, int tree, double value) {
            return sum + shares[tree] * (value - sum);
        }

        @Override
        public double finish(double sum, int trees) {
            return base == 0 ? sum : base + sum;
        }
    }
}
