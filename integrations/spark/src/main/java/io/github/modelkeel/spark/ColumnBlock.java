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
 * Gathers values of one column of one partition as bytes: the column's place, how many values are missing and invalid, whether doubles hold all entries, how many
 * of these follow, and these, of numbers in the order of the rows, of texts each with its count. {@link ColumnValues} reads them. Not thread-safe.
 */
final class ColumnBlock implements ValueSink {
    /** Half a megabyte of numbers. */
    static final int MAX_NUMBERS = 1 << 16;

    static final int HEADER = Integer.BYTES + 2 * Long.BYTES + Byte.BYTES + Integer.BYTES;

    private static final int FEW = 512;

    private final int column;
    private final ValueForm form;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final ValueCollector texts = new ValueCollector();

    /** The entries of forms of eight bytes. */
    private ByteBuffer numbers = ByteBuffer.allocate(0);

    private boolean doubles;
    private long missing;
    private long invalid;
    private int entries;

    ColumnBlock(int column, ValueForm form) {
        this.column = column;
        this.form = form;
        this.doubles = form.isOfNumbers();
    }

    @Override
    public void number(double value) {
        room(1);
        put(value);
    }

    @Override
    public void numbers(double[] values, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            put(values[i]);
        }
    }

    private void put(double value) {
        if (form == ValueForm.WHOLE) {
            numbers.putLong((long) value);
        } else {
            numbers.putDouble(value);
        }
        entries++;
    }

    private void room(int more) {
        if (numbers.remaining() < more * Long.BYTES) {
            int held = numbers.position();
            numbers = ByteBuffer.allocate(Math.max(2 * held, held + Math.max(more, FEW) * Long.BYTES))
                    .put(numbers.flip());
        }
    }

    @Override
    public void missing(int count) {
        missing += count;
    }

    @Override
    public void value(@Nullable Object value) {
        if (form == ValueForm.TEXT) {
            texts.add(value);
        } else if (value == null) {
            missing++;
        } else if (form == ValueForm.WHOLE) {
            room(1);
            numbers.putLong(((Number) value).longValue());
            entries++;
            doubles = false;
        } else {
            write(value);
        }
    }

    /** Whether the block is to be sent, and another one to be started. */
    boolean isFull() {
        return entries >= MAX_NUMBERS;
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
            writeTexts(texts.toColumn(missing, 0));
        }
        byte[] values = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER + values.length + numbers.position())
                .putInt(column)
                .putLong(missing)
                .putLong(invalid)
                .put((byte) (doubles ? 1 : 0))
                .putInt(entries)
                .put(values)
                .put(numbers.flip())
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
