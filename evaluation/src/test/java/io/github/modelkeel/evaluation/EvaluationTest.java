package io.github.modelkeel.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Evaluation DEFAULTS = Evaluation.defaults();

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(parts);
    }

    @Test
    void badInputIsNamed() {
        double[] three = {1, 2, 3};
        refused(() -> DEFAULTS.regression(three, new double[] {1, 2}), "actual has 3", "predicted 2");
        refused(() -> DEFAULTS.regression(new double[0], new double[0]), "actual is empty");
        refused(() -> DEFAULTS.regression(new double[] {1, Double.NaN}, new double[] {1, 2}), "actual[1] is NaN");
        refused(
                () -> DEFAULTS.regression(new double[] {1, 2}, new double[] {Double.POSITIVE_INFINITY, 2}),
                "predicted[0] is Infinity");
        refused(() -> DEFAULTS.regression(three, three, new double[] {1, -1, 1}), "weights[1]", "-1.0");
        refused(() -> DEFAULTS.regression(three, three, new double[3]), "weights are all 0");
        refused(() -> DEFAULTS.regression(three, three, new double[] {1}), "weights has 1 rows");
        refused(() -> DEFAULTS.binary(new boolean[] {true}, new double[] {1.5}), "probabilities[0]", "1.5");
        refused(
                () -> DEFAULTS.multiclass(List.of("a"), List.of("a", "b"), new double[][] {{0.5, 0.6}}, null),
                "add up");
        refused(() -> DEFAULTS.multiclass(List.of("c"), List.of("a", "b"), new double[][] {{0.5, 0.5}}, null), "'c'");
        refused(() -> DEFAULTS.multiclass(List.of("a"), List.of("a", "a"), new double[][] {{1, 0}}, null), "different");
        refused(() -> DEFAULTS.multiclass(List.of("a"), List.of()), "actual has 1");
    }

    @Test
    void settingsAreChecked() {
        refused(() -> Evaluation.builder().confidence(1), "confidence", "1.0");
        refused(() -> Evaluation.builder().resamples(-1), "resamples", "-1");
        refused(() -> Evaluation.builder().threshold(1.1), "threshold", "1.1");
    }

    @Test
    void ofOneClassTheAreaIsNotThereAndTheOthersAre() {
        Performance performance = DEFAULTS.binary(new boolean[3], new double[] {0.2, 0.6, 0.4});
        assertThat(performance.undefined()).containsOnlyKeys("auc");
        assertThat(performance.metric("accuracy").value()).isCloseTo(2.0 / 3, within(1e-15));
        refused(() -> performance.metric("auc"), "auc", "both classes", "3 rows");
        refused(() -> performance.metric("aucc"), "no metric 'aucc'", "accuracy");
    }

    @Test
    void ofOneRowThereIsNoR2() {
        Performance performance = DEFAULTS.regression(new double[] {1}, new double[] {3});
        assertThat(performance.metric("mae").value()).isEqualTo(2);
        assertThat(performance.undefined()).containsOnlyKeys("r2");
    }

    /** The mean of three times 0.1 is not 0.1. */
    @Test
    void equalDecimalsHaveAnR2OfZeroInEachResampleToo() {
        double[] labels = {.1, .1, .1};
        Metric r2 = DEFAULTS.regression(labels, new double[] {.2, .1, .1}).metric("r2");
        assertThat(r2.value()).isZero();
        assertThat(r2.lower()).isZero();
        assertThat(r2.upper()).isIn(0.0, 1.0); // a resample may have the perfect rows alone
        assertThat(DEFAULTS.regression(labels, labels).metric("r2").value()).isEqualTo(1);
        double[] weights = {1, 1, 1, 0};
        double[] uncounted = {.1, .1, .1, 5};
        assertThat(DEFAULTS.regression(uncounted, new double[] {.2, .1, .1, 7}, weights)
                        .metric("r2")
                        .value())
                .isZero();
    }

    @Test
    void numbersWhoseSquaresNoDoubleHoldsAreMeasured() {
        double[] signs = {-1, 1, 1};
        double[] guesses = {-1, 1, .5};
        Performance plain = DEFAULTS.regression(signs, guesses);
        for (double unit : new double[] {0x1p700, 0x1p-700}) {
            double[] labels = DoubleStream.of(signs).map(x -> x * unit).toArray();
            double[] predicted = DoubleStream.of(guesses).map(x -> x * unit).toArray();
            Performance scaled = DEFAULTS.regression(labels, predicted);
            assertThat(scaled.metric("rmse").value())
                    .isEqualTo(plain.metric("rmse").value() * unit);
            assertThat(scaled.metric("mae").value())
                    .isEqualTo(plain.metric("mae").value() * unit);
            assertThat(scaled.metric("r2")).isEqualTo(plain.metric("r2"));
        }
    }

    @Test
    void whatNoDoubleHoldsIsNotThereForAnHonestReason() {
        double[] labels = {-1.5e308, 1.5e308, 1.5e308};
        Performance wrong = DEFAULTS.regression(labels, new double[] {1.5e308, -1.5e308, -1.5e308});
        assertThat(wrong.undefined()).containsOnlyKeys("mae", "rmse", "median_absolute_error");
        refused(() -> wrong.metric("rmse"), "too large for a double");
        double[] flat = {1, 1 + 1e-15, 1};
        Performance tiny = DEFAULTS.regression(flat, new double[] {1e300, 1e300, 1e300});
        refused(() -> tiny.metric("r2"), "too large or too small");
        assertThat(DEFAULTS.regression(new double[] {1}, new double[] {3}).undefined())
                .containsEntry("r2", "it needs two rows that count");
    }

    /** Newcombe's example (1998): 81 of 263 have 25.5 to 36.6 %; and a perfect record is not certain. */
    @Test
    void sharesHaveTheIntervalOfWilson() {
        boolean[] labels = new boolean[263];
        double[] guesses = new double[263];
        for (int i = 0; i < 81; i++) {
            labels[i] = true;
            guesses[i] = 1;
        }
        for (int i = 81; i < 263; i++) {
            labels[i] = true;
        }
        Metric accuracy = DEFAULTS.binary(labels, guesses).metric("accuracy");
        assertThat(accuracy.lower()).isCloseTo(0.2553, within(5e-5));
        assertThat(accuracy.upper()).isCloseTo(0.3662, within(5e-5));

        Metric perfect = DEFAULTS.binary(new boolean[10], new double[10]).metric("accuracy");
        assertThat(perfect.value()).isEqualTo(1);
        assertThat(perfect.upper()).isEqualTo(1);
        assertThat(perfect.lower()).isCloseTo(0.7225, within(5e-5)); // 10 / (10 + 1.96^2)
    }

    /** Newcombe's example (1998), 56/70 - 48/80: 0.2 with 0.0524 to 0.3339. */
    @Test
    void differencesOfSharesHaveTheIntervalOfNewcombe() {
        Metric difference = share(56, 70).minus(share(48, 80));
        assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
        assertThat(difference.lower()).isCloseTo(0.0524, within(5e-5));
        assertThat(difference.upper()).isCloseTo(0.3339, within(5e-5));
    }

    private static Metric share(double hits, double rows) {
        double[] ends = Intervals.wilson(hits, rows, 0.95);
        return new Metric("accuracy", hits / rows, ends[0], ends[1]);
    }

    @Test
    void theNormalQuantileIsThatOfTables() {
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(NormalQuantile.of(0.995)).isCloseTo(2.5758293035489004, within(1e-12));
        assertThat(NormalQuantile.of(0.5)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theSameRowsGiveTheSameIntervals() {
        double[] actual = new Random(1).doubles(50).toArray();
        double[] predicted = new Random(2).doubles(50).toArray();
        Metric first = DEFAULTS.regression(actual, predicted).metric("mae");
        assertThat(DEFAULTS.regression(actual, predicted).metric("mae")).isEqualTo(first);
        assertThat(Evaluation.builder()
                        .seed(1)
                        .build()
                        .regression(actual, predicted)
                        .metric("mae"))
                .isNotEqualTo(first);
        Metric none = Evaluation.builder()
                .resamples(0)
                .build()
                .regression(actual, predicted)
                .metric("mae");
        assertThat(none.value()).isEqualTo(first.value());
        assertThat(none.lower()).isNaN();
        assertThat(none.covers(none.value())).isFalse();
    }

    /** Of 300 samples the intervals of 95 % hold the true value nearly as often; a few metrics of few rows are known to fall short. */
    @Test
    void intervalsHoldTheTrueValue() {
        Random random = new Random(11);
        Evaluation fast = Evaluation.builder().resamples(200).build();
        int mae = 0;
        int accuracy = 0;
        int auc = 0;
        int repetitions = 300;
        for (int r = 0; r < repetitions; r++) {
            double[] noise = new double[100];
            boolean[] labels = new boolean[100];
            double[] scores = new double[100];
            for (int i = 0; i < 100; i++) {
                noise[i] = random.nextGaussian();
                scores[i] = random.nextDouble();
                labels[i] = random.nextDouble() < scores[i];
            }
            mae += fast.regression(new double[100], noise).metric("mae").covers(Math.sqrt(2 / Math.PI)) ? 1 : 0;
            Performance performance = fast.binary(labels, scores);
            accuracy += performance.metric("accuracy").covers(0.75) ? 1 : 0;
            auc += performance.metric("auc").covers(5.0 / 6) ? 1 : 0;
        }
        assertThat(mae).isBetween(270, 298);
        assertThat(accuracy).isBetween(270, 299);
        assertThat(auc).isBetween(266, 298);
    }

    @Test
    void whatBecameWorseIsNamed() {
        double[] actual = new Random(3).doubles(200).toArray();
        double[] near = IntStream.range(0, 200)
                .mapToDouble(i -> actual[i] + 0.01 * (i % 7))
                .toArray();
        double[] far = IntStream.range(0, 200)
                .mapToDouble(i -> actual[i] + 0.10 * (i % 7))
                .toArray();
        Performance before = DEFAULTS.regression(actual, near);
        Performance after = DEFAULTS.regression(actual, far);
        PerformanceChange change = after.since(before);
        assertThat(change.worse()).containsExactly("mae", "rmse", "r2", "median_absolute_error");
        assertThat(change.better()).isEmpty();
        assertThat(before.since(after).better()).hasSize(4);
        assertThat(Objects.requireNonNull(change.differences().get("mae")).value())
                .isCloseTo(0.27, within(0.01));
        assertThat(before.since(before).worse()).isEmpty();
        refused(() -> before.since(DEFAULTS.binary(new boolean[1], new double[1])), "in common", "mae", "accuracy");
    }

    /** The reference with half of its rows against the other half: one in twenty metrics may be called worse or better. */
    @Test
    void withoutAChangeFewMetricsAreCalledWorse() {
        Random random = new Random(8);
        Evaluation fast = Evaluation.builder().resamples(200).build();
        int called = 0;
        int judged = 0;
        for (int r = 0; r < 60; r++) {
            PerformanceChange change = sample(random, fast).since(sample(random, fast));
            called += change.worse().size() + change.better().size();
            judged += change.differences().size();
        }
        assertThat((double) called / judged).isLessThan(0.09);
    }

    private static Performance sample(Random random, Evaluation evaluation) {
        double[] scores = random.doubles(150).toArray();
        boolean[] labels = new boolean[150];
        for (int i = 0; i < 150; i++) {
            labels[i] = random.nextDouble() < scores[i];
        }
        return evaluation.binary(labels, scores);
    }
}
