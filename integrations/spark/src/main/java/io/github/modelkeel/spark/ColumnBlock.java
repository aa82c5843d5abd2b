package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.source.ValueCollector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers values of one column of one partition as bytes: the column's place, how many values are missing and invalid, how many entries follow, and these,
 * of numbers in the order of the rows, of texts each with its count. {@link ColumnValues} reads them. Not thread-safe.
 */
final class ColumnBlock {
    /** Half a megabyte of numbers. */
    static final int MAX_NUMBERS = 1 << 16;

    static final int HEADER = Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private final int column;
    private final ValueForm form;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final ValueCollector texts = new ValueCollector();
    private long missing;
    private long invalid;
    private int entries;

    ColumnBlock(int column, ValueForm form) {
        this.column = column;
        this.form = form;
    }

    void add(@Nullable Object value) {
        if (form == ValueForm.TEXT) {
            texts.add(value);
        } else if (value == null) {
            missing++;
        } else {
            write(value);
        }
    }

    /** Whether the block is to be sent, and another one to be started. */
    boolean isFull() {
        return entries == MAX_NUMBERS;
    }

    private void write(Object value) {
        try {
            form.write(out, value);
            entries++;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which a stream in memory does not throw
        }
    }

    /** Everything that was added. To be called once. */
    byte[] toBytes() {
        if (form == ValueForm.TEXT) {
            writeTexts(texts.toColumn(0, 0));
        }
        byte[] values = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER + values.length)
                .putInt(column)
                .putLong(missing)
                .putLong(invalid)
                .putInt(entries)
                .put(values)
                .array();
    }

    private void writeTexts(ProfileColumn read) {
        missing = read.missing();
        invalid = read.invalid();
        if (read instanceof ProfileColumn.Categories categories) {
            for (Map.Entry<String, Long> text : categories.counts().entrySet()) {
                write(new ValueForm.Counted(text.getKey(), text.getValue()));
            }
        }
    }
}
