package io.github.modelkeel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftTest;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.statistics.Gap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple3;

/** What tasks do for the exact test of Kolmogorov and Smirnov, without a cluster: {@code verification/spark-tests} has one. */
class SortedKsTest {
    private static List<@Nullable Object> values(int seed, int count, int kind) {
        Random random = new Random(seed);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double number = random.nextGaussian() + (seed == 1 ? 0 : 0.1);
            values.add(
                    switch (kind) {
                        case 0 ->
                            switch (random.nextInt(9)) {
                                case 0 -> null;
                                case 1 -> Double.NaN;
                                case 2 -> Double.POSITIVE_INFINITY;
                                case 3 -> random.nextBoolean() ? 0.0 : -0.0;
                                default -> number;
                            };
                        case 1 ->
                            seed == 1 ? (Object) (double) (float) number : (Object) number; // as a float column is
                        case 2 -> seed == 1 ? (Object) number : (Object) (float) (i == 5 ? 0.1 : Math.rint(number));
                        case 3 -> (1L << 60) + Math.round(100 * number); // which doubles do not hold
                        case 4 -> seed == 1 ? (Object) (1L << 60) : (Object) (number * (1L << 60));
                        case 5 -> BigDecimal.valueOf(Math.round(1000 * number), 2);
                        default -> (int) Math.round(2 * number);
                    });
        }
        return values;
    }

    static Stream<Arguments> cases() {
        return Stream.of(0, 1, 2, 3, 4, 5, 6)
                .flatMap(kind -> Stream.of(1, 7, 64).map(parts -> Arguments.of(kind, parts)));
    }

    @ParameterizedTest(name = "kind {0}, {1} parts")
    @MethodSource("cases")
    void sortedRangesGiveTheTestOfOneMachine(int kind, int parts) {
        List<@Nullable Object> reference = values(1, 3_000, kind);
        List<@Nullable Object> current = values(2, 2_001, kind);
        DriftTest expected = Drift.compare(
                        Profile.ofColumns(Map.of("a", reference)), Profile.ofColumns(Map.of("a", current)))
                .columns()
                .get(0)
                .kolmogorovSmirnov()
                .orElseThrow();
        DriftTest found = found(reference, current, parts);
        assertThat(found.statistic()).isEqualTo(expected.statistic()).isPositive();
        assertThat(found.pValue()).isEqualTo(expected.pValue());
        assertThat(found.figures()).isEqualTo(expected.figures());
    }

    private static DriftTest found(List<@Nullable Object> reference, List<@Nullable Object> current, int parts) {
        NumberFacts n = facts(reference, parts);
        NumberFacts m = facts(current, parts);
        List<Tuple3<Double, Long, Long>> runs = new ArrayList<>();
        for (Iterator<Row> rows : split(reference, parts)) {
            new NumberRuns(true, n.origin(m), n.isFinerThan(m)).call(rows).forEachRemaining(runs::add);
        }
        for (Iterator<Row> rows : split(current, parts)) {
            new NumberRuns(false, m.origin(n), m.isFinerThan(n)).call(rows).forEachRemaining(runs::add);
        }
        runs.sort(Comparator.comparing(Tuple3::_1));
        List<List<Tuple3<Double, Long, Long>>> ranges = ranges(runs, parts);
        List<RangeGaps.Counts> upTo = new ArrayList<>();
        RangeGaps.Counts sum = RangeGaps.Counts.NONE;
        for (List<Tuple3<Double, Long, Long>> range : ranges) {
            sum = sum.plus(RangeGaps.Counts.ofLongs(
                    RangeGaps.Counts.of(range.iterator()).next()));
            upTo.add(sum);
        }
        assertThat(sum).isEqualTo(new RangeGaps.Counts(n.count(), m.count()));
        Gap largest = Gap.NONE;
        for (int i = 0; i < ranges.size(); i++) {
            largest = largest.or(RangeGaps.gap(
                    new RangeGaps(upTo).call(i, ranges.get(i).iterator()).next()));
        }
        return SortedKs.test(largest, n, m);
    }

    private static NumberFacts facts(List<@Nullable Object> values, int parts) {
        NumberFacts facts = NumberFacts.NONE;
        for (Iterator<Row> rows : split(values, parts)) {
            facts = facts.plus(NumberFacts.ofLongs(SortedKs.factsOf(rows).next()));
        }
        return facts;
    }

    private static List<Iterator<Row>> split(List<@Nullable Object> values, int parts) {
        List<Iterator<Row>> split = new ArrayList<>();
        for (int i = 0; i <= parts; i++) { // the last one is empty
            split.add(values
                    .subList(
                            Math.min(values.size(), i * values.size() / parts),
                            Math.min(values.size(), (i + 1) * values.size() / parts))
                    .stream()
                    .map(RowFactory::create)
                    .iterator());
        }
        return split;
    }

    /** Equal values are in one range, as Spark deals them. */
    private static List<List<Tuple3<Double, Long, Long>>> ranges(List<Tuple3<Double, Long, Long>> runs, int parts) {
        double[] bounds = new Random(parts)
                .doubles(parts - 1, 0, runs.size())
                .map(at -> runs.get((int) at)._1())
                .sorted()
                .toArray();
        List<List<Tuple3<Double, Long, Long>>> ranges = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            ranges.add(new ArrayList<>());
        }
        for (Tuple3<Double, Long, Long> run : runs) {
            int place = Arrays.binarySearch(bounds, run._1());
            while (place > 0 && bounds[place - 1] == run._1()) {
                place--;
            }
            ranges.get(place < 0 ? -place - 1 : place).add(run);
        }
        return ranges;
    }
}
