package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.statistics.CramerVonMises;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The statistics by name, against the figures of SciPy that {@code make_golden_statistics.py} wrote. */
class NamedStatisticsTest {
    private static final Json GOLDEN = Json.read(Path.of("src/test/resources/golden-statistics/statistics.json"));
    private static final double STATISTIC = 1e-12;
    private static final double P_VALUE = 1e-9;

    private static Map<String, DriftTest> ofNumbers(double[] reference, double[] current) {
        return compared(
                Profile.builder().number("x", reference).build(),
                Profile.builder().number("x", current).build());
    }

    private static Map<String, DriftTest> compared(Profile reference, Profile current) {
        DriftReport report = Drift.compare(reference, current, all());
        return report.columns().get(0).statistics();
    }

    private static DriftOptions all() {
        return DriftOptions.builder()
                .statistics(DriftTest.names().toArray(String[]::new))
                .build();
    }

    private static DriftTest test(Map<String, DriftTest> tests, String name) {
        return Objects.requireNonNull(tests.get(name), name);
    }

    private static void near(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected) + 1e-300));
    }

    @TestFactory
    Stream<DynamicTest> samplesHaveTheFiguresOfScipy() {
        return GOLDEN.get("samples").list().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.get("name").text(), () -> {
                    Map<String, DriftTest> tests = ofNumbers(
                            golden.get("reference").numbers(),
                            golden.get("current").numbers());
                    near(test(tests, "wasserstein").statistic(), golden.number("wasserstein"), STATISTIC);
                    assertThat(test(tests, "wasserstein").pValue()).isNaN();
                    DriftTest rank = test(tests, "mann_whitney");
                    near(rank.statistic(), golden.number("u"), STATISTIC);
                    near(rank.pValue(), golden.number("u_p"), P_VALUE);
                    near(figure(rank, "vargha_delaney_a"), golden.number("larger"), STATISTIC);
                    assertThat(tests.containsKey("wasserstein_normalised"))
                            .isEqualTo(golden.has("wasserstein_normalised"));
                    if (golden.has("wasserstein_normalised")) {
                        near(
                                test(tests, "wasserstein_normalised").statistic(),
                                golden.number("wasserstein_normalised"),
                                STATISTIC);
                    }
                    if (golden.has("t")) {
                        criterion(test(tests, "cramer_von_mises"), golden.number("t"), golden.number("t_p"));
                    }
                }));
    }

    /** SciPy subtracts two large numbers, and one from another; its own error is allowed for. */
    private static void criterion(DriftTest test, double t, double p) {
        assertThat(test.statistic()).isCloseTo(t, within(STATISTIC * Math.abs(t) + 1e-13));
        if (p > 1e-8) { // below it SciPy's series has stopped early: see the limit distribution
            near(test.pValue(), p, P_VALUE);
        } else {
            assertThat(test.pValue()).isLessThan(1e-8);
        }
    }

    private static double figure(DriftTest test, String name) {
        return Objects.requireNonNull(test.figures().get(name), name).doubleValue();
    }

    private static Profile ofCounts(double[] counts) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < counts[i]; k++) {
                values.add("k" + (char) ('A' + i));
            }
        }
        return Profile.builder().text("x", values).build();
    }

    @TestFactory
    Stream<DynamicTest> countsHaveTheFiguresOfScipy() {
        return GOLDEN.get("counts").list().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.get("name").text(), () -> {
                    Map<String, DriftTest> tests = compared(
                            ofCounts(golden.get("reference").numbers()),
                            ofCounts(golden.get("current").numbers()));
                    for (String distance : List.of("jensen_shannon", "hellinger", "tvd")) {
                        assertThat(test(tests, distance).statistic()).isCloseTo(golden.number(distance), within(1e-12));
                    }
                    DriftTest g = test(tests, "g");
                    assertThat(g.statistic()).isCloseTo(golden.number("g"), within(1e-12 * golden.number("g") + 1e-12));
                    near(figure(g, "dof"), golden.number("g_dof"), 0);
                    near(figure(g, "limit_p_value"), golden.number("g_p"), P_VALUE);
                    if (g.exact()) {
                        assertThat(g.pValue()).isBetween(0.0, 1.0);
                    } else {
                        near(g.pValue(), golden.number("g_p"), P_VALUE);
                    }
                    assertThat(tests.containsKey("z")).isEqualTo(golden.has("z"));
                    if (golden.has("z")) {
                        near(test(tests, "z").statistic(), golden.number("z"), STATISTIC);
                        near(figure(test(tests, "z"), "limit_p_value"), golden.number("z_p"), P_VALUE);
                    }
                    assertThat(tests).doesNotContainKeys("wasserstein", "mann_whitney", "cramer_von_mises");
                }));
    }

    @Test
    void theExactCriterionIsThatOfScipy() {
        for (Json golden : GOLDEN.get("criterion_exact").list()) {
            double[] reference = sorted(golden.get("reference").numbers());
            CramerVonMises test =
                    CramerVonMises.of(reference, sorted(golden.get("current").numbers()));
            assertThat(test.exact()).isTrue();
            assertThat(test.statistic()).isCloseTo(golden.number("t"), within(1e-12));
            near(test.pValue(), golden.number("p"), P_VALUE);
        }
    }

    @Test
    void aPValueOfSeededDealsIsNotExact() {
        CramerVonMises tied = CramerVonMises.of(new double[] {1, 2, 2, 3}, new double[] {2, 3, 4, 4});
        assertThat(tied.pValue()).isBetween(0.1, 0.9);
        assertThat(tied.exact()).isFalse();
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** 97 exchanged samples each: at a level of 5 % at most 6 %, within three standard errors of the draws. */
    @Test
    void theCriterionKeepsItsLevelWithTies() {
        Random random = new Random(5);
        for (int kind = 0; kind < 4; kind++) {
            int rejected = 0;
            int repetitions = 600;
            for (int i = 0; i < repetitions; i++) {
                CramerVonMises test = CramerVonMises.of(drawn(random, kind, 60), drawn(random, kind, 90));
                rejected += test.pValue() < 0.05 ? 1 : 0;
            }
            assertThat((double) rejected / repetitions).as("kind " + kind).isBetween(0.01, 0.085);
        }
    }

    private static double[] drawn(Random random, int kind, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextInt(10) < 3 ? 1 : 0;
                case 1 -> random.nextInt(10);
                case 2 -> random.nextBoolean() ? 0 : random.nextDouble();
                default -> random.nextGaussian();
            };
        }
        return sorted(values);
    }

    @Test
    void equalConstantsDifferByNothing() {
        double[] constant = {7, 7, 7, 7};
        Map<String, DriftTest> tests = ofNumbers(constant, new double[] {7, 7});
        for (String name : List.of("wasserstein", "jensen_shannon", "hellinger", "tvd", "cramer_von_mises")) {
            assertThat(test(tests, name).statistic()).as(name).isZero();
        }
        assertThat(test(tests, "cramer_von_mises").pValue()).isEqualTo(1);
        assertThat(test(tests, "mann_whitney").pValue()).isEqualTo(1);
        assertThat(test(tests, "g").pValue()).isEqualTo(1);
        assertThat(tests).doesNotContainKeys("z", "wasserstein_normalised");
    }

    @Test
    void numbersOfFewValuesHaveTheTestsOfCategoriesToo() {
        Map<String, DriftTest> tests = ofNumbers(new double[] {0, 0, 0, 1, 1, 1}, new double[] {0, 1, 1, 1, 1, 1});
        assertThat(tests.keySet()).containsExactlyElementsOf(DriftTest.names());
        assertThat(test(tests, "z").statistic()).isNegative(); // more of the current are 1
        assertThat(test(tests, "z").exact()).isTrue();
        assertThat(figure(test(tests, "mann_whitney"), "vargha_delaney_a")).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void missingAndInfiniteValuesDoNotCount() {
        double[] plain = {1, 3, 2, 4};
        Map<String, DriftTest> clean = ofNumbers(plain, new double[] {2, 5, 3, 4});
        Map<String, DriftTest> dirty = ofNumbers(
                new double[] {1, Double.NaN, 3, 2, Double.POSITIVE_INFINITY, 4}, new double[] {2, 5, Double.NaN, 3, 4});
        for (String name : clean.keySet()) {
            assertThat(test(dirty, name).statistic())
                    .as(name)
                    .isEqualTo(test(clean, name).statistic());
        }
    }

    @Test
    void aColumnThatIsNotComparedHasNone() {
        assertThat(ofNumbers(new double[] {1, 3, 2}, new double[] {Double.NaN})).isEmpty();
        assertThat(ofNumbers(new double[] {1, 3, 2}, new double[0])).isEmpty();
    }

    @Test
    void theVerdictDoesNotDependOnThem() {
        Random random = new Random(3);
        Profile reference =
                Profile.builder().number("x", random.doubles(300).toArray()).build();
        Profile current = Profile.builder()
                .number("x", random.doubles(300).map(x -> x * 1.2).toArray())
                .build();
        DriftReport with = Drift.compare(reference, current, all());
        DriftReport without = Drift.compare(reference, current);
        assertThat(with.reason()).isEqualTo(without.reason());
        assertThat(with.columns().get(0).adjustedPValue())
                .isEqualTo(without.columns().get(0).adjustedPValue());
        assertThat(without.toJson()).doesNotContain("\"statistics\"");
        Json json = Json.parse(with.toJson());
        Json named = json.get("columns").list().get(0).get("result").get("statistics");
        assertThat(named.names()).contains("wasserstein", "cramer_von_mises", "mann_whitney");
        assertThat(named.get("wasserstein").has("p_value")).isFalse();
        assertThat(named.get("mann_whitney").number("p_value"))
                .isEqualTo(
                        test(with.columns().get(0).statistics(), "mann_whitney").pValue());
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> DriftOptions.builder().statistics("wassertein"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wassertein")
                .hasMessageContaining("wasserstein");
    }
}
