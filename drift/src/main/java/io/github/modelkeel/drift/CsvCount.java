package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.profile.TableCounter;
import io.github.modelkeel.drift.source.CsvFormat;
import io.github.modelkeel.drift.source.CsvProfiler;
import io.github.modelkeel.drift.source.CsvRecords;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.NumberForm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the lines of a CSV file over the bins of a stored profile one by one, so that memory does not grow with the file. Gives what the profile of
 * all lines would give, but for the rounding of moments; not thread-safe.
 */
final class CsvCount {
    private final StoredTable reference;
    private final TableCounter counter;
    private final CsvRecords records;
    private final List<String> header;
    private final int[] places;
    private final boolean[] texts;

    /** What was read so far of the columns that the reference does not have. */
    private final Type[] added;

    private CsvCount(StoredTable reference, CsvRecords records, Set<String> texts) {
        this.reference = reference;
        this.records = records;
        this.counter = TableCounter.of(reference);
        this.header = records.header();
        this.places = new int[header.size()];
        this.texts = new boolean[header.size()];
        this.added = new Type[header.size()];
        for (int field = 0; field < places.length; field++) {
            places[field] = counter.place(header.get(field));
            this.texts[field] = texts.contains(header.get(field));
            added[field] = this.texts[field] ? Type.TEXT : Type.EMPTY;
        }
    }

    /** Empty where the whole file must be read first: numbers, missing values or types are as a user says, a line is stray, or there is none. */
    static Optional<StoredTable> of(StoredTable reference, Path file, CsvFormat format) {
        boolean plain = format.missingValues().equals(MissingWords.DEFAULTS)
                && format.numbers().equals(NumberForm.PLAIN)
                && format.types().isEmpty();
        if (!plain) {
            return Optional.empty();
        }
        try (CsvRecords records = format.open(file, true)) {
            Optional<StoredTable> counted = new CsvCount(reference, records, format.texts()).count();
            if (counted.isEmpty()) {
                CsvProfiler.mustBeRereadable(
                        file, "it has no row, or a line with more or fewer fields than the header;");
            }
            return counted;
        }
    }

    private Optional<StoredTable> count() {
        long rows = 0;
        while (records.next()) {
            if (records.fieldCount() != places.length) {
                return Optional.empty();
            }
            for (int field = 0; field < places.length; field++) {
                if (places[field] >= 0) {
                    count(places[field], field);
                } else if (added[field] != Type.TEXT) {
                    added[field] = added(added[field], field);
                }
            }
            rows++;
        }
        return rows == 0 ? Optional.empty() : Optional.of(table());
    }

    private void count(int place, int field) {
        double number = texts[field] ? Double.NaN : records.number(field);
        if (WholeNumbers.isExact(number)) {
            counter.number(place, number);
        } else {
            String text = records.text(field);
            counter.value(place, Double.isNaN(number) ? text : large(number, text.strip()));
        }
    }

    /** A double may have rounded it; a number with an exponent or a fraction of zeros is one. */
    private static Number large(double number, String text) {
        if (WholeNumbers.isLong(number)) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return number;
            }
        }
        return number;
    }

    private Type added(Type before, int field) {
        if (!Double.isNaN(records.number(field))) {
            return Type.NUMBER;
        }
        return records.isMissing(field) ? before : Type.TEXT;
    }

    private StoredTable table() {
        StoredTable counted = counter.toTable();
        Map<String, StoredColumn> columns = new LinkedHashMap<>(counted.columns());
        Map<String, Type> more = new TreeMap<>();
        for (int field = 0; field < places.length; field++) {
            String name = header.get(field);
            if (places[field] < 0) {
                more.put(name, added[field]);
            } else if (texts[field]) {
                columns.computeIfPresent(name, (key, column) -> withoutValues(key, column));
            }
        }
        Set<String> absent = new TreeSet<>(reference.columns().keySet());
        header.forEach(absent::remove);
        return new StoredTable(counted.rows(), columns, absent, more);
    }

    /** A column that is read as text is one without values too. */
    private StoredColumn withoutValues(String name, StoredColumn column) {
        StoredColumn bins = Objects.requireNonNull(reference.columns().get(name));
        return column.type() == Type.EMPTY
                ? bins.count(new ProfileColumn.Categories(column.missing(), 0, Map.of(), 0))
                : column;
    }
}
