package io.github.modelkeel.drift.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.Type;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the counts of a table alone, for {@link CountsReader}, which has the bins and categories of its reference: a hundredth of {@link ProfileJson} where rows
 * are few.
 */
public final class CountsWriter {
    static final List<Type> TYPES = List.of(Type.values());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CountsWriter() {}

    public static byte[] write(StoredTable table) {
        CountsWriter writer = new CountsWriter();
        writer.table(table);
        return writer.out.toByteArray();
    }

    private void table(StoredTable table) {
        number(table.layout());
        number(table.rows());
        table.columns().values().forEach(this::column);
        number(table.absent().size());
        table.absent().forEach(this::text);
        number(table.added().size());
        table.added().forEach((name, type) -> {
            text(name);
            type(type);
        });
        text(table.takenAt() == null ? "" : table.takenAt().toString());
    }

    private void column(StoredColumn column) {
        type(column.type());
        number(column.missing());
        number(column.invalid());
        if (column instanceof BinnedColumn binned) {
            number(binned.positiveInfinite());
            number(binned.negativeInfinite());
            counts(binned.counts());
            sums(binned.sums());
        } else if (column instanceof CountedColumn counted) {
            counts(counted.categories().values().stream()
                    .mapToLong(Long::longValue)
                    .toArray());
            number(counted.unseen().size());
            counted.unseen().forEach((category, count) -> {
                text(category);
                number(count);
            });
            number(counted.other());
            number(counted.first());
            number(counted.last());
            dates(counted.dates());
        } else if (column instanceof UnscoredColumn unscored) {
            number(unscored.values());
        }
    }

    /** Of most bins few rows have nothing: how many are not 0, and each with how many bins are left out before it. */
    private void counts(long[] counts) {
        number(LongStream.of(counts).filter(count -> count != 0).count());
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                number(i - next);
                number(counts[i]);
                next = i + 1;
            }
        }
    }

    private void sums(Sums sums) {
        number(sums.count());
        if (sums.count() > 0) {
            out.writeBytes(ByteBuffer.allocate(4 * Double.BYTES)
                    .putDouble(sums.mean())
                    .putDouble(sums.squares())
                    .putDouble(sums.min())
                    .putDouble(sums.max())
                    .array());
        }
    }

    private void dates(@Nullable DateCounts dates) {
        number(dates == null ? 0 : 1);
        if (dates != null) {
            number(dates.doublings());
            number(dates.days().size());
            dates.days().forEach((day, count) -> {
                number(day);
                number(count);
            });
            counts(dates.months().stream().mapToLong(Long::longValue).toArray());
            counts(dates.hours().stream().mapToLong(Long::longValue).toArray());
        }
    }

    private void type(Type type) {
        out.write(TYPES.indexOf(type));
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        number(bytes.length);
        out.writeBytes(bytes);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
