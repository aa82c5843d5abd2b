package io.github.modelkeel.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Categories that are whole numbers: a value of any type finds the key of the same value and no other. */
class WholeKeysTest {
    private static final int NONE = WholeKeys.NONE;
    private static final long EXACT = 1L << 53;
    private static final WholeKeys KEYS = WholeKeys.of(Map.of(
            "0",
            10,
            "-7",
            11,
            "42",
            12,
            Long.toString(EXACT),
            13,
            Long.toString(EXACT + 1),
            14,
            Long.toString(Long.MAX_VALUE),
            15,
            Long.toString(Long.MIN_VALUE),
            16));

    @Test
    void aWholeNumberOfAnyTypeFindsItsKey() {
        for (Number seven : List.of(
                (byte) -7,
                (short) -7,
                -7,
                -7L,
                -7f,
                -7.0,
                BigInteger.valueOf(-7),
                new BigDecimal("-7"),
                new AtomicLong(-7))) {
            assertThat(KEYS.code(seven)).as("%s", seven.getClass()).isEqualTo(11);
        }
        assertThat(KEYS.code(-7L)).isEqualTo(11);
        assertThat(KEYS.code(-7.0)).isEqualTo(11);
        assertThat(KEYS.code(-0.0)).isEqualTo(10);
        assertThat(KEYS.code(new BigDecimal("42.00"))).isEqualTo(12);
        assertThat(KEYS.code(new BigDecimal("4.2E+1"))).isEqualTo(12);
        assertThat(KEYS.code(new BigDecimal("0E-400"))).isEqualTo(10);
    }

    @Test
    void whatIsNotAWholeNumberHasNoKey() {
        for (double other : new double[] {0.5, -7.000001, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1, 43}) {
            assertThat(KEYS.code(other)).isEqualTo(NONE);
            assertThat(KEYS.code((Number) other)).isEqualTo(NONE);
        }
        assertThat(KEYS.code(0.5f)).isEqualTo(NONE);
        assertThat(KEYS.code(41L)).isEqualTo(NONE);
        assertThat(KEYS.code(new BigDecimal("42.5"))).isEqualTo(NONE);
        assertThat(KEYS.code(new BigDecimal("1E+400"))).isEqualTo(NONE);
    }

    @Test
    void beyondTheExactDoublesLongsAreStillDistinct() {
        assertThat(KEYS.code(EXACT)).isEqualTo(13);
        assertThat(KEYS.code(EXACT + 1)).isEqualTo(14);
        assertThat(KEYS.code((Number) (EXACT + 1))).isEqualTo(14);
        assertThat(KEYS.code(BigInteger.valueOf(EXACT + 1))).isEqualTo(14);
        assertThat(KEYS.code(BigDecimal.valueOf(EXACT + 1))).isEqualTo(14);
        assertThat(KEYS.code(EXACT + 2)).isEqualTo(NONE);
        assertThat(KEYS.code((double) EXACT)).isEqualTo(13);
    }

    @Test
    void theEndsOfTheLongsAreKeysAndWhatIsBeyondIsNot() {
        BigInteger largest = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        assertThat(KEYS.code(Long.MAX_VALUE)).isEqualTo(15);
        assertThat(KEYS.code(largest)).isEqualTo(15);
        assertThat(KEYS.code(new BigDecimal(largest))).isEqualTo(15);
        assertThat(KEYS.code(least)).isEqualTo(16);
        assertThat(KEYS.code(new BigDecimal(least))).isEqualTo(16);
        assertThat(KEYS.code(-0x1p63)).isEqualTo(16);
        assertThat(KEYS.code(0x1p63)).as("a long would be the largest").isEqualTo(NONE);
        assertThat(KEYS.code(largest.add(BigInteger.ONE))).isEqualTo(NONE);
        assertThat(KEYS.code(least.subtract(BigInteger.ONE))).isEqualTo(NONE);
        assertThat(KEYS.code(new BigDecimal(largest.add(BigInteger.ONE)))).isEqualTo(NONE);
        assertThat(KEYS.code(BigInteger.TWO.pow(64).add(BigInteger.valueOf(42))))
                .isEqualTo(NONE);
    }

    @Test
    void randomKeysAreFoundAsInAMap() {
        Random random = new Random(12);
        Map<String, Integer> digits = new HashMap<>();
        long[] numbers = random.longs(200, -150, 150).toArray();
        for (int i = 0; i < numbers.length; i++) {
            digits.put(Long.toString(numbers[i]), i);
        }
        WholeKeys keys = WholeKeys.of(digits);
        for (long number = -160; number < 160; number++) {
            int expected = digits.getOrDefault(Long.toString(number), NONE);
            assertThat(keys.code(number)).isEqualTo(expected);
            assertThat(keys.code((double) number)).isEqualTo(expected);
        }
        assertThat(Arrays.stream(numbers).allMatch(number -> keys.code(number) != NONE))
                .isTrue();
    }

    @Test
    void aKeyThatIsNotAWholeNumberIsRefused() {
        assertThatThrownBy(() -> WholeKeys.of(Map.of("1.5", 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WholeKeys.of(Map.of("9223372036854775808", 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
