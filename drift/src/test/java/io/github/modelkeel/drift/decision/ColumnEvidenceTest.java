package io.github.modelkeel.drift.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.decision.Evidence.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is tested of a column, and with which excess. */
class ColumnEvidenceTest {
    private static final double[] HUNDRED =
            IntStream.range(0, 100).asDoubleStream().toArray();

    private static Limits limits(double outOfRangeShare, double unseenShare) {
        return new Limits(
                0.05,
                UnaryOperator.identity(),
                0.2,
                Map.of(),
                0.01,
                Map.of(),
                0.5,
                0.01,
                outOfRangeShare,
                unseenShare,
                false);
    }

    private static ProfileColumn numbers(long missing, long infinite, long invalid, double... values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return new ProfileColumn.Numbers(missing, infinite, 0, sorted, null, false, invalid);
    }

    private static ProfileColumn categories(Map<String, Long> counts) {
        long values = counts.values().stream().mapToLong(Long::longValue).sum();
        return new ProfileColumn.Categories(0, values, new TreeMap<>(counts), 0);
    }

    private static List<Evidence> rates(ProfileColumn before, ProfileColumn after) {
        ColumnEvidence evidence = new ColumnEvidence(before, after, limits(0.01, 0.01));
        evidence.addRates();
        return evidence.evidence();
    }

    private static List<Evidence> outside(ProfileColumn before, ProfileColumn after, double smallestShare) {
        ColumnEvidence evidence = new ColumnEvidence(before, after, limits(smallestShare, smallestShare));
        evidence.addOutside();
        return evidence.evidence();
    }

    @Test
    void ratesAreTestedWhereEitherSideHasSuchValues() {
        ProfileColumn clean = numbers(0, 0, 0, HUNDRED);
        assertThat(rates(clean, clean)).isEmpty();
        assertThat(rates(clean, numbers(1, 0, 0, HUNDRED)))
                .extracting(Evidence::kind)
                .containsExactly(Kind.MISSING);
        assertThat(rates(numbers(0, 0, 1, HUNDRED), clean))
                .extracting(Evidence::kind)
                .containsExactly(Kind.INVALID);
        assertThat(rates(numbers(0, 0, 1, HUNDRED), numbers(0, 0, 1, HUNDRED)))
                .as("on both")
                .hasSize(1);
        assertThat(rates(numbers(1, 1, 1, HUNDRED), clean))
                .extracting(Evidence::kind)
                .containsExactly(Kind.MISSING, Kind.INVALID, Kind.INFINITE);
        assertThat(rates(clean, numbers(0, 0, 0))).as("no rows are no rate").isEmpty();
    }

    @Test
    void aRateHasTheNumbersOfItsOwnKind() {
        Evidence infinite =
                rates(numbers(0, 0, 0, HUNDRED), numbers(0, 100, 0, HUNDRED)).get(0);
        assertThat(infinite.text()).isEqualTo("infinite values: 0.00% before, 50.0% now");
        assertThat(infinite.pValue()).isLessThan(1e-10);
        Evidence invalid =
                rates(numbers(0, 0, 100, HUNDRED), numbers(0, 0, 0, HUNDRED)).get(0);
        assertThat(invalid.text()).isEqualTo("invalid values: 50.0% before, 0.00% now");
        assertThat(invalid.relevant()).isTrue();
    }

    @Test
    void numbersFarOutHaveTheIndexOfTheirShareAgainstTwoGapsLessTheNoise() {
        double[] current =
                IntStream.range(0, 50).mapToDouble(i -> i < 10 ? 1000 : i).toArray();
        Evidence found = outside(numbers(0, 0, 0, HUNDRED), numbers(0, 0, 0, current), 0.2)
                .get(0);
        assertThat(found.kind()).isEqualTo(Kind.OUT_OF_RANGE);
        double psi = (0.2 - 0.02) * Math.log(0.2 / 0.02) + (0.8 - 0.98) * Math.log(0.8 / 0.98);
        assertThat(found.excess()).isCloseTo(psi - (1.0 / 100 + 1.0 / 50), within(1e-12));
        assertThat(found.relevant()).as("a share as large as asked for").isTrue();
        assertThat(found.text()).isEqualTo("20.0% of the numbers far out of the reference's range");
        assertThat(outside(numbers(0, 0, 0, HUNDRED), numbers(0, 0, 0, current), 0.21)
                        .get(0)
                        .relevant())
                .isFalse();
        assertThat(outside(numbers(0, 0, 0, HUNDRED), numbers(0, 0, 0, HUNDRED), 0))
                .as("none is far out")
                .isEmpty();
    }

    @Test
    void unseenCategoriesHaveTheIndexOfTheirShareAgainstTheSingletonsOfTheReference() {
        ProfileColumn before = categories(Map.of("a", 97L, "b", 1L, "c", 1L, "d", 1L));
        ProfileColumn after = categories(Map.of("a", 30L, "new", 6L, "rare", 4L));
        Evidence found = outside(before, after, 0).get(0);
        assertThat(found.kind()).isEqualTo(Kind.UNSEEN);
        double psi = (0.25 - 0.03) * Math.log(0.25 / 0.03) + (0.75 - 0.97) * Math.log(0.75 / 0.97);
        assertThat(found.excess()).isCloseTo(psi - (1.0 / 100 + 1.0 / 40), within(1e-12));
        assertThat(found.text()).isEqualTo("25.0% of the rows with unseen categories: new, rare");
        assertThat(outside(before, categories(Map.of("a", 40L)), 0)).isEmpty();
    }

    @Test
    void asMuchOutsideAsIsUsualHasNoExcess() {
        ProfileColumn before =
                categories(Map.of("a", 60L, "b", 20L, "c", 10L, "d", 5L, "e", 1L, "f", 1L, "g", 1L, "h", 1L, "i", 1L));
        Evidence asUsual =
                outside(before, categories(Map.of("a", 95L, "new", 5L)), 0).get(0);
        assertThat(asUsual.excess()).as("5 of 100 on both sides").isZero();
        Evidence less =
                outside(before, categories(Map.of("a", 99L, "new", 1L)), 0).get(0);
        assertThat(less.excess()).as("fewer are no excess, whatever the index").isZero();
        Evidence more =
                outside(before, categories(Map.of("a", 94L, "new", 6L)), 0).get(0);
        assertThat(more.excess()).isNegative();
    }

    @Test
    void theMostFrequentUnseenCategoriesAreNamedFirst() {
        Map<String, Long> counts = new TreeMap<>(Map.of("a", 10L));
        LongStream.rangeClosed(1, 7).forEach(i -> counts.put("n" + i, i));
        List<String> named =
                Quality.of(categories(Map.of("a", 10L)), categories(counts)).unseenCategories();
        assertThat(named).containsExactly("n7", "n6", "n5", "n4", "n3");
    }

    @Test
    void singletonsAreTheCategoriesOfOneRow() {
        Quality quality = Quality.of(categories(Map.of("a", 2L, "b", 1L, "c", 1L)), categories(Map.of("a", 1L)));
        assertThat(quality.singletons()).isEqualTo(2);
    }
}
