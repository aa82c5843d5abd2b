package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where so few rows are compared that nothing could be found, the verdict is not that nothing was. */
class TooFewRowsTest {
    /** Of each side: more of them in CI. */
    private static final int[] SIZES = "required".equals(System.getProperty("interop"))
            ? new int[] {1, 2, 3, 4, 5, 8, 12, 20, 40, 300, 2000}
            : new int[] {1, 2, 3, 4, 8, 20, 300, 2000};

    /** What a side of a column holds. */
    private enum Kind {
        NORMAL,
        FEW_VALUES,
        CONSTANT,
        LARGE,
        CATEGORIES,
        ONE_CATEGORY,
        ALL_DIFFERENT;

        /** A side; the current one has nothing in common with the reference. */
        Profile side(long seed, int rows, boolean reference) {
            SplittableRandom random = new SplittableRandom(seed);
            Profile.Builder profile = Profile.builder();
            String name = reference ? "before " : "now ";
            double far = reference ? 0 : 100;
            switch (this) {
                case NORMAL -> profile.number("x", numbers(rows, i -> random.nextGaussian() + far));
                case FEW_VALUES -> profile.number("x", numbers(rows, i -> random.nextInt(4) + far));
                case CONSTANT -> profile.number("x", numbers(rows, i -> far));
                case LARGE -> profile.number("x", numbers(rows, i -> (random.nextGaussian() - far) * 1e305));
                case CATEGORIES -> profile.text("x", texts(rows, i -> name + random.nextInt(4)));
                case ONE_CATEGORY -> profile.text("x", texts(rows, i -> name));
                case ALL_DIFFERENT -> profile.text("x", texts(rows, i -> name + Math.max(1, i)));
            }
            return profile.build();
        }

        private static double[] numbers(int rows, IntToDoubleFunction value) {
            return IntStream.range(0, rows).mapToDouble(value).toArray();
        }

        private static String[] texts(int rows, IntFunction<String> value) {
            return IntStream.range(0, rows).mapToObj(value).toArray(String[]::new);
        }
    }

    private static ColumnDrift only(Profile reference, Profile current) {
        return Drift.compare(reference, current).columns().get(0);
    }

    private static double[] normal(int rows, double shift) {
        SplittableRandom random = new SplittableRandom(rows);
        return IntStream.range(0, rows)
                .mapToDouble(i -> random.nextGaussian() + shift)
                .toArray();
    }

    private static Profile numbers(double... values) {
        return Profile.builder().number("x", values).build();
    }

    @Test
    void twoReferenceRowsAgainst300ThatMovedBy100StandardDeviations() {
        ColumnDrift column = only(numbers(-0.5, 0.5), numbers(normal(300, 100)));
        assertThat(column.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(column.reason())
                .isEqualTo(
                        "2 reference values are too few: 2 and 300 values that differ as much as they can would pass");
        assertThat(column.smallestDetectableChange()).isEmpty();
        ColumnDrift unmoved = only(numbers(-0.5, 0.5), numbers(normal(300, 0)));
        assertThat(unmoved.state()).as("the same rows that did not move").isEqualTo(DriftState.UNDECIDED);
        assertThat(unmoved.reason()).isEqualTo(column.reason());
        DriftReport report = Drift.compare(numbers(-0.5, 0.5), numbers(normal(300, 0)));
        assertThat(report.failed()).isTrue();
        assertThat(report.toJson()).doesNotContain("smallest_detectable_change");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 300, 5000})
    void oneReferenceNumberHasNoSpreadToCompareWith(int rows) {
        ColumnDrift column = only(numbers(0), numbers(normal(rows, 0)));
        assertThat(column.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(column.reason()).startsWith("1 reference value is too few: 1 and " + rows + " values");
    }

    @Test
    void oneCurrentNumberIsJudgedOnceItWouldBeFoundFarAway() {
        ColumnDrift few = only(numbers(normal(10, 0)), numbers(0));
        assertThat(few.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(few.reason()).startsWith("1 current value is too few: 10 and 1 values");
        assertThat(only(numbers(normal(300, 0)), numbers(0)).state()).isEqualTo(DriftState.STABLE);
        assertThat(only(numbers(normal(300, 0)), numbers(1000)).state()).isEqualTo(DriftState.DRIFTED);
    }

    /** Whether it has ties or not, of whatever counts, and the other way around. */
    @ParameterizedTest
    @EnumSource
    void noColumnIsStableOfWhichNothingIsAsItWas(Kind kind) {
        for (int n : SIZES) {
            for (int m : SIZES) {
                ColumnDrift column = only(kind.side(n, n, true), kind.side(1000 + m, m, false));
                assertThat(column.state())
                        .as("%s and %s rows: %s", n, m, column.reason())
                        .isNotEqualTo(DriftState.STABLE);
            }
        }
    }

    @Test
    void amongManyColumnsTheOneThatMovedIsNotStableEither() {
        for (int rows = 2; rows <= 12; rows++) {
            Profile.Builder reference = Profile.builder().number("x", normal(rows, 0));
            Profile.Builder current = Profile.builder().number("x", normal(rows, 100));
            for (int i = 0; i < 40; i++) {
                reference.number("c" + i, normal(rows, 0));
                current.number("c" + i, normal(rows, 0));
            }
            ColumnDrift column = Drift.compare(reference.build(), current.build())
                    .column("x")
                    .orElseThrow();
            assertThat(column.state()).as("%s rows: %s", rows, column.reason()).isNotEqualTo(DriftState.STABLE);
        }
    }

    @Test
    void enoughRowsThatDidNotMoveAreStable() {
        assertThat(only(numbers(normal(6, 0)), numbers(normal(7, 0))).state()).isEqualTo(DriftState.STABLE);
        String[] texts = IntStream.range(0, 12).mapToObj(i -> "c" + i % 3).toArray(String[]::new);
        Profile categories = Profile.builder().text("x", texts).build();
        assertThat(only(categories, categories).state()).isEqualTo(DriftState.STABLE);
    }

    /** A flag cannot become a third thing: the farthest is that all rows have its rarer value. */
    @Test
    void aFlagOfFewRowsIsUndecidedWhereAllOfOneValueWouldPass() {
        Profile four =
                Profile.builder().text("x", "true", "true", "false", "false").build();
        assertThat(only(four, four).reason()).startsWith("4 reference values are too few");
        String[] many = IntStream.range(0, 30)
                .mapToObj(i -> i % 2 == 0 ? "true" : "false")
                .toArray(String[]::new);
        Profile thirty = Profile.builder().text("x", many).build();
        assertThat(only(thirty, thirty).state()).isEqualTo(DriftState.STABLE);
    }

    @Test
    void categoriesThatHardlyRepeatSayNothingHoweverManyThereAre() {
        String[] before =
                IntStream.range(0, 500).mapToObj(i -> "a" + Math.max(1, i)).toArray(String[]::new);
        String[] now =
                IntStream.range(0, 500).mapToObj(i -> "b" + Math.max(1, i)).toArray(String[]::new);
        Profile reference = Profile.builder().text("x", before).build();
        ColumnDrift column = only(reference, Profile.builder().text("x", now).build());
        assertThat(column.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(column.reason())
                .isEqualTo(
                        "hardly a category occurs twice: 500 and 500 values that differ as much as they can would pass");
        assertThat(only(reference, reference).state()).isEqualTo(DriftState.UNDECIDED);
    }

    /** What is missing is tested beside the values, and can be found where they cannot. */
    @Test
    void aMissingRateOfManyRowsIsFoundWhereTheValuesAreTooFew() {
        double[] before = normal(300, 0);
        double[] now = new double[300];
        Arrays.fill(now, Double.NaN);
        now[0] = 1;
        ColumnDrift column = only(numbers(before), numbers(now));
        assertThat(column.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(column.reason()).startsWith("missing values: 0.00% before, 99.7% now");
    }

    @Test
    void aStoredProfileIsAsHonest() {
        StoredProfile reference = StoredProfile.of(numbers(-0.5, 0.5));
        StoredProfile current = reference.count(numbers(normal(300, 100)));
        ColumnDrift column = Drift.compare(reference, current, DriftOptions.defaults())
                .columns()
                .get(0);
        assertThat(column.state()).isNotEqualTo(DriftState.STABLE);
    }
}
