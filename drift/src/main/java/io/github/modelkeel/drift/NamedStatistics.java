package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.CramerVonMises;
import io.github.modelkeel.drift.statistics.Distances;
import io.github.modelkeel.drift.statistics.DistinctValues;
import io.github.modelkeel.drift.statistics.MannWhitney;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statistics that are computed when they are asked for by name; they decide nothing. The names are part of the report's format. */
final class NamedStatistics {
    static final String CHI_SQUARE = "chi_square";
    static final String WASSERSTEIN = "wasserstein";
    static final String WASSERSTEIN_NORMALISED = "wasserstein_normalised";
    static final String JENSEN_SHANNON = "jensen_shannon";
    static final String HELLINGER = "hellinger";
    static final String TVD = "tvd";
    static final String CRAMER_VON_MISES = "cramer_von_mises";
    static final String MANN_WHITNEY = "mann_whitney";
    static final String G = "g";
    static final String Z = "z";

    /** In the order in which they are documented. */
    static final List<String> NAMES = List.of(
            CHI_SQUARE,
            WASSERSTEIN,
            WASSERSTEIN_NORMALISED,
            JENSEN_SHANNON,
            HELLINGER,
            TVD,
            CRAMER_VON_MISES,
            MANN_WHITNEY,
            G,
            Z);

    private static final int FEW_VALUES = 19;

    private NamedStatistics() {}

    static void check(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("statistics has '" + name + "', which is none of " + NAMES
                    + NearestName.hint(name, Set.copyOf(NAMES)));
        }
    }

    /** Those that numbers have; both sides need a finite value. */
    static List<TestData> ofNumbers(
            List<String> names, ProfileColumn.Numbers before, ProfileColumn.Numbers after, ScoreData score) {
        if (names.isEmpty()) {
            return List.of();
        }
        long origin = WholeNumbers.origin(before, after);
        double[] reference = before.sortedFrom(origin);
        double[] current = after.sortedFrom(origin);
        CountTable bins = bins(score);
        CountTable values = DistinctValues.counts(reference, current, FEW_VALUES);
        List<TestData> found = new ArrayList<>();
        for (String name : names) {
            TestData test = switch (name) {
                case WASSERSTEIN -> distance(name, Distances.wasserstein(reference, current));
                case WASSERSTEIN_NORMALISED -> normalised(reference, current);
                case CRAMER_VON_MISES -> cramerVonMises(reference, current);
                case MANN_WHITNEY -> mannWhitney(reference, current);
                case JENSEN_SHANNON, HELLINGER, TVD -> ofBins(name, bins);
                default -> values == null ? null : ofCategories(name, values);
            };
            if (test != null) {
                found.add(test);
            }
        }
        return found;
    }

    /** Those that categories have; both sides need a value. */
    static List<TestData> ofCategories(List<String> names, ScoreData score) {
        if (names.isEmpty()) {
            return List.of();
        }
        CountTable table = bins(score);
        List<TestData> found = new ArrayList<>();
        for (String name : names) {
            TestData test = List.of(JENSEN_SHANNON, HELLINGER, TVD).contains(name)
                    ? ofBins(name, table)
                    : ofCategories(name, table);
            if (test != null) {
                found.add(test);
            }
        }
        return found;
    }

    private static CountTable bins(ScoreData score) {
        return CountTable.of(
                score.bins().stream().mapToLong(ScoreData.Bin::referenceCount).toArray(),
                score.bins().stream().mapToLong(ScoreData.Bin::currentCount).toArray());
    }

    private static TestData ofBins(String name, CountTable bins) {
        return switch (name) {
            case JENSEN_SHANNON -> distance(name, bins.jensenShannonDistance() / Math.sqrt(Math.log(2)));
            case HELLINGER -> distance(name, bins.hellinger());
            default -> distance(name, bins.totalVariation());
        };
    }

    private static @Nullable TestData ofCategories(String name, CountTable table) {
        return switch (name) {
            case CHI_SQUARE -> TestData.chiSquare(table);
            case G -> {
                boolean small = !table.isTrivial() && table.isSmallForG();
                var test = table.g();
                yield TestData.of(
                        name,
                        test.statistic(),
                        table.gPValue(),
                        small,
                        Map.of("dof", test.dof(), "limit_p_value", test.limitPValue()));
            }
            case Z ->
                table.cells() == 2
                        ? TestData.of(
                                name,
                                -table.proportionScore(), // of the second of the two cells, which "true" and 1 are
                                table.chiSquarePValue(),
                                table.isSmall(),
                                Map.of("limit_p_value", table.chiSquare().pValue()))
                        : null;
            default -> null;
        };
    }

    private static @Nullable TestData normalised(double[] reference, double[] current) {
        double deviation = Moments.of(reference).standardDeviation();
        return deviation == 0
                ? null
                : distance(WASSERSTEIN_NORMALISED, Distances.wasserstein(reference, current) / deviation);
    }

    private static TestData cramerVonMises(double[] reference, double[] current) {
        CramerVonMises test = CramerVonMises.of(reference, current);
        return TestData.of(CRAMER_VON_MISES, test.statistic(), test.pValue(), test.exact(), Map.of());
    }

    private static TestData mannWhitney(double[] reference, double[] current) {
        MannWhitney test = MannWhitney.of(reference, current);
        return TestData.of(
                MANN_WHITNEY, test.statistic(), test.pValue(), test.exact(), Map.of("vargha_delaney_a", test.larger()));
    }

    private static TestData distance(String name, double value) {
        return TestData.of(name, value, Double.NaN, false, Map.of());
    }
}
