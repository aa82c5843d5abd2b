package io.github.modelkeel.model.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the coercing policies make of a value of another type. */
class ConversionTest {
    private enum Size {
        LARGE {
            @Override
            public String toString() {
                return "large";
            }
        }
    }

    private static @Nullable Object number(Object value) {
        return Conversion.of(value, ColumnType.NUMBER, Map.of());
    }

    private static @Nullable Object bool(Object value) {
        return Conversion.of(value, ColumnType.BOOLEAN, Map.of());
    }

    private static @Nullable Object text(Object value, String... known) {
        Map<String, Integer> codes = new HashMap<>();
        for (String category : known) {
            codes.put(category, codes.size());
        }
        return Conversion.of(value, ColumnType.TEXT, codes);
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, 12.5",
        "+7, 7",
        "-0, -0.0",
        ".5, 0.5",
        "5., 5",
        "1E3, 1000",
        "1e+3, 1000",
        "1e-3, 0.001",
        "123456789012345, 123456789012345",
        "1e999, Infinity",
        "'\t 8 ', 8"
    })
    void aTextIsTheNumberThatItSpells(String given, double expected) {
        assertThat(number(given)).isEqualTo(expected);
        assertThat(number(CharBuffer.wrap(given))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "", "  "})
    void anEmptyTextAndNanAreMissing(String given) {
        assertThat(number(given)).isEqualTo(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e5", ".", "+", "1e", "0x1p3", "1 2", "1,5", "1d", "Infinity", "١"})
    void aTextThatSpellsNoNumberHasNone(String given) {
        assertThat(number(given)).isNull();
    }

    @Test
    void aTextOfManyDigitsKeepsThemAll() {
        assertThat(number("9007199254740993")).isEqualTo(new BigInteger("9007199254740993"));
        assertThat(number("-9223372036854775808")).isEqualTo(BigInteger.valueOf(Long.MIN_VALUE));
        assertThat(number("12345678901234567890")).as("more than a long has").isEqualTo(1.2345678901234567e19);
        assertThat(number("9007199254740993.0")).isEqualTo(9007199254740992.0);
    }

    @Test
    void numbersOfOtherTypesAndBooleansAreNumbers() {
        assertThat(number(true)).isEqualTo(1.0);
        assertThat(number(false)).isEqualTo(0.0);
        assertThat(number('7')).isEqualTo(7.0);
        assertThat(number(new AtomicLong(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        LongAdder adder = new LongAdder();
        adder.add(5);
        assertThat(number(adder)).isEqualTo(5L);
        assertThat(number(new AtomicInteger(5))).isEqualTo(5.0);
        assertThat(number(List.of(1))).isNull();
    }

    @Test
    void onlyOneZeroAndTheirWordsAreBooleans() {
        for (Object yes :
                new Object[] {1, 1.0, new BigDecimal("1.00"), "true", " TRUE ", "1", CharBuffer.wrap("true")}) {
            assertThat(bool(yes)).as("%s", yes).isEqualTo(true);
        }
        for (Object no : new Object[] {0, -0.0, "false", "False", "0", "0.0"}) {
            assertThat(bool(no)).as("%s", no).isEqualTo(false);
        }
        for (Object neither :
                new Object[] {2, 0.5, Double.NaN, "yes", "", "1.5", "2", "00", '1', '0', List.of("true")}) {
            assertThat(bool(neither)).as("%s", neither).isNull();
        }
    }

    @Test
    void aBooleanIsWrittenAsTheModelKnowsIt() {
        assertThat(text(true)).isEqualTo("true");
        assertThat(text(true, "True", "False")).isEqualTo("True");
        assertThat(text(false, "True", "False")).isEqualTo("False");
        assertThat(text(false, "True")).isEqualTo("false");
    }

    @Test
    void aConstantIsItsNameAndCharactersAreTheirText() {
        assertThat(text(Size.LARGE)).isEqualTo("LARGE");
        assertThat(text('x')).isEqualTo("x");
        assertThat(text(CharBuffer.wrap("xy"))).isEqualTo("xy");
        assertThat(text(List.of())).isNull();
        assertThat(text(new AtomicInteger(3))).isNull();
    }

    @Test
    void aWholeNumberIsWrittenWithoutAPointUnlessTheCategoryHasOne() {
        for (Number three : List.of(3.0, 3f, new BigDecimal("3.0"))) {
            assertThat(text(three)).as("%s", three.getClass()).isEqualTo("3");
            assertThat(text(three, "3.0")).as("%s", three.getClass()).isEqualTo("3.0");
        }
        for (Number three : List.of(3, 3L, (short) 3, (byte) 3, BigInteger.valueOf(3))) {
            assertThat(text(three, "3.0")).as("%s", three.getClass()).isEqualTo("3");
        }
        assertThat(text(2.5)).isEqualTo("2.5");
        assertThat(text(0.1f)).isEqualTo("0.1");
        assertThat(text(-0.0)).isEqualTo("0");
        assertThat(text(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    @Test
    void whatIsBeyondTheExactDoublesIsWrittenAsItIs() {
        double exact = 1L << 53;
        assertThat(text(exact)).isEqualTo("9007199254740992");
        assertThat(text(-exact)).isEqualTo("-9007199254740992");
        assertThat(text(Math.nextUp(exact))).isEqualTo("9.007199254740994E15");
        assertThat(text(new BigInteger("9007199254740993"))).isEqualTo("9007199254740993");
        assertThat(text(Double.NaN)).isNull();
        assertThat(text(Float.POSITIVE_INFINITY)).isNull();
        assertThat(text(new BigDecimal("1E+400"))).isNull();
    }
}
