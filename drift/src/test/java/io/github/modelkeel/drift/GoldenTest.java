package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.modelkeel.drift.report.NumberDetail;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.KsDistribution;
import io.github.modelkeel.drift.statistics.KsExact;
import io.github.modelkeel.drift.statistics.Moments;
import io.github.modelkeel.drift.statistics.MultipleTesting;
import io.github.modelkeel.drift.statistics.RateTests;
import io.github.modelkeel.drift.statistics.SpecialFunctions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The figures of SciPy 1.17.1 and NumPy 2.4.6 for 28 pairs of columns and three real data sets. The stability index, its noise floor and its
 * p-value are those of {@code golden-psi/psi.json} instead: the older file has a constant share in empty bins, and counts bins that can
 * hold nothing.
 */
class GoldenTest {
    private static final double STATISTIC = 1e-12;
    private static final double P_VALUE = 1e-9;
    private static final double EXACT_KS = 1e-8;
    private static final double TAIL = 1e-6;

    /** The file's Hellinger distance is the root of a difference from 1. */
    private static final double CANCELLED = 3e-8;

    private static final Path PSI = Path.of("src/test/resources/golden-psi/psi.json");
    private static final AtomicInteger COMPARED = new AtomicInteger();

    private final DriftOptions options = DriftOptions.builder()
            .correction(DriftOptions.Correction.NONE)
            .statistics(DriftTest.names().toArray(String[]::new))
            .build();

    @AfterAll
    static void count() {
        System.out.println("Golden figures compared: " + COMPARED.get());
    }

    private static Json golden() {
        return Json.read(Shared.file("drift/golden/golden.json"));
    }

    private static Profile input(String name) {
        return Profile.ofCsv(Shared.file("drift/golden/inputs/" + name + ".csv"));
    }

    @TestFactory
    Stream<DynamicTest> everyPairHasTheFiguresOfScipy() {
        Json pairs = golden().get("pairs");
        assertThat(pairs.names()).hasSize(28);
        return pairs.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    DriftReport report = Drift.compare(input(name + ".ref"), input(name + ".cur"), options);
                    column(report.columns().get(0), pairs.get(name), name);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyColumnOfTheRealDataSetsHasTheFiguresOfScipy() {
        Json datasets = golden().get("datasets");
        return datasets.names().stream().flatMap(dataset -> {
            DriftReport report = Drift.compare(input(dataset + ".ref"), input(dataset + ".cur"), options);
            Json columns = datasets.get(dataset).get("columns");
            assertThat(report.columns()).extracting(ColumnDrift::name).containsExactlyElementsOf(columns.names());
            return report.columns().stream()
                    .map(column -> DynamicTest.dynamicTest(
                            dataset + "." + column.name(),
                            () -> column(column, columns.get(column.name()), dataset + "." + column.name())));
        });
    }

    private static void column(ColumnDrift column, Json golden, String key) {
        assertThat(column.reference().rows()).isEqualTo((long) golden.number("n_ref"));
        assertThat(column.current().rows()).isEqualTo((long) golden.number("n_cur"));
        assertThat(column.reference().missing()).isEqualTo((long) golden.number("nan_ref"));
        assertThat(column.current().missing()).isEqualTo((long) golden.number("nan_cur"));
        COMPARED.addAndGet(4);
        if (golden.has("error")) {
            assertThat(column.score()).isEmpty();
            return;
        }
        ColumnDrift.Score scored = column.score().orElseThrow();
        index(scored, Json.read(PSI).get("figures").get(key));
        if (golden.has("ks_auto")) {
            numbers(column, scored, golden);
        } else {
            categories(scored, golden);
            categories(column.statistics(), golden);
        }
    }

    private static void numbers(ColumnDrift column, ColumnDrift.Score scored, Json golden) {
        assertThat(column.current().positiveInfinite() + column.current().negativeInfinite())
                .isEqualTo((long) golden.number("inf_cur"));
        Json binned = golden.get("bins_quantile10_isolated");
        assertThat(scored.bins().stream()
                        .mapToDouble(ColumnDrift.Bin::referenceCount)
                        .toArray())
                .containsExactly(binned.get("ref_counts").numbers());
        assertThat(scored.bins().stream()
                        .mapToDouble(ColumnDrift.Bin::currentCount)
                        .toArray())
                .containsExactly(binned.get("cur_counts").numbers());
        TestData test = Objects.requireNonNull(column.data().detail()).ks();
        Json ks = golden.get("ks_auto");
        near(test.statistic(), ks.number("statistic"), STATISTIC);
        near(figure(test.figures(), "location"), ks.number("location"), 0);
        near(figure(test.figures(), "sign"), ks.number("sign"), 0);
        near(test.pValue(), ks.number("pvalue"), test.exact() ? EXACT_KS : TAIL);
        near(figure(test.figures(), "limit_p_value"), golden.number("ks_kolmogorov_limit_pvalue"), P_VALUE);
        near(asymptotic(scored, test.statistic()), golden.get("ks_asymp").number("pvalue"), P_VALUE);
        NumberDetail detail = Objects.requireNonNull(column.data().detail());
        moments(detail.reference(), golden.get("moments").get("ref"));
        moments(detail.current(), golden.get("moments").get("cur"));
        named(column.statistics(), golden);
        binned(column.statistics(), binned);
    }

    private static void named(Map<String, DriftTest> tests, Json golden) {
        near(test(tests, "wasserstein").statistic(), golden.number("wasserstein"), STATISTIC);
        if (tests.containsKey("wasserstein_normalised")) {
            near(test(tests, "wasserstein_normalised").statistic(), golden.number("wasserstein_norm_refstd"), 1e-9);
        } else {
            assertThat(golden.get("moments").get("ref").number("std_pop")).isZero();
        }
        Json rank = golden.get("mannwhitney_two_sided_auto");
        near(test(tests, "mann_whitney").statistic(), rank.number("u_ref"), STATISTIC);
        near(test(tests, "mann_whitney").pValue(), rank.number("pvalue"), P_VALUE);
    }

    private static void binned(Map<String, DriftTest> tests, Json golden) {
        for (String name : List.of("hellinger", "tvd", "jensen_shannon")) {
            double expected = golden.number(name.equals("jensen_shannon") ? "js_distance_base2" : name);
            assertThat(test(tests, name).statistic()).isCloseTo(expected, offset(1e-12 + CANCELLED));
        }
    }

    private static DriftTest test(Map<String, DriftTest> tests, String name) {
        return Objects.requireNonNull(tests.get(name), name);
    }

    /** Of drawn figures the test allows for the drawing on both sides. */
    private static void index(ColumnDrift.Score score, Json golden) {
        near(score.psi(), golden.number("psi"), STATISTIC);
        if (Boolean.TRUE.equals(golden.get("noise_drawn").value())) {
            near(score.noiseFloor(), golden.number("noise"), 0.15);
        } else {
            near(score.noiseFloor(), golden.number("noise"), STATISTIC);
        }
        if (Boolean.TRUE.equals(golden.get("p_drawn").value())) {
            double p = golden.number("p");
            assertThat(score.pValue()).isBetween(p - 0.01 - p / 5, p + 0.01 + p / 5);
        } else {
            near(score.pValue(), golden.number("p"), P_VALUE);
        }
    }

    private static double figure(Map<String, Number> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name).doubleValue();
    }

    private static double asymptotic(ColumnDrift.Score scored, double statistic) {
        double n = scored.nReference();
        double m = scored.nCurrent();
        return KsDistribution.oneSample((int) Math.rint(n * m / (n + m)), statistic);
    }

    private static void moments(Moments moments, Json golden) {
        near(moments.mean(), golden.number("mean"), STATISTIC);
        near(moments.standardDeviation(), golden.number("std_pop"), 1e-9);
        near(moments.min(), golden.number("min"), 0);
        near(moments.max(), golden.number("max"), 0);
        near(moments.median(), golden.number("median"), STATISTIC);
    }

    private static void categories(ColumnDrift.Score scored, Json golden) {
        assertThat(scored.bins())
                .extracting(ColumnDrift.Bin::label)
                .containsExactlyElementsOf(
                        golden.get("categories").list().stream().map(Json::text).toList());
        DriftTest test = scored.test();
        Json chi = golden.get("chi2_homogeneity");
        near(test.statistic(), chi.number("statistic"), STATISTIC);
        near(figure(test.figures(), "dof"), chi.number("dof"), 0);
        near(figure(test.figures(), "cramers_v"), chi.number("cramers_v"), STATISTIC);
        near(figure(test.figures(), "limit_p_value"), chi.number("pvalue"), P_VALUE);
        if (!test.exact()) {
            near(test.pValue(), chi.number("pvalue"), P_VALUE);
        }
        if (golden.has("ztest_two_proportions")) {
            ColumnDrift.Bin second = scored.bins().get(1);
            double z = RateTests.twoProportionZ(
                    second.referenceCount(), scored.nReference(), second.currentCount(), scored.nCurrent());
            near(z, golden.get("ztest_two_proportions").number("z"), STATISTIC);
            near(
                    SpecialFunctions.normalTwoSided(z),
                    golden.get("ztest_two_proportions").number("pvalue"),
                    P_VALUE);
        }
    }

    private static void categories(Map<String, DriftTest> tests, Json golden) {
        binned(tests, golden.get("distances"));
        Json g = golden.get("g_homogeneity");
        near(test(tests, "g").statistic(), g.number("statistic"), STATISTIC);
        near(figure(test(tests, "g").figures(), "limit_p_value"), g.number("pvalue"), P_VALUE);
        if (golden.has("ztest_two_proportions")) {
            near(
                    test(tests, "z").statistic(),
                    golden.get("ztest_two_proportions").number("z"),
                    STATISTIC);
        }
    }

    @Test
    void correctionsForManyColumnsAreThoseOfScipy() {
        Json datasets = golden().get("datasets");
        for (String dataset : datasets.names()) {
            Json golden = datasets.get(dataset);
            double[] raw = golden.get("ks_pvalues").numbers();
            all(MultipleTesting.benjaminiHochberg(raw), golden.get("ks_bh"));
            all(MultipleTesting.benjaminiYekutieli(raw), golden.get("ks_by"));
            all(MultipleTesting.bonferroni(raw), golden.get("ks_bonferroni"));
        }
    }

    private static void all(double[] actual, Json golden) {
        double[] expected = golden.numbers();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            near(actual[i], expected[i], STATISTIC);
        }
    }

    @TestFactory
    Stream<DynamicTest> evidentlysDefaultsGiveEvidentlysNumbers() {
        Json pairs = golden().get("pairs");
        return pairs.names().stream()
                .filter(name -> pairs.get(name).has("evidently"))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    DriftReport report =
                            Drift.compare(input(name + ".ref"), input(name + ".cur"), DriftOptions.evidentlyDefaults());
                    evidently(
                            report.columns().get(0),
                            pairs.get(name).get("evidently").get("default"));
                }));
    }

    private static void evidently(ColumnDrift column, Json golden) {
        DriftTest test = column.score().orElseThrow().test();
        assertThat(test.name()).startsWith(golden.get("test").text());
        assertThat(test.statistic()).isCloseTo(golden.number("score"), offset(1e-9 * golden.number("score") + 1e-15));
        assertThat(figure(test.figures(), "threshold")).isEqualTo(golden.number("threshold"));
        assertThat(column.drifted()).isEqualTo(golden.get("drifted").value());
        COMPARED.addAndGet(4);
    }

    @Test
    void evidentlysDefaultsGiveEvidentlysShareOfColumns() {
        Json datasets = golden().get("datasets");
        for (String dataset : datasets.names()) {
            DriftReport report =
                    Drift.compare(input(dataset + ".ref"), input(dataset + ".cur"), DriftOptions.evidentlyDefaults());
            Json counted =
                    datasets.get(dataset).get("evidently_preset_default").get("DriftedColumnsCount(drift_share=0.5)");
            assertThat((double) report.driftedCount()).as(dataset).isEqualTo(counted.number("count"));
            assertThat(report.driftShare()).as(dataset).isEqualTo(counted.number("share"));
            for (ColumnDrift column : report.columns()) {
                evidently(
                        column,
                        datasets.get(dataset)
                                .get("columns")
                                .get(column.name())
                                .get("evidently")
                                .get("default"));
            }
        }
    }

    @Test
    void onlyTheDataSetSplitByClassDrifts() {
        assertThat(verdict("wine").drifted()).isTrue();
        assertThat(verdict("diabetes").driftedCount()).isZero();
        assertThat(verdict("breast_cancer").driftedCount()).isZero();
    }

    private static DriftReport verdict(String dataset) {
        return Drift.compare(input(dataset + ".ref"), input(dataset + ".cur"));
    }

    @Test
    void theFunctionsAreThoseOfScipy() {
        Json functions = golden().get("functions");
        for (Json row : functions.get("chi2_sf").list()) {
            near(SpecialFunctions.chiSquareSurvival(row.number("x"), row.number("df")), row.number("sf"), P_VALUE);
        }
        for (Json row : functions.get("kstwobign_sf").list()) {
            near(KsDistribution.limit(row.number("x")), row.number("sf"), P_VALUE);
        }
        for (Json row : functions.get("kstwo_sf").list()) {
            near(KsDistribution.oneSample((int) row.number("n"), row.number("d")), row.number("sf"), TAIL);
        }
        for (Json row : functions.get("ks_exact").list()) {
            long n = (long) row.number("n");
            long m = (long) row.number("m");
            long distance = Math.round(row.number("d_num") / row.number("d_den") * n * m);
            near(KsExact.pValue(distance, (int) n, (int) m), row.number("pvalue"), EXACT_KS);
        }
    }

    private static void near(double actual, double expected, double relative) {
        COMPARED.incrementAndGet();
        double allowed = relative * Math.abs(expected) + Double.MIN_NORMAL;
        assertThat(Math.abs(actual - expected))
                .as("%s, expected %s", actual, expected)
                .isLessThanOrEqualTo(allowed);
    }
}
