package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of many numbers: weighted sums, votes and means of an ensemble's members, probabilities of logarithms. */
class EnsembleOperationsTest {
    private static final double ERROR = 1e-13;
    private static final double NAN = Double.NaN;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anAffineMapIsAMatrixTimesTheRowAndAnIntercept(long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(6);
        int rows = 1 + random.nextInt(4);
        Matrix weights = Slots.matrix(random, rows, columns);
        double[] intercepts = Slots.normal(random, rows);
        double[] x = Slots.normal(random, columns);
        double[] expected = intercepts.clone();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                expected[row] += x[i] * weights.get(row, i);
            }
        }
        Affine affine = new Affine(weights, Numbers.of(intercepts));
        Slots.assertClose(Slots.run(affine, x), expected, ERROR);
        assertThat(affine.words(0)).isEqualTo("weigh into " + rows);
        Slots.assertClose(Slots.run(new FloatAffine(weights, Numbers.of(intercepts)), x), expected, 1e-6);
    }

    @Test
    void aFloatAffineMapRoundsTheSumAndThenAddsTheIntercept() {
        Matrix weights = new Matrix(1, 3, Numbers.of(1, 1, -1));
        double sum = Slots.one(new FloatAffine(weights, Numbers.of(0.1f)), 1e8, 0.25, 1e8);
        assertThat(sum).isEqualTo(0.25f + 0.1f);
        assertThat(Slots.one(new FloatAffine(weights, Numbers.of(1)), 1e8, 0, 0))
                .isEqualTo(1e8f + 1f);
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        Matrix weights = new Matrix(1, 2, Numbers.of(1, 2));
        assertThatThrownBy(() -> new Affine(weights, Numbers.of(1, 2))).hasMessage("intercepts must be 1, they are 2");
        assertThatThrownBy(() -> new Affine(weights, Numbers.of(NAN))).hasMessage("intercepts must be finite: NaN");
        assertThatThrownBy(() -> new FloatAffine(new Matrix(1, 1, Numbers.of(NAN)), Numbers.of(1)))
                .hasMessage("weights must be finite: NaN");
    }

    @Test
    void aProductCanBeAFactorOfALaterOne() {
        // x0 * x1, x1 * x1, (x0 * x1) * x1, x0 * (x1 * x1)
        Products products = new Products(2, Indices.of(0, 1, 2, 0), Indices.of(1, 1, 1, 3));
        assertThat(Slots.run(products, 3, -2)).containsExactly(-6, 4, 12, 12);
        double[] pair = Slots.run(products, 0.1, 0.7);
        assertThat(pair).containsExactly(0.1 * 0.7, 0.7 * 0.7, 0.1 * 0.7 * 0.7, 0.1 * (0.7 * 0.7));
        assertThat(products.words(0)).isEqualTo("4 products");
        assertThatThrownBy(() -> new Products(2, Indices.of(2), Indices.of(0)))
                .hasMessage("the factors of product 0 are not there before it");
        assertThatThrownBy(() -> new Products(2, Indices.of(0, 0), Indices.of(0, 3)))
                .hasMessage("the factors of product 1 are not there before it");
        assertThatThrownBy(() -> new Products(2, Indices.of(0), Indices.of(-1))).hasMessageContaining("product 0");
        assertThatThrownBy(() -> new Products(2, Indices.of(0), Indices.of(0, 1)))
                .hasMessage("products need two factors: 1, 2");
        assertThatThrownBy(() -> new Products(0, Indices.of(0), Indices.of(0)))
                .hasMessageContaining("the number of inputs");
        assertThatThrownBy(() -> new Products(1, Indices.of(), Indices.of()))
                .hasMessageContaining("the number of products");
    }

    @Test
    void constantsAreTheSameInEveryRow() {
        assertThat(Slots.run(new Constant(Numbers.of(3, -0.0)))).containsExactly(3, -0.0);
        assertThatThrownBy(() -> new Constant(Numbers.of())).hasMessageContaining("the number of constants");
        assertThatThrownBy(() -> new Constant(Numbers.of(NAN))).hasMessage("constants must be finite: NaN");
    }

    @Test
    void aMeanIsTakenNumberByNumberOverTheMembers() {
        // three members that say two numbers each
        double[] said = {1, 10, 2, 20, 6, 60};
        assertThat(Slots.run(new WeightedMean(3, 2, Numbers.of(), 3), said)).containsExactly(3, 30);
        assertThat(Slots.run(new WeightedMean(3, 2, Numbers.of(1, 2, 0.5), 4), said))
                .containsExactly(2, 20);
        for (int[] size : new int[][] {{0, 1}, {1, 0}, {1 << 20, 1 << 20}}) {
            assertThatThrownBy(() -> new WeightedMean(size[0], size[1], Numbers.of(), 1))
                    .hasMessage("there must be members that say something: " + size[0] + ", " + size[1]);
        }
        assertThatThrownBy(() -> new WeightedMean(3, 2, Numbers.of(1, 2), 3))
                .hasMessage("weights must be 3, they are 2");
        assertThatThrownBy(() -> new WeightedMean(1, 2, Numbers.of(NAN), 3)).hasMessage("weights must be finite: NaN");
        for (double divisor : new double[] {0, -0.0, NAN, Double.POSITIVE_INFINITY}) {
            String message = "the divisor must be finite and not 0: " + divisor;
            assertThatThrownBy(() -> new WeightedMean(1, 1, Numbers.of(), divisor))
                    .hasMessage(message);
            assertThatThrownBy(() -> new BoostedVotes(2, Numbers.of(1), divisor))
                    .hasMessage(message);
        }
    }

    /** The least input such that those up to it weigh at least half. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aWeightedMedianIsTheFirstInputThatReachesHalfTheWeight(long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(9);
        for (int k = 0; k < 50; k++) {
            double[] x = random.ints(size, -20, 21).asDoubleStream().toArray();
            double[] weights =
                    random.ints(size, 1, 9).mapToDouble(weight -> weight / 8.0).toArray();
            double[] sorted = Arrays.stream(x).sorted().toArray();
            double half = Arrays.stream(weights).sum() / 2;
            double expected = Arrays.stream(sorted)
                    .filter(candidate -> {
                        double below = 0;
                        for (int i = 0; i < size; i++) {
                            below += x[i] <= candidate ? weights[i] : 0;
                        }
                        return below >= half;
                    })
                    .findFirst()
                    .orElseThrow();
            assertThat(Slots.one(new WeightedMedian(Numbers.of(weights)), x)).isEqualTo(expected);
        }
    }

    @Test
    void aMedianOfHalvesIsTheLowerOne() {
        WeightedMedian median = new WeightedMedian(Numbers.of(1, 1, 2));
        assertThat(Slots.one(median, 5, 3, 9)).isEqualTo(5);
        assertThat(Slots.one(median, 5, 3, 4)).isEqualTo(4);
        assertThat(median).hasToString("WeightedMedian[1.0, 1.0, 2.0]");
        assertThatThrownBy(() -> new WeightedMedian(Numbers.of())).hasMessage("a median needs an input");
        assertThatThrownBy(() -> new WeightedMedian(Numbers.of(NAN))).hasMessage("weights must be finite: NaN");
    }

    @Test
    void membersVoteForAClassWithTheirWeight() {
        VoteCount count = new VoteCount(3, Numbers.of(1, 2, 4, 8));
        assertThat(Slots.run(count, 2, 0, 2, 0)).containsExactly(10, 0, 5);
        assertThat(Slots.run(count, 1, 1, 1, 1)).containsExactly(0, 15, 0);
        assertThat(Slots.run(new VoteCount(1, Numbers.of(2)), 0)).containsExactly(2);
        assertThatThrownBy(() -> new VoteCount(0, Numbers.of(1))).hasMessage("there must be classes and members: 0, 1");
        assertThatThrownBy(() -> new VoteCount(1, Numbers.of())).hasMessage("there must be classes and members: 1, 0");
        assertThatThrownBy(() -> new VoteCount(1, Numbers.of(NAN))).hasMessage("weights must be finite: NaN");
    }

    @Test
    void aBoostedMemberVotesAgainstTheOtherClasses() {
        // weights 1, 2, 4 for the classes 2, 0, 0 of three, against the others with half of it
        BoostedVotes votes = new BoostedVotes(3, Numbers.of(1, 2, 4), 7);
        assertThat(Slots.run(votes, 2, 0, 0)).containsExactly(5.5 / 7, -3.5 / 7, -2.0 / 7);
        assertThat(Slots.run(new BoostedVotes(2, Numbers.of(3, 1), 4), 1, 0)).containsExactly(-0.5, 0.5);
        assertThatThrownBy(() -> new BoostedVotes(1, Numbers.of(1), 1))
                .hasMessage("there must be two classes and a member: 1, 1");
        assertThatThrownBy(() -> new BoostedVotes(2, Numbers.of(), 1))
                .hasMessage("there must be two classes and a member: 2, 0");
        assertThatThrownBy(() -> new BoostedVotes(2, Numbers.of(NAN), 1)).hasMessage("weights must be finite: NaN");
    }

    /** Zhu, Zou, Rosset and Hastie (2009): {@code (K - 1) * (log p - the mean of log p)}. */
    @Test
    void boostedLogsAreTheDistanceFromTheirMean() {
        double[] p = {0.7, 0.2, 0.1};
        double mean = (Math.log(0.7) + Math.log(0.2) + Math.log(0.1)) / 3;
        double[] expected =
                Arrays.stream(p).map(each -> 2 * (Math.log(each) - mean)).toArray();
        Slots.assertClose(Slots.run(new BoostedLogs(3), p), expected, ERROR);
        double bound = -52 * Math.log(2);
        Slots.assertClose(Slots.run(new BoostedLogs(2), 1, 0), new double[] {-bound / 2, bound / 2}, ERROR);
        assertThatThrownBy(() -> new BoostedLogs(1)).hasMessage("there must be two classes: 1");
    }

    @Test
    void ofEqualNumbersTheFirstIsTheLargest() {
        assertThat(Slots.one(new IndexOfLargest(4), 1, 3, 3, 2)).isEqualTo(1);
        assertThat(Slots.one(new IndexOfLargest(3), -5, -4, -3)).isEqualTo(2);
        assertThat(Slots.one(new IndexOfLargest(1), -5)).isZero();
        assertThatThrownBy(() -> new IndexOfLargest(0)).hasMessage("the number of inputs must be at least 1: 0");
    }

    @Test
    void anIsolationForestsScoreFallsWithTheDepth() {
        IsolationScore score = new IsolationScore(4);
        assertThat(Slots.one(score, 0)).isEqualTo(-1);
        assertThat(Slots.one(score, 4)).isEqualTo(-0.5);
        assertThat(Slots.one(score, 12)).isEqualTo(-0.125);
        IsolationLabel label = new IsolationLabel(4, -0.5);
        assertThat(Slots.one(label, 4)).as("at the limit").isEqualTo(1);
        assertThat(Slots.one(label, 3.9)).isEqualTo(-1);
        assertThat(Slots.one(label, 4.1)).isEqualTo(1);
        for (double divisor : new double[] {0, -1, NAN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new IsolationScore(divisor))
                    .hasMessage("the divisor must be finite and above 0: " + divisor);
            assertThatThrownBy(() -> new IsolationLabel(divisor, 0))
                    .hasMessage("the divisor must be above 0 and the offset finite: " + divisor + ", 0.0");
        }
        assertThatThrownBy(() -> new IsolationLabel(1, NAN)).hasMessageContaining("1.0, NaN");
    }

    @Test
    void logarithmsBecomeSharesThatAddUpToOne() {
        Random random = new Random(4);
        for (int size = 1; size <= 6; size++) {
            double[] x = Slots.normal(random, size);
            double sum = Arrays.stream(x).map(Math::exp).sum();
            double[] expected =
                    Arrays.stream(x).map(each -> Math.exp(each) / sum).toArray();
            Slots.assertClose(Slots.run(new SoftmaxOfLogs(size), x), expected, ERROR);
            Slots.assertClose(Slots.run(new CenteredSoftmaxOfLogs(size), x), expected, ERROR);
        }
        for (Operation either : new Operation[] {new SoftmaxOfLogs(3), new CenteredSoftmaxOfLogs(3)}) {
            Slots.assertClose(Slots.run(either, -5000, -5000, -9000), new double[] {0.5, 0.5, 0}, 1e-12);
            Slots.assertClose(Slots.run(either, 5000, 5000 + Math.log(3), 0), new double[] {0.25, 0.75, 0}, 1e-11);
        }
        double[] equal = Slots.run(new CenteredSoftmaxOfLogs(3), -1e15, -1e15, -1e15);
        assertThat(equal).containsOnly(equal[0]);
        Slots.assertClose(equal[0], 1 / 3.0, 1e-15);
        assertThatThrownBy(() -> new SoftmaxOfLogs(0)).hasMessageContaining("the number of inputs");
        assertThatThrownBy(() -> new CenteredSoftmaxOfLogs(0)).hasMessageContaining("the number of inputs");
    }

    @Test
    void numbersAreDividedByTheirSumAndEqualWhenThatIsZero() {
        assertThat(Slots.run(new NormalizeToSum(3), 1, 2, 1)).containsExactly(0.25, 0.5, 0.25);
        assertThat(Slots.run(new NormalizeToSum(4), 0, 0, 0, 0)).containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThatThrownBy(() -> new NormalizeToSum(0)).hasMessageContaining("the number of inputs");
    }

    /** The logarithm of the product of the densities of normal distributions and of the prior. */
    @Test
    void gaussianLogsAreTheLogarithmOfThePriorTimesTheDensities() {
        Random random = new Random(6);
        Matrix means = Slots.matrix(random, 3, 4);
        double[] spread = random.doubles(12, 0.2, 3).toArray();
        double[] priors = {0.2, 0.5, 0.3};
        double[] x = Slots.normal(random, 4);
        double[] expected = new double[3];
        double[] normals = new double[3];
        for (int k = 0; k < 3; k++) {
            double density = priors[k];
            for (int i = 0; i < 4; i++) {
                double variance = spread[4 * k + i];
                density *= Math.exp(-Math.pow(x[i] - means.get(k, i), 2) / (2 * variance))
                        / Math.sqrt(2 * Math.PI * variance);
                normals[k] -= 0.5 * Math.log(2 * Math.PI * variance);
            }
            expected[k] = Math.log(density);
        }
        Matrix variances = new Matrix(3, 4, Numbers.of(spread));
        Numbers logs = Numbers.of(Arrays.stream(priors).map(Math::log).toArray());
        Slots.assertClose(Slots.run(new GaussianLogs(means, variances, logs, Numbers.of(normals)), x), expected, ERROR);
    }

    @Test
    void densitiesThatCannotBeAreRefused() {
        Matrix two = new Matrix(1, 2, Numbers.of(1, 2));
        Numbers one = Numbers.of(1);
        for (double variance : new double[] {0, -1}) {
            Matrix variances = new Matrix(1, 2, Numbers.of(1, variance));
            assertThatThrownBy(() -> new GaussianLogs(two, variances, one, one))
                    .hasMessage("a variance must be above 0: " + variance);
        }
        assertThatThrownBy(() -> new GaussianLogs(two, new Matrix(1, 1, one), one, one))
                .hasMessage("variances must be 2, they are 1");
        assertThatThrownBy(() -> new GaussianLogs(two, new Matrix(2, 1, Numbers.of(1, 2)), one, one))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new GaussianLogs(two, two, Numbers.of(1, 2), one))
                .hasMessage("priors must be 1, they are 2");
        assertThatThrownBy(() -> new GaussianLogs(two, two, one, Numbers.of(NAN)))
                .hasMessage("normals must be finite: NaN");
        assertThatThrownBy(() -> new GaussianLogs(new Matrix(1, 1, Numbers.of(NAN)), two, one, one))
                .hasMessage("means must be finite: NaN");
    }
}
