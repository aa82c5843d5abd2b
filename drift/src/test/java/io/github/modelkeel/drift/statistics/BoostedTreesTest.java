package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boosting against its definition, one node after the other and one split after the other, and what holds of any boosting. */
class BoostedTreesTest {
    /** The same model with plain loops over the rows of each node. */
    private static final class Plain {
        private final byte[][] codes;
        private final double[] scores;
        private final double[] gains;
        private double[] gradients = {};
        private double[] curvatures = {};
        private boolean[] seen = {};

        Plain(byte[][] codes, boolean[] positive, int[] rows, SplittableRandom random) {
            this.codes = codes;
            this.scores = new double[codes[0].length];
            this.gains = new double[codes.length];
            for (int tree = 0; tree < 80; tree++) {
                gradients = new double[scores.length];
                curvatures = new double[scores.length];
                for (int row : rows) {
                    if (random.nextBoolean()) {
                        double p = 1 / (1 + Math.exp(-scores[row]));
                        gradients[row] = (positive[row] ? 1 : 0) - p;
                        curvatures[row] = p * (1 - p);
                    }
                }
                seen = new boolean[codes.length];
                for (int column = 0; column < seen.length; column++) {
                    seen[column] = random.nextBoolean();
                }
                seen[random.nextInt(seen.length)] = true;
                grow(IntStream.range(0, scores.length).toArray(), 3);
            }
        }

        private static double sum(double[] values, int[] of) {
            double sum = 0;
            for (int row : of) {
                sum += values[row];
            }
            return sum;
        }

        private double value(int[] of) {
            double gradient = sum(gradients, of);
            return gradient * gradient / (sum(curvatures, of) + 5);
        }

        private int[] side(int[] of, int column, int limit, boolean upTo) {
            return Arrays.stream(of)
                    .filter(row -> codes[column][row] <= limit == upTo)
                    .toArray();
        }

        private void grow(int[] of, int levels) {
            if (levels == 0) {
                double leaf = 0.2 * sum(gradients, of) / (sum(curvatures, of) + 5);
                for (int row : of) {
                    scores[row] += leaf;
                }
                return;
            }
            double whole = value(of);
            double best = 0;
            int column = 0;
            int limit = 64;
            for (int candidate = 0; candidate < codes.length; candidate++) {
                for (int code = 3; seen[candidate] && code < 63; code += 4) { // of which there are rows
                    double gain =
                            value(side(of, candidate, code, true)) + value(side(of, candidate, code, false)) - whole;
                    if (gain > best + 1e-12) {
                        best = gain;
                        column = candidate;
                        limit = code;
                    }
                }
            }
            gains[column] += best;
            grow(side(of, column, limit, true), levels - 1);
            grow(side(of, column, limit, false), levels - 1);
        }
    }

    /** The first column has something to do with the class, the second where the first is low. */
    private static byte[][] codes(SplittableRandom random, boolean[] positive, int columns) {
        byte[][] codes = new byte[columns][positive.length];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = random.nextBoolean();
            for (byte[] column : codes) {
                column[row] = (byte) (4 * random.nextInt(16) + 3);
            }
            if (positive[row]) {
                codes[0][row] = (byte) Math.min(63, codes[0][row] + 8);
                codes[1][row] = (byte) (codes[0][row] < 20 ? codes[1][row] / 8 * 4 + 3 : codes[1][row]);
            }
        }
        return codes;
    }

    private static double[] scores(BoostedTrees trees, int rows) {
        return IntStream.range(0, rows).mapToDouble(trees::score).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3"})
    void treesAreThoseOfTheDefinition(long seed, int columns) {
        boolean[] positive = new boolean[600];
        byte[][] codes = codes(new SplittableRandom(seed), positive, columns);
        int[] rows = IntStream.range(0, 600).filter(row -> row % 6 != 0).toArray();
        BoostedTrees trees = BoostedTrees.fit(codes, positive, rows, new SplittableRandom(seed));
        Plain plain = new Plain(codes, positive, rows, new SplittableRandom(seed));
        assertThat(scores(trees, 600)).containsExactly(plain.scores, within(1e-9));
        assertThat(trees.gains()).containsExactly(plain.gains, within(1e-9));
    }

    @Test
    void theOtherClassHasTheOppositeScores() {
        boolean[] positive = new boolean[300];
        byte[][] codes = codes(new SplittableRandom(3), positive, 4);
        boolean[] negative = new boolean[300];
        for (int row = 0; row < 300; row++) {
            negative[row] = !positive[row];
        }
        int[] rows = IntStream.range(0, 300).toArray();
        BoostedTrees trees = BoostedTrees.fit(codes, positive, rows, new SplittableRandom(5));
        BoostedTrees others = BoostedTrees.fit(codes, negative, rows, new SplittableRandom(5));
        double[] opposite =
                Arrays.stream(scores(others, 300)).map(score -> -score).toArray();
        assertThat(scores(trees, 300)).containsExactly(opposite, within(1e-9));
        assertThat(trees.gains()[0]).isGreaterThan(trees.gains()[2]).isGreaterThan(trees.gains()[3]);
    }

    @Test
    void whatIsTheSameInAllRowsTeachesNothing() {
        boolean[] positive = new boolean[100];
        Arrays.fill(positive, 0, 80, true);
        int[] rows = IntStream.range(0, 100).toArray();
        BoostedTrees trees = BoostedTrees.fit(new byte[3][100], positive, rows, new SplittableRandom(1));
        assertThat(trees.gains()).containsOnly(0);
        double odds = trees.score(0); // of four to one, on the way there
        assertThat(odds).isBetween(1.0, Math.log(4) + 0.3);
        assertThat(scores(trees, 100)).containsOnly(odds);
    }

    @Test
    void rowsOfOneClassAreNotSplit() {
        boolean[] positive = new boolean[200];
        byte[][] codes = codes(new SplittableRandom(8), positive, 3);
        Arrays.fill(codes[0], 0, 50, (byte) 0);
        Arrays.fill(positive, true);
        int[] rows = IntStream.range(0, 200).toArray();
        BoostedTrees trees = BoostedTrees.fit(codes, positive, rows, new SplittableRandom(2));
        assertThat(trees.gains()).containsOnly(0);
        assertThat(scores(trees, 200)).containsOnly(trees.score(0));
        assertThat(trees.score(0)).isGreaterThan(1);
    }

    /** Every second row has the other code, on one side the even ones and on the other side the odd ones. */
    @Test
    void theOrderOfTheRowsTeachesNothing() {
        byte[][] codes = new byte[1][400];
        for (int row = 0; row < 400; row++) {
            codes[0][row] = (byte) (row % 2 == (row < 200 ? 0 : 1) ? 40 : 20);
        }
        DomainClassifier found = DomainClassifier.of(codes, 200, 3);
        assertThat(found.auc()).isBetween(0.35, 0.65);
        assertThat(found.pValue()).isGreaterThan(0.001);
    }

    @Test
    void codesDrawnByChanceTeachNothing() {
        SplittableRandom random = new SplittableRandom(4);
        byte[][] codes = new byte[2][400];
        for (int row = 0; row < 400; row++) {
            codes[0][row] = (byte) random.nextInt(64);
            codes[1][row] = (byte) random.nextInt(64);
        }
        DomainClassifier found = DomainClassifier.of(codes, 200, 3);
        assertThat(found.auc()).isBetween(0.35, 0.65);
        assertThat(found.pValue()).isGreaterThan(0.001);
        assertThat(found.gains()[0] + found.gains()[1]).isCloseTo(1, within(1e-12));
        assertThat(found.gains()[0]).isBetween(0.2, 0.8);
    }

    /** Two classes that no value has in common: each half is told by the other without an error. */
    @ParameterizedTest
    @CsvSource({"40, 40, 20, 20, 20, 20", "81, 50, 41, 25, 40, 25", "40, 95, 20, 48, 20, 47"})
    void ofClassesThatAreApartThePValueIsThatOfTheOrder(int n, int m, int n1, int m1, int n2, int m2) {
        byte[][] codes = new byte[2][n + m];
        Arrays.fill(codes[1], 0, n, (byte) 7);
        Arrays.fill(codes[1], n, n + m, (byte) 3);
        DomainClassifier found = DomainClassifier.of(codes, n, 1);
        assertThat(found.auc()).isEqualTo(1);
        assertThat(found.gains()).containsExactly(0, 1);
        double p = Math.min(apart(n1, m1), apart(n2, m2));
        assertThat(found.pValue()).isCloseTo(p, within(1e-9 * p));
    }

    private static double apart(int n, int m) {
        double[] high = new double[m];
        Arrays.fill(high, 1);
        return MannWhitney.of(new double[n], high).pValue();
    }

    @Test
    void whatTeachesNothingHasNoGainAndNoPValue() {
        DomainClassifier found = DomainClassifier.of(new byte[2][90], 45, 1);
        assertThat(found.auc()).isEqualTo(0.5);
        assertThat(found.pValue()).isEqualTo(1);
        assertThat(found.gains()).containsExactly(0, 0);
    }
}
