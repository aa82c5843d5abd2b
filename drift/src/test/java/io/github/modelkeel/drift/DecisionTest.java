package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static double[] uniform(long seed, int n, double from, double to) {
        return new SplittableRandom(seed).doubles(n, from, to).toArray();
    }

    private static ColumnDrift only(Profile reference, Profile current, DriftOptions options) {
        return Drift.compare(reference, current, options).columns().get(0);
    }

    private static Profile text(String... values) {
        return Profile.builder().text("c", values).build();
    }

    private static String[] times(Object... valueAndCount) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < valueAndCount.length; i += 2) {
            values.addAll(Collections.nCopies((Integer) valueAndCount[i + 1], (String) valueAndCount[i]));
        }
        return values.toArray(String[]::new);
    }

    @Test
    void aLargeScoreOfFewValuesIsNotDrift() {
        Profile many = Profile.builder().number("x", uniform(1, 1000, 0, 1)).build();
        Profile few = Profile.builder().number("x", 0.2, 0.5, 0.9).build();
        ColumnDrift column = only(many, few, DriftOptions.defaults());
        ColumnDrift.Score scored = column.score().orElseThrow();
        assertThat(scored.psi()).isGreaterThan(0.2);
        assertThat(column.state()).isEqualTo(DriftState.STABLE);
        assertThat(scored.nReference()).isEqualTo(1000);
        assertThat(scored.nCurrent()).isEqualTo(3);
    }

    @Test
    void aSignificantButSmallChangeIsNotDriftUnlessTheThresholdSaysSo() {
        Profile before = Profile.builder().number("x", uniform(1, 50_000, 0, 1)).build();
        Profile after =
                Profile.builder().number("x", uniform(2, 50_000, 0.02, 1.02)).build();
        ColumnDrift column = only(before, after, DriftOptions.defaults());
        assertThat(column.adjustedPValue().orElseThrow()).isLessThan(1e-6);
        assertThat(column.drifted()).isFalse();
        DriftOptions strict = DriftOptions.builder().threshold("x", 0.001).build();
        assertThat(only(before, after, strict).drifted()).isTrue();
    }

    @Test
    void theCorrectionCanTakeADriftBack() {
        Profile.Builder before = Profile.builder();
        Profile.Builder after = Profile.builder();
        double[] shifted =
                IntStream.range(0, 20).mapToDouble(i -> i < 7 ? 100 + i : i).toArray();
        before.number("shifted", IntStream.range(0, 20).asDoubleStream().toArray());
        after.number("shifted", shifted);
        for (int i = 0; i < 20; i++) {
            before.number("same" + i, IntStream.range(0, 20).asDoubleStream().toArray());
            after.number("same" + i, IntStream.range(0, 20).asDoubleStream().toArray());
        }
        Profile one = before.build();
        Profile other = after.build();
        DriftOptions raw =
                DriftOptions.builder().correction(DriftOptions.Correction.NONE).build();
        assertThat(Drift.compare(one, other, raw).driftedCount()).isEqualTo(1);
        assertThat(Drift.compare(one, other).driftedCount()).isZero();
    }

    @Test
    void theDataSetShareDecidesOverTheDataSet() {
        Profile before = Profile.builder()
                .number("a", uniform(1, 500, 0, 1))
                .number("b", uniform(2, 500, 0, 1))
                .number("c", uniform(3, 500, 0, 1))
                .build();
        Profile after = Profile.builder()
                .number("a", uniform(4, 500, 2, 3))
                .number("b", uniform(2, 500, 0, 1))
                .number("c", uniform(3, 500, 0, 1))
                .build();
        assertThat(Drift.compare(before, after).drifted()).isFalse();
        assertThat(Drift.compare(
                                before,
                                after,
                                DriftOptions.builder().driftShare(0.3).build())
                        .drifted())
                .isTrue();
        assertThat(Drift.compare(
                                before,
                                after,
                                DriftOptions.builder().ignore("b").build())
                        .drifted())
                .isTrue();
        assertThat(Drift.compare(
                                before,
                                after,
                                DriftOptions.builder().weight("a", 2).build())
                        .driftShare())
                .isEqualTo(0.5);
        assertThatThrownBy(() -> Drift.compare(
                        before,
                        after,
                        DriftOptions.builder().threshold("typo", 1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'typo'");
        DriftOptions wrong = DriftOptions.builder().ignore("bedroms").build();
        Profile houses = Profile.builder().number("bedrooms", 1, 2, 3).build();
        assertThatThrownBy(() -> Drift.compare(houses, houses, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "in ignore 'bedroms', which is a column of neither profile, did you mean 'bedrooms'?");
        assertThat(Drift.compare(Profile.builder().build(), Profile.builder().build(), wrong)
                        .columns())
                .isEmpty();
    }

    @Test
    void missingInfiniteAndStrangeValuesRaiseAlarms() {
        double[] plain = uniform(1, 400, 0, 1);
        double[] holes = plain.clone();
        for (int i = 0; i < 100; i++) {
            holes[i] = Double.NaN;
        }
        holes[399] = Double.NEGATIVE_INFINITY;
        for (int i = 380; i < 399; i++) {
            holes[i] = 5 + i;
        }
        ColumnDrift column = only(
                Profile.builder().number("x", plain).build(),
                Profile.builder().number("x", holes).build(),
                DriftOptions.defaults());
        assertThat(column.issues())
                .extracting(DataQualityIssue::kind)
                .containsExactly(
                        DataQualityIssue.Kind.MISSING_RATE,
                        DataQualityIssue.Kind.INFINITE_VALUES,
                        DataQualityIssue.Kind.OUT_OF_RANGE);
        assertThat(column.issues().get(0).message()).isEqualTo("missing values: 0.00% before, 25.0% now");
        assertThat(column.outOfRangeShare()).hasValue(19.0 / 299);
        assertThat(column.unseenShare()).isEmpty();
        assertThat(column.current().negativeInfinite()).isEqualTo(1);
    }

    @Test
    void unseenCategoriesRaiseAnAlarmUnlessNewOnesAreUsual() {
        ColumnDrift clear =
                only(text(times("a", 200, "b", 200)), text(times("a", 200, "new", 20)), DriftOptions.defaults());
        assertThat(clear.unseenShare()).hasValue(20.0 / 220);
        assertThat(clear.issues())
                .singleElement()
                .satisfies(alarm ->
                        assertThat(alarm.message()).isEqualTo("9.09% of the rows with unseen categories: new"));
        String[] before = IntStream.range(0, 200).mapToObj(i -> "id" + i).toArray(String[]::new);
        String[] after = IntStream.range(100, 300).mapToObj(i -> "id" + i).toArray(String[]::new);
        assertThat(only(text(before), text(after), DriftOptions.defaults()).issues())
                .isEmpty();
    }

    @Test
    void tooManyCategoriesAreNotScored() {
        DriftOptions options = DriftOptions.builder().maxCategories(2).build();
        ColumnDrift column = only(text("a", "b", "c"), text("a", "b", "c"), options);
        assertThat(column.score()).isEmpty();
        assertThat(column.reason()).startsWith("3 categories are more than are allowed");
    }

    @Test
    void aColumnWithoutTypeAgreesWithBoth() {
        @Nullable String[] nothing = {null, ""};
        Profile empty = Profile.ofColumns(Map.of("c", nothing));
        DriftReport report = Drift.compare(text("a", "b"), empty);
        assertThat(report.schemaChanges()).isEmpty();
        assertThat(report.columns().get(0).type()).isEqualTo(ColumnType.TEXT);
        assertThat(report.columns().get(0).score()).isEmpty();
        assertThat(report.columns().get(0).reason()).isEqualTo("no value in the current data");
    }

    @Test
    void badSettingsAreRefusedWhereTheyAreWritten() {
        DriftOptions.Builder builder = DriftOptions.builder();
        assertThatThrownBy(() -> builder.bins(1)).hasMessage("bins must be between 2 and 1000: 1");
        assertThatThrownBy(() -> builder.alpha(Double.NaN)).hasMessage("alpha must be above 0 and at most 1: NaN");
        assertThatThrownBy(() -> builder.threshold(-1))
                .hasMessage("threshold must be a number that is not negative: -1.0");
        assertThatThrownBy(() -> builder.driftShare(0)).hasMessage("driftShare must be above 0 and at most 1: 0.0");
        assertThatThrownBy(() -> builder.maxCategories(0)).hasMessage("maxCategories must be between 1 and 100000: 0");
        assertThatThrownBy(() -> builder.maxCategories(100_001))
                .hasMessage("maxCategories must be between 1 and 100000: 100001");
        assertThatThrownBy(() -> builder.unseenShare(2)).hasMessage("unseenShare must be between 0 and 1: 2.0");
        assertThatThrownBy(() -> CsvOptions.builder().delimiter('"')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CsvOptions.builder().type("a", ColumnType.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void importancesBecomeWeightsOfWhichTheMeanIsOne() {
        DriftOptions options = DriftOptions.builder()
                .weights(Map.of("a", 300.0, "b", 100.0, "c", 0.0))
                .build();
        assertThat(options.weight("a")).isEqualTo(2.25);
        assertThat(options.weight("b")).isEqualTo(0.75);
        assertThat(options.weight("c")).isZero();
        assertThat(options.weight("another")).as("counts as an average one").isEqualTo(1);
        assertThat(DriftOptions.builder().weights(Map.of()).build().weight("a")).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftOptions.builder().weights(Map.of("a", 0.0)))
                .withMessage("weights must not all be 0: {a=0.0}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftOptions.builder().weights(Map.of("a", -1.0)))
                .withMessageContaining("weight of a");
    }

    @Test
    void weightsOfTheOptionsWinOverImportancesOfAModel() {
        Schema schema = Schema.empty().with("a", Schema.Kind.CATEGORY);
        DriftOptions options = DriftOptions.builder()
                .weight("a", 5)
                .threshold("a", 0.3)
                .bins(7)
                .alpha(0.01)
                .ignore("d")
                .schema(schema)
                .statistics("g")
                .title("t")
                .build();
        DriftOptions weighted = options.withWeights(Map.of("a", 300.0, "b", 100.0));
        assertThat(weighted.weight("a")).isEqualTo(5);
        assertThat(weighted.weight("b")).isEqualTo(0.5);
        assertThat(weighted)
                .usingRecursiveComparison()
                .ignoringFields("weights")
                .isEqualTo(options);
        assertThat(options.withWeights(Map.of())).isSameAs(options);
        assertThat(options.withWeights(Map.of("b", 0.0))).isSameAs(options);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withWeights(Map.of("b", Double.NaN)))
                .withMessageContaining("weight of b");
    }

    @Test
    void importancesMayBeAsSmallOrLargeAsDoublesAre() {
        DriftOptions small = DriftOptions.builder()
                .weights(Map.of("a", Double.MIN_VALUE, "b", 0.0))
                .build();
        assertThat(small.weight("a")).isEqualTo(2);
        assertThat(small.weight("b")).isZero();
        DriftOptions large = DriftOptions.builder()
                .weights(Map.of("a", Double.MAX_VALUE, "b", Double.MAX_VALUE, "c", Double.MIN_VALUE))
                .build();
        assertThat(large.weight("a")).isEqualTo(1.5);
        assertThat(large.weight("b")).isEqualTo(1.5);
        assertThat(large.weight("c")).isZero();
    }
}
