package io.github.modelkeel.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import java.util.Map;
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
}
