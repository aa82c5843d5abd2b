package io.github.modelkeel.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ColumnReaderTest {
    /** Just over the middle between two floats; as a double it is the middle, which rounds down. */
    private static final long BETWEEN = (1L << 60) + (1L << 36) + 1;

    private static ColumnReader reader(boolean narrows, boolean narrowsInPart) {
        return new ColumnReader(Column.number("id"), new ColumnReader.Texts(Map.of(), null, narrows, narrowsInPart));
    }

    @Test
    void aWholeNumberWhoseFloatDependsOnTheWayIsRefusedWhereSomeReadFloats() {
        ColumnReader reader = reader(false, true);
        assertThatThrownBy(() -> reader.read(BETWEEN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("id")
                .hasMessageContaining("the whole number " + BETWEEN);
        assertThatThrownBy(() -> reader.read((Object) BETWEEN)).isInstanceOf(InvalidInputException.class);
        assertThat(reader.read((double) BETWEEN)).isEqualTo(0x1p60 + 0x1p36);
        assertThat(reader.read(BETWEEN + (1L << 10))).isEqualTo((double) (BETWEEN + (1L << 10)));
    }

    @Test
    void itIsRoundedOnceWhereAllReadFloatsAndADoubleWhereNoneDoes() {
        assertThat(reader(true, true).read(BETWEEN)).isEqualTo(0x1p60 + 0x1p37);
        assertThat(reader(false, false).read(BETWEEN)).isEqualTo(0x1p60 + 0x1p36);
    }

    private static ColumnReader reader(Column column, String... known) {
        Map<String, Integer> codes = new HashMap<>();
        for (String text : known) {
            codes.put(text, 10 * (codes.size() + 1));
        }
        return new ColumnReader(column, new ColumnReader.Texts(codes, null));
    }

    @Test
    void aNumberOfAnyTypeIsItsDouble() {
        ColumnReader reader = reader(Column.number("n").asOptional());
        for (Number seven :
                List.of(7, 7L, (short) 7, (byte) 7, 7f, 7.0, BigInteger.valueOf(7), new BigDecimal("7.0"))) {
            assertThat(reader.read((Object) seven)).as("%s", seven.getClass()).isEqualTo(7);
        }
        assertThat(reader.read(7L)).isEqualTo(7);
        assertThat(reader.read(7.5)).isEqualTo(7.5);
        assertThat(reader.read(0.1f)).isEqualTo(0.1f);
        assertThat(reader.read(Double.NaN)).isNaN();
        assertThat(reader.read((Object) Float.NaN)).isNaN();
        assertThat(reader.read((Object) null)).isNaN();
        assertThat(reader.read(Optional.of(7))).isEqualTo(7);
        assertThat(reader.read(OptionalLong.of(7))).isEqualTo(7);
        assertThat(reader.read(OptionalDouble.empty())).isNaN();
        assertThat(reader.knownTexts()).isZero();
    }

    @Test
    void aRequiredNumberThatIsMissingIsRefusedAsItWasGiven() {
        ColumnReader reader = reader(Column.number("n"));
        assertThatThrownBy(() -> reader.read((Object) null))
                .hasMessage("column 'n' is null, but the model needs a number in every row"
                        + " (training saw no missing value in it)");
        assertThatThrownBy(() -> reader.read(Double.NaN)).hasMessageContaining("is NaN, but the model needs");
        assertThatThrownBy(() -> reader.read((Object) Double.NaN)).hasMessageContaining("is NaN, but the model needs");
        assertThatThrownBy(() -> reader.read(Optional.empty())).hasMessageContaining("is an empty Optional");
        ColumnReader seen = reader(new Column("n", ColumnType.NUMBER, true, true, null));
        assertThatThrownBy(() -> seen.read((Object) null))
                .hasMessage("column 'n' is null, but the model needs a number in every row");
    }

    @Test
    void aDefaultStandsInWhereAValueIsMissing() {
        assertThat(reader(Column.number("n").withDefault(3)).read((Object) null))
                .isEqualTo(3);
        assertThat(reader(Column.bool("b").withDefault(true)).read((Object) null))
                .isEqualTo(1);
        assertThat(reader(Column.text("t").withDefault("y"), "x", "y").read((Object) null))
                .isEqualTo(20);
    }

    /** Where a model looks whole numbers up, they become the codes of their digits, and others unknown ones. */
    @Test
    void aNumberThatIsLookedUpIsTheCodeOfItsDigits() {
        ColumnReader reader = reader(Column.number("zip").asOptional(), "-1", Long.toString(BETWEEN));
        assertThat(reader.knownTexts()).isEqualTo(21);
        for (Object one : new Object[] {-1, -1L, -1.0, -1f, BigInteger.valueOf(-1), new BigDecimal("-1")}) {
            assertThat(reader.read(one)).as("%s", one.getClass()).isEqualTo(10);
        }
        assertThat(reader.read(-1L)).isEqualTo(10);
        assertThat(reader.read(-1.0)).isEqualTo(10);
        assertThat(reader.read(BETWEEN)).isEqualTo(20);
        assertThat(reader.read(BETWEEN + 1)).isEqualTo(-1);
        assertThat(reader.read(-1.5)).isEqualTo(-1);
        assertThat(reader.read((Object) 2.5)).isEqualTo(-1);
        assertThat(reader.read(Double.NaN)).isNaN();
        assertThat(reader.read((Object) Float.NaN)).isNaN();
        assertThatThrownBy(() -> reader.read(Double.POSITIVE_INFINITY)).hasMessageContaining("is infinite");
    }

    @Test
    void anUnknownNumberIsRefusedWhereTheModelHasNoRuleForIt() {
        ColumnReader strict = new ColumnReader(
                Column.number("zip"), new ColumnReader.Texts(Map.of("1", 0, "2", 1), List.of("1", "2")));
        assertThat(strict.read(2L)).isEqualTo(1);
        assertThatThrownBy(() -> strict.read(3L))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("column 'zip' has a category that training never saw: \"3\"; it saw \"1\", \"2\"");
        assertThatThrownBy(() -> strict.read(2.5)).hasMessageContaining("\"2.5\"");
        ColumnReader lenient = new ColumnReader(Column.number("zip").asOptional(), strict.texts())
                .with(ReadingRules.of(false).with(InputPolicy.LENIENT, kind -> {}));
        assertThat(lenient.read(3L)).as("missing instead").isNaN();
    }

    @Test
    void textsAndBooleansAreReadByTheirOwnRules() {
        ColumnReader text = reader(Column.text("t"), "x", "y");
        assertThat(text.read("x")).isEqualTo(10);
        assertThat(text.read("z")).isEqualTo(-1);
        assertThat(text.knownTexts()).isEqualTo(21);
        assertThatThrownBy(() -> text.read(7L)).hasMessage("column 't' must be text but is the number 7");
        assertThatThrownBy(() -> text.read(7.5)).hasMessage("column 't' must be text but is the number 7.5");
        ColumnReader bool = reader(Column.bool("b"));
        assertThat(bool.read(true)).isEqualTo(1);
        assertThat(bool.read(false)).isZero();
        assertThatThrownBy(() -> bool.read(1L)).hasMessageContaining("must be a boolean but is the number 1");
        assertThatThrownBy(() -> bool.read(1.0)).hasMessageContaining("must be a boolean but is the number 1.0");
        ColumnReader day = reader(Column.text("d"), "2024-02-29");
        assertThat(day.read(LocalDate.of(2024, 2, 29))).isEqualTo(10);
    }

    @Test
    void aValueOfAnotherTypeIsRefusedWithTheWayOut() {
        ColumnReader number = reader(Column.number("n"));
        assertThatThrownBy(() -> number.read("7"))
                .hasMessage("column 'n' must be a number but is the text \"7\";"
                        + " convert it before the call, texts are never parsed");
        assertThatThrownBy(() -> number.read(LocalDate.of(2024, 2, 29)))
                .hasMessage("column 'n' must be a number but is a java.time.LocalDate;"
                        + " make it the number that training used, such as toEpochDay() or getYear()");
        assertThatThrownBy(() -> number.read(true)).hasMessage("column 'n' must be a number but is the boolean true");
        assertThatThrownBy(() -> number.read(new int[0])).hasMessageContaining("but is a [I");
    }

    @Test
    void booleansAreNumbersWhereTheModelSaysSo() {
        ReadingRules rules = ReadingRules.of(false).withBooleansAsNumbers();
        ColumnReader number = reader(Column.number("n")).with(rules);
        assertThat(number.read(true)).isEqualTo(1);
        assertThat(number.read(false)).isZero();
        ColumnReader strict = number.with(rules.with(InputPolicy.STRICT, kind -> {}));
        assertThatThrownBy(() -> strict.read(true)).hasMessageContaining("the boolean true");
        ColumnReader text = reader(Column.text("t"), "true").with(rules);
        assertThatThrownBy(() -> text.read(true)).hasMessageContaining("the boolean true");
        assertThatThrownBy(() -> number.read("1")).hasMessageContaining("the text \"1\"");
    }

    @Test
    void theEndsOfTheRangeOfTrainingAreWithinIt() {
        List<Kind> tolerated = new ArrayList<>();
        ColumnReader typed = reader(Column.number("n").withRange(-1, 2))
                .with(ReadingRules.of(false).with(InputPolicy.TYPED, tolerated::add));
        assertThat(typed.read(-1.0)).isEqualTo(-1);
        assertThat(typed.read(2L)).isEqualTo(2);
        assertThat(tolerated).isEmpty();
        assertThat(typed.read(Math.nextUp(2.0))).isGreaterThan(2);
        assertThat(typed.read(-2L)).isEqualTo(-2);
        assertThat(tolerated).containsExactly(Kind.OUT_OF_RANGE, Kind.OUT_OF_RANGE);
        ColumnReader strict = typed.with(ReadingRules.of(false).with(InputPolicy.STRICT, kind -> {}));
        assertThatThrownBy(() -> strict.read(3L)).hasMessage("column 'n' is 3.0; training saw -1.0 to 2.0");
    }
}
