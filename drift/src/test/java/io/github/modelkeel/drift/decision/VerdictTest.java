package io.github.modelkeel.drift.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.statistics.Distances;
import io.github.modelkeel.drift.statistics.MultipleTesting;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that decide, at the limits themselves: what is said to be "below" and what "at or over". */
class VerdictTest {
    private static final double ALPHA = 0.05;
    private static final double THRESHOLD = 0.2;
    private static final double SHIFT = 0.01;

    private static Limits limits(double driftShare, double threshold) {
        return new Limits(
                ALPHA,
                UnaryOperator.identity(),
                threshold,
                Map.of(),
                SHIFT,
                Map.of("heavy", 3.0),
                driftShare,
                0.01,
                0.01,
                0.01,
                false);
    }

    private static ColumnFacts column(String name, long rows, Evidence... evidence) {
        double excess = evidence.length == 0 ? 0 : evidence[0].excess();
        return new ColumnFacts(
                name,
                null,
                false,
                null,
                null,
                new ColumnFacts.Distribution(rows, rows, excess, true, null, List.of()),
                List.of(evidence));
    }

    private static Evidence distribution(double excess, double p) {
        return new Evidence(Evidence.Kind.DISTRIBUTION, p, excess, true, "distribution");
    }

    private static ColumnVerdict verdict(ColumnFacts facts, double[] p, Limits limits) {
        return ColumnVerdict.of(facts, p, limits, new Reach(limits, p.length));
    }

    private static ColumnVerdict verdict(double excess, double p) {
        ColumnFacts facts = column("x", 1000, distribution(excess, p));
        return verdict(facts, new double[] {p}, limits(0.5, THRESHOLD));
    }

    @ParameterizedTest
    @CsvSource({
        "0.2,     0.049, DRIFTED",
        "0.19999, 0.049, SHIFTED",
        "0.01,    0.049, SHIFTED",
        "0.00999, 0.049, STABLE",
        "5,       0.05,  STABLE",
        "5,       0.06,  STABLE"
    })
    void thresholdsAreReachedAndAlphaIsNot(double excess, double p, State expected) {
        ColumnVerdict verdict = verdict(excess, p);
        assertThat(verdict.state()).isEqualTo(expected);
        assertThat(verdict.excess()).hasValue(excess);
        assertThat(verdict.pValue()).hasValue(p);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.01,  0.7,  'below noise, p 0.700'",
        "0,      0.7,  'below noise, p 0.700'",
        "0.001,  0.05, 'not significant, p 0.050'",
        "0.001,  0.04, 'significant, but small: excess 0.001, p 0.040'"
    })
    void whatIsStableSaysWhy(double excess, double p, String reason) {
        assertThat(verdict(excess, p).reason()).isEqualTo(reason);
    }

    @Test
    void theLargestOfSeveralChangesDecides() {
        Evidence small = new Evidence(Evidence.Kind.MISSING, 0.001, 0.3, true, "missing values");
        Evidence large = new Evidence(Evidence.Kind.UNSEEN, 0.002, 0.9, true, "unseen");
        Evidence notNamed = new Evidence(Evidence.Kind.INVALID, 0.001, 9, false, "too small a share");
        Evidence asLarge = new Evidence(Evidence.Kind.OUT_OF_RANGE, 0.003, 0.9, true, "the first of equals is named");
        double[] p = {0.5, 0.001, 0.002, 0.001, 0.003};
        ColumnVerdict verdict = verdict(
                column("x", 1000, distribution(0, 0.5), small, large, notNamed, asLarge), p, limits(0.5, THRESHOLD));
        assertThat(verdict.state()).isEqualTo(State.DRIFTED);
        assertThat(verdict.reason()).isEqualTo("unseen (excess 0.900, p 0.002)");
        assertThat(verdict.pValue()).hasValue(0.002);
    }

    @Test
    void tooFewValuesAreUndecidedExactlyWhereNoChangeCouldBeSignificant() {
        // 3 and 3 values have 20 orders: the smallest p-value is 0.1; 4 and 4 have 70: 0.029
        assertThat(ofRows(3).state()).isEqualTo(State.UNDECIDED);
        assertThat(ofRows(3).reason())
                .isEqualTo("3 reference values are too few: 3 and 3 values that differ as much as they can would pass");
        assertThat(ofRows(4).state()).isEqualTo(State.STABLE);
        Limits atTheSmallest =
                new Limits(0.1, UnaryOperator.identity(), THRESHOLD, Map.of(), SHIFT, Map.of(), 0.5, 0, 0, 0, false);
        assertThat(verdict(column("x", 3, distribution(0, 1)), new double[] {1}, atTheSmallest)
                        .state())
                .as("p must be below alpha")
                .isEqualTo(State.UNDECIDED);
    }

    @Test
    void aColumnIsUndecidedIfNotEvenTheFarthestValuesWouldBeFound() {
        Limits limits = limits(0.5, THRESHOLD);
        assertThat(ofFarthest(limits, distribution(0.01, 0.049)).state()).isEqualTo(State.STABLE);
        ColumnVerdict belowNoise = ofFarthest(limits, distribution(-1.15, 1e-9));
        assertThat(belowNoise.state()).isEqualTo(State.UNDECIDED);
        assertThat(belowNoise.reason())
                .isEqualTo(
                        "2 reference values are too few: 2 and 300 values that differ as much as they can would pass");
        assertThat(ofFarthest(limits, distribution(5, 0.05)).state()).isEqualTo(State.UNDECIDED);
        Evidence outside = new Evidence(Evidence.Kind.OUT_OF_RANGE, 0.02, 0.3, true, "far out");
        assertThat(ofFarthest(limits, distribution(-1, 1e-9), outside).state())
                .as("any of its tests")
                .isEqualTo(State.STABLE);
        Evidence unnamed = new Evidence(Evidence.Kind.OUT_OF_RANGE, 0.02, 0.3, false, "too small a share");
        assertThat(ofFarthest(limits, distribution(-1, 1e-9), unnamed).state()).isEqualTo(State.UNDECIDED);
        assertThat(ofFarthest(limits(0.5, 0.005), distribution(0.006, 1e-9)).state())
                .as("a threshold below that of a shift")
                .isEqualTo(State.STABLE);
    }

    @Test
    void whatCouldBeFoundDependsOnTheTestsOfTheReport() {
        Limits limits = new Limits(
                ALPHA, MultipleTesting::benjaminiHochberg, THRESHOLD, Map.of(), SHIFT, Map.of(), 0.5, 0, 0, 0, false);
        ColumnFacts.Distribution far =
                new ColumnFacts.Distribution(2, 300, 0, true, null, List.of(distribution(1, 0.02)));
        assertThat(new Reach(limits, 2).covers("x", far)).as("p 0.04").isTrue();
        assertThat(new Reach(limits, 3).covers("x", far)).as("p 0.06").isFalse();
        ColumnFacts.Distribution many = new ColumnFacts.Distribution(5, 5, 0, true, null, List.of());
        assertThat(new Reach(limits, 6).covers("x", many)).as("6 times 2 / 252").isTrue();
        assertThat(new Reach(limits, 7).covers("x", many)).isFalse();
    }

    private static ColumnVerdict ofFarthest(Limits limits, Evidence... farthest) {
        ColumnFacts facts = new ColumnFacts(
                "x",
                null,
                false,
                null,
                null,
                new ColumnFacts.Distribution(2, 300, -1, true, null, List.of(farthest)),
                List.of(distribution(-1, 1e-9)));
        return ColumnVerdict.of(facts, new double[] {1e-9}, limits, new Reach(limits, 1));
    }

    @Test
    void aDataSetOfWhichOnlyColumnsWithoutWeightAreJudgedIsUndecided() {
        Limits limits = new Limits(
                ALPHA, UnaryOperator.identity(), THRESHOLD, Map.of(), SHIFT, Map.of("light", 0.0), 0.5, 0, 0, 0, false);
        assertThat(dataSet(limits, List.of("light"), 0).state()).isEqualTo(State.UNDECIDED);
        assertThat(dataSet(limits, List.of("light"), 0).reason()).isEqualTo("no judged column has a weight above 0");
        assertThat(dataSet(limits, List.of("light"), 0.3).state())
                .as("what drifted is named, whatever it weighs")
                .isEqualTo(State.SHIFTED);
        assertThat(dataSet(limits, List.of("light", "x"), 0, 0).state()).isEqualTo(State.STABLE);
    }

    private static ColumnVerdict ofRows(long rows) {
        return verdict(column("x", rows, distribution(0, 1)), new double[] {1}, limits(0.5, THRESHOLD));
    }

    @Test
    void whatCouldNotBeTestedSaysSo() {
        ColumnFacts untested = new ColumnFacts("x", null, false, null, null, null, List.of());
        ColumnVerdict verdict = verdict(untested, new double[0], limits(0.5, THRESHOLD));
        assertThat(verdict.state()).isEqualTo(State.UNDECIDED);
        assertThat(verdict.reason()).isEqualTo("no test");
        ColumnFacts why = new ColumnFacts("x", null, false, null, "no rows", null, List.of());
        assertThat(verdict(why, new double[0], limits(0.5, THRESHOLD)).reason()).isEqualTo("no rows");
    }

    private static DataSetVerdict dataSet(Limits limits, double... excesses) {
        return dataSet(limits, Collections.nCopies(excesses.length, "x"), excesses);
    }

    /** A drifted column for each excess over the threshold, a stable one for the others. */
    private static DataSetVerdict dataSet(Limits limits, List<String> names, double... excesses) {
        List<ColumnFacts> facts = names.stream().map(name -> column(name, 1000)).toList();
        List<ColumnVerdict> verdicts = DoubleStream.of(excesses)
                .mapToObj(
                        excess -> verdict(column("x", 1000, distribution(excess, 0.001)), new double[] {0.001}, limits))
                .toList();
        return DataSetVerdict.of(facts, verdicts, List.of(), limits);
    }

    @Test
    void theShareOfDriftedColumnsIsReachedAtTheLimit() {
        assertThat(dataSet(limits(0.5, THRESHOLD), 0.2, 0).state()).isEqualTo(State.DRIFTED);
        assertThat(dataSet(limits(0.5, THRESHOLD), 0.2, 0, 0).state()).isEqualTo(State.SHIFTED);
        assertThat(dataSet(limits(0.5, THRESHOLD), 0.2, 0, 0).share()).isEqualTo(1.0 / 3);
        assertThat(dataSet(limits(0, THRESHOLD), 0, 0).state())
                .as("no column drifted, whatever the share")
                .isEqualTo(State.STABLE);
        DataSetVerdict none = dataSet(limits(0.5, THRESHOLD));
        assertThat(none.state()).isEqualTo(State.UNDECIDED);
        assertThat(none.share()).isZero();
    }

    @Test
    void aColumnsWeightCountsInTheShareAndInTheSeverity() {
        Limits limits = limits(0.5, THRESHOLD);
        assertThat(dataSet(limits, List.of("heavy", "x", "x"), 0.2, 0, 0).state())
                .as("3 of 5")
                .isEqualTo(State.DRIFTED);
        assertThat(dataSet(limits, List.of("heavy", "x", "x"), 0, 0.2, 0.2).state())
                .as("2 of 5")
                .isEqualTo(State.SHIFTED);
        // by far: two of five, each as much as 2.5 columns, are 5 columns of 5
        assertThat(dataSet(limits, List.of("heavy", "x", "x"), 0, 50, 50).reason())
                .contains("by far");
        assertThat(dataSet(limits, List.of("heavy", "x", "x", "x"), 0, 50, 50, 0)
                        .state())
                .as("five columns of six")
                .isEqualTo(State.SHIFTED);
    }

    @Test
    void columnsThatDriftedByFarCountForMoreButNotForAll() {
        Limits limits = limits(0.5, THRESHOLD);
        assertThat(dataSet(limits, 0.5, 0.5, 0, 0, 0).state())
                .as("2.5 times the threshold each: 5 columns of 5")
                .isEqualTo(State.DRIFTED);
        assertThat(dataSet(limits, 0.49, 0.49, 0, 0, 0).state()).isEqualTo(State.SHIFTED);
        assertThat(dataSet(limits, 1000, 0, 0).state())
                .as("one counts for 2.5 at most")
                .isEqualTo(State.SHIFTED);
        assertThat(dataSet(limits, 0.2, 0.2, 0.19, 0.19, 0.19).state())
                .as("what shifted counts for what it is: 4.85 of 5")
                .isEqualTo(State.SHIFTED);
    }

    @Test
    void withoutAThresholdEveryExcessIsOneColumnAndNoExcessIsNone() {
        assertThat(dataSet(limits(0.5, 0), 0.3, -0.1, -0.1).state()).isEqualTo(State.SHIFTED);
        assertThat(dataSet(limits(0.5, 0), 0.3, 0.3, -0.1, -0.1).state()).isEqualTo(State.DRIFTED);
        assertThat(dataSet(limits(0.4, 0), 0.3, 0, -0.1).state())
                .as("an excess of 0 is at the threshold")
                .isEqualTo(State.DRIFTED);
    }

    @Test
    void aRateHasTheExcessOfItsIndexOverTheNoise() {
        // PSI of shares .1 and .2: .1 ln 2 - .1 ln(8/9); noise of two cells: 1/n + 1/m
        Evidence rate = Evidence.ofRate(Evidence.Kind.MISSING, 100, 1000, 400, 2000, 0.1, "missing values");
        assertThat(rate.excess())
                .isCloseTo(0.1 * Math.log(2) - 0.1 * Math.log(8.0 / 9) - (1.0 / 1000 + 1.0 / 2000), within(1e-4));
        assertThat(rate.relevant()).as("a change as large as asked for").isTrue();
        assertThat(rate.text()).isEqualTo("missing values: 10.0% before, 20.0% now");
        assertThat(Evidence.ofRate(Evidence.Kind.MISSING, 400, 2000, 100, 1000, 0.1, "x")
                        .relevant())
                .as("downwards")
                .isTrue();
        assertThat(Evidence.ofRate(Evidence.Kind.MISSING, 101, 1000, 400, 2000, 0.1, "x")
                        .relevant())
                .isFalse();
    }

    @Test
    void evidentlysTestDependsOnTheSizeOfTheReferenceAndOnDistinctValues() {
        assertThat(byEvidently(1000, 6).name()).isEqualTo("ks");
        assertThat(byEvidently(1001, 6).name()).isEqualTo("wasserstein_normed");
        assertThat(byEvidently(1001, 6).isDistance()).isTrue();
        assertThat(byEvidently(1000, 6).isDistance()).isFalse();
        assertThat(byEvidently(1001, 5).name()).isEqualTo("jensenshannon");
        assertThat(byEvidently(1001, 5).isDistance()).isTrue();
        assertThat(byEvidently(1000, 5).name()).isEqualTo("chisquare");
        assertThat(byEvidently(1000, 2).name()).isEqualTo("z");
        EvidentlyScore one = byEvidently(1000, 1);
        assertThat(one.statistic()).isEqualTo(1);
        assertThat(one.drifted()).isFalse();
        assertThat(one.isDistance()).isFalse();
    }

    @Test
    void evidentlysDistanceOfCategoriesIsDriftWhereItIsLarge() {
        Map<String, Long> before = Map.of("a", 900L, "b", 600L);
        EvidentlyScore same = EvidentlyRule.of(before, Map.of("a", 90L, "b", 60L));
        assertThat(same.name()).isEqualTo("jensenshannon");
        assertThat(same.drifted()).isFalse();
        EvidentlyScore other = EvidentlyRule.of(before, Map.of("a", 30L, "b", 120L));
        assertThat(other.statistic()).isGreaterThan(0.1);
        assertThat(other.drifted()).isTrue();
    }

    private static EvidentlyScore byEvidently(int rows, int distinct) {
        double[] values =
                LongStream.range(0, rows).mapToDouble(i -> i % distinct).toArray();
        return EvidentlyRule.of(numbers(values), numbers(values));
    }

    private static ProfileColumn.Numbers numbers(double[] values) {
        return new ProfileColumn.Numbers(
                0, 0, 0, DoubleStream.of(values).sorted().toArray(), null, false, 0);
    }

    @Test
    void theAreaBetweenDistributionsIsThatOfTheirSortedValues() {
        // of samples of one size it is the mean distance of the sorted values (Ramdas, Garcia and Cuturi, 2015, section
        // 2.3)
        Random random = new Random(3);
        double[] before = random.doubles(200).sorted().toArray();
        double[] after = random.doubles(200).map(x -> 3 * x - 1).sorted().toArray();
        double mean = Stream.iterate(0, i -> i + 1)
                .limit(200)
                .mapToDouble(i -> Math.abs(before[i] - after[i]))
                .average()
                .orElseThrow();
        assertThat(Distances.wasserstein(before, after)).isCloseTo(mean, within(1e-12));
        assertThat(Distances.wasserstein(new double[] {0, 1}, new double[] {5, 5, 5, 6}))
                .isCloseTo(5.25 - 0.5, within(1e-12));
    }
}
