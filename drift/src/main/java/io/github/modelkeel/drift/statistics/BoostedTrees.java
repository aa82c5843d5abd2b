package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A small gradient boosting of trees for two classes, on columns of a few codes each: logistic loss (J. H. Friedman, <i>Greedy function
 * approximation</i>, 2001) with leaves and gains of the second order (T. Chen and C. Guestrin, <i>XGBoost</i>, 2016). Each tree sees half of the
 * rows and half of the columns, so that what only two columns show together is met too. Not thread-safe while it is made.
 */
final class BoostedTrees {
    /** Codes are below this. */
    static final int CODES = 64;

    private static final int TREES = 80;
    private static final int DEPTH = 3;
    private static final int INNER = (1 << DEPTH) - 1;
    private static final double RATE = 0.2;
    private static final double SMOOTHING = 5;

    private final byte[][] codes;
    private final double[] gains;
    private final int[] columns = new int[TREES * INNER];
    private final int[] limits = new int[TREES * INNER];
    private final double[] leaves = new double[TREES * (INNER + 1)];

    private BoostedTrees(byte[][] codes) {
        this.codes = codes;
        this.gains = new double[codes.length];
    }

    /**
     * Fits.
     *
     * @param codes by column and row
     * @param positive the class of each row
     * @param rows those that are looked at
     */
    static BoostedTrees fit(byte[][] codes, boolean[] positive, int[] rows, SplittableRandom random) {
        BoostedTrees trees = new BoostedTrees(codes);
        double[] scores = new double[rows.length];
        for (int tree = 0; tree < TREES; tree++) {
            trees.grow(tree, positive, rows, scores, random);
        }
        return trees;
    }

    private void grow(int tree, boolean[] positive, int[] rows, double[] scores, SplittableRandom random) {
        double[] gradients = new double[rows.length];
        double[] curvatures = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (random.nextBoolean()) {
                double share = 1 / (1 + Math.exp(-scores[i]));
                gradients[i] = (positive[rows[i]] ? 1 : 0) - share;
                curvatures[i] = share * (1 - share);
            }
        }
        boolean[] seen = new boolean[codes.length];
        for (int column = 0; column < seen.length; column++) {
            seen[column] = random.nextBoolean();
        }
        seen[random.nextInt(seen.length)] = true;
        int[] nodes = new int[rows.length];
        for (int level = 0; level < DEPTH; level++) {
            split(tree, level, rows, nodes, seen, gradients, curvatures);
        }
        leaves(tree, nodes, gradients, curvatures);
        for (int i = 0; i < rows.length; i++) {
            scores[i] += leaves[tree * (INNER + 1) + nodes[i] - INNER];
        }
    }

    /** Finds the best split of each node of a level, and moves the rows to their children. */
    private void split(
            int tree, int level, int[] rows, int[] nodes, boolean[] seen, double[] gradients, double[] curvatures) {
        int first = (1 << level) - 1;
        int count = 1 << level;
        double[] best = new double[count];
        Arrays.fill(limits, tree * INNER + first, tree * INNER + first + count, CODES);
        for (int column = 0; column < codes.length; column++) {
            if (!seen[column]) {
                continue;
            }
            byte[] code = codes[column];
            double[] gradient = new double[count * CODES];
            double[] curvature = new double[count * CODES];
            for (int i = 0; i < rows.length; i++) {
                int cell = (nodes[i] - first) * CODES + code[rows[i]];
                gradient[cell] += gradients[i];
                curvature[cell] += curvatures[i];
            }
            for (int node = 0; node < count; node++) {
                best[node] = choose(tree * INNER + first + node, column, node * CODES, gradient, curvature, best[node]);
            }
        }
        for (int node = 0; node < count; node++) {
            gains[columns[tree * INNER + first + node]] += best[node];
        }
        for (int i = 0; i < rows.length; i++) {
            nodes[i] = child(tree, nodes[i], rows[i]);
        }
    }

    /** Takes the column for a node if it splits it better. */
    private double choose(int node, int column, int from, double[] gradient, double[] curvature, double atLeast) {
        double allGradient = 0;
        double allCurvature = 0;
        for (int code = from; code < from + CODES; code++) {
            allGradient += gradient[code];
            allCurvature += curvature[code];
        }
        double best = atLeast;
        double leftGradient = 0;
        double leftCurvature = 0;
        double whole = value(allGradient, allCurvature);
        for (int code = 0; code < CODES - 1; code++) {
            leftGradient += gradient[from + code];
            leftCurvature += curvature[from + code];
            double gain = value(leftGradient, leftCurvature)
                    + value(allGradient - leftGradient, allCurvature - leftCurvature)
                    - whole;
            if (gain > best) {
                best = gain;
                columns[node] = column;
                limits[node] = code;
            }
        }
        return best;
    }

    private static double value(double gradient, double curvature) {
        return gradient * gradient / (curvature + SMOOTHING);
    }

    private int child(int tree, int node, int row) {
        int place = tree * INNER + node;
        return 2 * node + (codes[columns[place]][row] <= limits[place] ? 1 : 2);
    }

    private void leaves(int tree, int[] nodes, double[] gradients, double[] curvatures) {
        double[] gradient = new double[INNER + 1];
        double[] curvature = new double[INNER + 1];
        for (int i = 0; i < nodes.length; i++) {
            gradient[nodes[i] - INNER] += gradients[i];
            curvature[nodes[i] - INNER] += curvatures[i];
        }
        for (int leaf = 0; leaf <= INNER; leaf++) {
            leaves[tree * (INNER + 1) + leaf] = RATE * gradient[leaf] / (curvature[leaf] + SMOOTHING);
        }
    }

    /** The score of a row; larger for the positive class. */
    double score(int row) {
        double score = 0;
        for (int tree = 0; tree < TREES; tree++) {
            int node = 0;
            while (node < INNER) {
                node = child(tree, node, row);
            }
            score += leaves[tree * (INNER + 1) + node - INNER];
        }
        return score;
    }

    /** By how much the splits of each column lowered the loss. */
    double[] gains() {
        return gains.clone();
    }
}
