package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole numbers beyond 2^53 are compared with all of their digits, wherever they come from. */
class WholeNumbersTest {
    private static final long EVEN = 9_007_199_254_740_992L;
    private static final long ODD = 9_007_199_254_740_993L; // the same double

    @TempDir
    Path directory;

    private static long[] repeated(long value) {
        return LongStream.generate(() -> value).limit(50).toArray();
    }

    private static Profile longs(long... values) {
        return Profile.ofColumns(Map.of("id", values));
    }

    private static Profile objects(Object value) {
        Object[] values = new Object[50];
        Arrays.fill(values, value);
        return Profile.ofColumns(Map.of("id", values));
    }

    private Profile csv(String value) throws IOException {
        return Profile.ofCsv(Files.writeString(directory.resolve("ids.csv"), "id\n" + (value + "\n").repeat(50)));
    }

    private static ColumnDrift compare(Profile reference, Profile current) {
        return Drift.compare(reference, current).columns().get(0);
    }

    private static void assertDifferent(Profile reference, Profile current) {
        ColumnDrift column = compare(reference, current);
        ColumnDrift.Score scored = column.score().orElseThrow();
        assertThat(Objects.requireNonNull(column.data().detail()).ks().statistic())
                .isEqualTo(1);
        assertThat(scored.psi()).isGreaterThan(1);
        assertThat(column.outOfRangeShare()).hasValue(1);
        assertThat(column.drifted()).isTrue();
        assertThat(reference.fingerprint()).isNotEqualTo(current.fingerprint());
    }

    private static void assertSame(Profile reference, Profile current) {
        ColumnDrift column = compare(reference, current);
        assertThat(Objects.requireNonNull(column.data().detail()).ks().statistic())
                .isZero();
        assertThat(column.outOfRangeShare()).hasValue(0);
        assertThat(column.drifted()).isFalse();
        assertThat(reference.fingerprint()).isEqualTo(current.fingerprint());
    }

    @Test
    void idsThatAreOneDoubleAreDifferent() throws IOException {
        assertDifferent(longs(repeated(EVEN)), longs(repeated(ODD)));
        assertDifferent(longs(repeated(ODD)), longs(repeated(EVEN)));
        assertDifferent(objects(EVEN), objects(ODD));
        assertDifferent(csv("9007199254740992"), csv("9007199254740993"));
        assertDifferent(csv("-9007199254740993"), csv("-9007199254740992"));
        assertDifferent(longs(repeated(Long.MAX_VALUE)), longs(repeated(Long.MAX_VALUE - 1)));
        assertDifferent(longs(repeated(Long.MIN_VALUE)), longs(repeated(Long.MIN_VALUE + 1)));
    }

    @Test
    void allTypesAndSourcesOfOneNumberAreTheSame() throws IOException {
        Profile reference = longs(repeated(ODD));
        for (Object number :
                List.of(ODD, BigInteger.valueOf(ODD), BigDecimal.valueOf(ODD).setScale(2), new AtomicLong(ODD))) {
            assertSame(reference, objects(number));
        }
        assertSame(reference, csv("9007199254740993"));
        assertSame(reference, csv(" 9007199254740993 "));
        assertSame(longs(repeated(EVEN)), objects((double) EVEN));
        assertSame(longs(repeated(EVEN)), csv("9007199254740992.0"));
    }

    @Test
    void binsSayAllDigits() {
        ColumnDrift.Score scored =
                compare(longs(repeated(EVEN)), longs(repeated(ODD))).score().orElseThrow();
        assertThat(scored.bins()).extracting(ColumnDrift.Bin::label).contains("= 9007199254740992");
    }

    @Test
    void numbersThatAreFarApartOrHaveFractionsAreComparedAsDoubles() {
        long[] wide = {0, 1, 2, ODD, Long.MAX_VALUE, Long.MIN_VALUE};
        ColumnDrift column = compare(longs(wide), longs(wide));
        assertThat(column.outOfRangeShare()).hasValue(0);
        assertThat(column.drifted()).isFalse();
        Profile mixed = Profile.ofColumns(Map.of("id", new Object[] {ODD, 0.5, 7, ODD}));
        assertThat(compare(mixed, mixed).drifted()).isFalse();
        assertThat(compare(mixed, longs(ODD, EVEN)).outOfRangeShare()).hasValue(0);
        double beyond = 1e300;
        assertThat(compare(objects(beyond), longs(repeated(ODD))).outOfRangeShare())
                .hasValue(1);
        assertThat(compare(objects(new BigDecimal("1e999999999")), longs(repeated(ODD)))
                        .score())
                .isEmpty();
    }
}
