package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.report.HtmlReport;
import io.github.modelkeel.drift.statistics.DetectableChange;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The states of columns and of the data set, and their reasons. */
class DriftStateTest {
    private static double[] normal(long seed, int n, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n)
                .mapToDouble(i -> random.nextGaussian() + shift)
                .toArray();
    }

    private static double[] flag(int n, int ones) {
        return IntStream.range(0, n).mapToDouble(i -> i < ones ? 1 : 0).toArray();
    }

    private static ColumnDrift only(double[] reference, double[] current) {
        return Drift.compare(
                        Profile.builder().number("x", reference).build(),
                        Profile.builder().number("x", current).build())
                .columns()
                .get(0);
    }

    private static DriftReport wide(int columns, int moved, double shift) {
        Profile.Builder before = Profile.builder();
        Profile.Builder after = Profile.builder();
        for (int i = 0; i < columns; i++) {
            before.number("c" + i, normal(i, 500, 0));
            after.number("c" + i, normal(1000 + i, 500, i < moved ? shift : 0));
        }
        return Drift.compare(before.build(), after.build());
    }

    @Test
    void aSmallSignificantChangeIsShiftedAndALargeOneDrifted() {
        ColumnDrift quarter = only(normal(1, 1500, 0), normal(2, 1500, 0.3));
        assertThat(quarter.state()).isEqualTo(DriftState.SHIFTED);
        assertThat(quarter.reason()).startsWith("distribution: PSI 0.").contains("(excess 0.", ", p ");
        assertThat(quarter.excess().orElseThrow()).isBetween(0.01, 0.2);
        assertThat(quarter.drifted()).isFalse();
        ColumnDrift one = only(normal(1, 1500, 0), normal(2, 1500, 1));
        assertThat(one.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(one.excess().orElseThrow()).isGreaterThan(0.2);
        ColumnDrift none = only(normal(1, 1500, 0), normal(2, 1500, 0));
        assertThat(none.state()).isEqualTo(DriftState.STABLE);
        assertThat(none.reason()).containsAnyOf("below noise", "not significant");
    }

    @Test
    void aFlagThatDoublesIsShifted() {
        ColumnDrift column = only(flag(1000, 50), flag(1000, 100));
        assertThat(column.state()).isEqualTo(DriftState.SHIFTED);
        assertThat(column.score().orElseThrow().test())
                .extracting(DriftTest::name)
                .isEqualTo("chi_square");
    }

    @Test
    void manyRowsDoNotMakeANothingAShift() {
        ColumnDrift column = only(flag(200_000, 20_000), flag(200_000, 20_800));
        assertThat(column.adjustedPValue().orElseThrow()).isLessThan(0.001);
        assertThat(column.state()).isEqualTo(DriftState.STABLE);
        assertThat(column.reason()).startsWith("significant, but small: excess 0.000, p ");
    }

    @Test
    void whatIsMissingWeighsLikeDrift() {
        double[] before = normal(1, 6000, 0);
        double[] after = normal(2, 6000, 0);
        Arrays.fill(after, 0, 288, Double.NaN);
        ColumnDrift some = only(before, after);
        assertThat(some.state()).isIn(DriftState.SHIFTED, DriftState.DRIFTED);
        assertThat(some.reason()).startsWith("missing values: 0.00% before, 4.80% now");
        Arrays.fill(after, Double.NaN);
        ColumnDrift all = only(before, after);
        assertThat(all.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(all.reason()).startsWith("missing values: 0.00% before, 100.0% now");
        double[] infinite = normal(3, 6000, 0);
        Arrays.fill(infinite, 0, 300, Double.POSITIVE_INFINITY);
        assertThat(only(before, infinite).reason()).startsWith("infinite values: 0.00% before, 5.00% now");
    }

    @Test
    void fewOfManyColumnsThatChangedByFarMakeTheDataSetDrift() {
        DriftReport many = wide(30, 14, 100);
        assertThat(many.driftShare()).isLessThan(0.5);
        assertThat(many.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(many.reason()).isEqualTo("14 of 30 judged columns drifted, and by far");
        DriftReport one = wide(4, 1, 100);
        assertThat(one.state()).isEqualTo(DriftState.SHIFTED);
        assertThat(one.reason()).isEqualTo("1 of 4 judged columns drifted, 0 shifted");
        assertThat(one.failed()).isFalse();
        DriftReport none = wide(4, 0, 0);
        assertThat(none.state()).isEqualTo(DriftState.STABLE);
        assertThat(none.reason()).isEqualTo("none of 4 judged columns changed");
    }

    @Test
    void aColumnThatIsGoneMakesTheDataSetDrift() {
        Profile before = Profile.builder()
                .number("a", normal(1, 100, 0))
                .number("b", normal(2, 100, 0))
                .build();
        DriftReport report = Drift.compare(
                before, Profile.builder().number("a", normal(3, 100, 0)).build());
        assertThat(report.column("b").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.column("b").orElseThrow().reason()).isEqualTo("removed (NUMBER)");
        assertThat(report.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.failed()).isTrue();
        DriftReport added =
                Drift.compare(Profile.builder().number("a", normal(3, 100, 0)).build(), before);
        assertThat(added.state()).isEqualTo(DriftState.STABLE);
        assertThat(added.schemaChanges()).hasSize(1);
    }

    @Test
    void tooFewValuesAreUndecidedAndNotANo() {
        ColumnDrift column = only(new double[] {1, 2, 3}, new double[] {7, 8, 9});
        assertThat(column.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(column.reason())
                .isEqualTo("3 reference values are too few: 3 and 3 values that differ as much as they can would pass");
        assertThat(column.smallestDetectableChange()).isEmpty();
        DriftReport report = Drift.compare(
                Profile.builder().number("x", 1, 2, 3).build(),
                Profile.builder().number("x", 7, 8, 9).build());
        assertThat(report.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(report.failed()).isTrue();
        assertThat(report.drifted()).isFalse();
    }

    @Test
    void anIgnoredColumnSaysSo() {
        Profile profile = Profile.builder()
                .number("x", normal(1, 100, 0))
                .number("id", normal(2, 100, 0))
                .build();
        DriftReport report = Drift.compare(
                profile, profile, DriftOptions.builder().ignore("id").build());
        assertThat(report.column("id").orElseThrow().state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(report.column("id").orElseThrow().reason()).isEqualTo("left out by the options");
        assertThat(report.judgedCount()).isEqualTo(1);
    }

    @Test
    void everyColumnSaysWhatItCouldHaveSeen() {
        double small = only(normal(1, 800, 0), normal(2, 800, 0))
                .smallestDetectableChange()
                .orElseThrow();
        double large = only(normal(1, 80, 0), normal(2, 80, 0))
                .smallestDetectableChange()
                .orElseThrow();
        assertThat(small).isBetween(0.1, 0.25);
        assertThat(large).isBetween(0.4, 0.8);
        DriftReport text = Drift.compare(
                Profile.builder().text("c", categories(800)).build(),
                Profile.builder().text("c", categories(800)).build());
        assertThat(text.columns().get(0).smallestDetectableChange().orElseThrow())
                .isBetween(0.05, 0.12);
        assertThat(HtmlReport.write(text.content())).contains("Smallest detectable change", " points");
    }

    private static String[] categories(int n) {
        return Stream.iterate(0, i -> i + 1).limit(n).map(i -> "c" + i % 4).toArray(String[]::new);
    }

    /** The change that is stated is found about nine times of ten. */
    @Test
    void theStatedPowerIsThePowerThereIs() {
        int n = 400;
        double change = new DetectableChange(0.05, 0.01, 2).ofNumbers(n, n);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            found += only(normal(i, n, 0), normal(5000 + i, n, change)).state() == DriftState.STABLE ? 0 : 1;
        }
        assertThat(found).isBetween(165, 200);
    }

    @Test
    void allCategoriesReplacedAreSeenHoweverManyThereAre() {
        String[] before = IntStream.range(0, 20_000).mapToObj(i -> "a" + i / 2).toArray(String[]::new);
        String[] after = IntStream.range(0, 20_000).mapToObj(i -> "b" + i / 2).toArray(String[]::new);
        DriftReport report = Drift.compare(
                Profile.builder().text("c", before).build(),
                Profile.builder().text("c", after).build());
        assertThat(report.columns().get(0).state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.columns().get(0).score().orElseThrow().psi()).isGreaterThan(1);
    }
}
