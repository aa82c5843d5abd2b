package io.github.modelkeel.drift.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.drift.column.DateCounter;
import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CountsWriter} writes. */
public final class CountsReader {
    private final ByteBuffer in;

    private CountsReader(ByteBuffer in) {
        this.in = in;
    }

    /** A table that was counted by a reference; the two share its bins. */
    public static StoredTable read(StoredTable reference, byte[] counts) {
        try {
            CountsReader reader = new CountsReader(ByteBuffer.wrap(counts));
            StoredTable table = reader.table(reference);
            if (reader.in.hasRemaining()) {
                throw damaged("trailing data after them", null);
            }
            return table;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged("cut off or changed", e);
        }
    }

    private static MalformedDataException damaged(String what, @Nullable RuntimeException cause) {
        return cause == null
                ? new MalformedDataException("not the counts of a profile: " + what)
                : new MalformedDataException("not the counts of a profile: " + what, cause);
    }

    private StoredTable table(StoredTable reference) {
        if (number() != reference.layout()) {
            throw new MalformedDataException(
                    "the counts are of another reference, or of another build; count the data by this reference");
        }
        long rows = number();
        Map<String, StoredColumn> columns = new LinkedHashMap<>();
        reference.columns().forEach((name, column) -> {
            StoredColumn read = column(column);
            if (read.rows() != rows) {
                throw damaged("column '" + name + "' counts " + read.rows() + " rows, the table " + rows, null);
            }
            columns.put(name, read);
        });
        Set<String> absent = new TreeSet<>();
        for (long left = number(); left > 0; left--) {
            absent.add(text());
        }
        Map<String, Type> added = new TreeMap<>();
        for (long left = number(); left > 0; left--) {
            added.put(text(), type());
        }
        return new StoredTable(rows, columns, absent, added, takenAt());
    }

    private @Nullable Instant takenAt() {
        String text = text();
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw damaged("a moment that is not one", e);
        }
    }

    private StoredColumn column(StoredColumn reference) {
        Type type = type();
        long missing = number();
        long invalid = number();
        if (reference instanceof BinnedColumn binned) {
            return new BinnedColumn(
                    binned.whole(),
                    type,
                    missing,
                    invalid,
                    number(),
                    number(),
                    binned.floats(),
                    binned.grid(),
                    counts(binned.grid().size()),
                    sums(),
                    new double[0]);
        }
        if (reference instanceof CountedColumn counted) {
            return new CountedColumn(
                    counted.kind(),
                    counted.order(),
                    type,
                    missing,
                    invalid,
                    categories(counted.categories().keySet()),
                    unseen(),
                    number(),
                    number(),
                    number(),
                    dates());
        }
        UnscoredColumn unscored = (UnscoredColumn) reference;
        return new UnscoredColumn(
                unscored.kind(), type, unscored.numbers(), missing, invalid, number(), unscored.distinct());
    }

    private long[] counts(int size) {
        long[] counts = new long[size];
        int next = 0;
        for (long left = number(); left > 0; left--) {
            next += (int) Math.min(Math.max(0, number()), size); // of a place that is wrong it ends below
            counts[next] = number();
            next++;
        }
        return counts;
    }

    private Map<String, Long> categories(Set<String> names) {
        long[] counts = counts(names.size());
        Map<String, Long> categories = new TreeMap<>();
        names.forEach(name -> categories.put(name, counts[categories.size()]));
        return categories;
    }

    private Map<String, Long> unseen() {
        Map<String, Long> unseen = new TreeMap<>();
        for (long left = number(); left > 0; left--) {
            unseen.put(text(), number());
        }
        return unseen;
    }

    private @Nullable DateCounts dates() {
        if (number() == 0) {
            return null;
        }
        int doublings = (int) number();
        SortedMap<Long, Long> days = new TreeMap<>();
        for (long left = number(); left > 0; left--) {
            days.put(number(), number());
        }
        List<Long> months = boxed(counts(DateCounts.MONTHS));
        DateCounts dates = new DateCounts(doublings, days, months, boxed(counts(DateCounts.HOURS)));
        long counted = days.values().stream().mapToLong(Long::longValue).sum();
        if (counted != dates.values() || dates.timed() > counted || days.size() > DateCounter.MAX_DAYS) {
            throw damaged("days, months and hours do not add up", null);
        }
        return dates;
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    private Sums sums() {
        long count = number();
        return count == 0 ? Sums.NONE : new Sums(count, in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
    }

    private Type type() {
        return CountsWriter.TYPES.get(in.get());
    }

    private String text() {
        byte[] bytes = new byte
                [(int) Math.min(Math.max(0, number()), in.remaining() + 1L)]; // of a length that is wrong it ends below
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw damaged("a number without an end", null);
    }
}
