package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.Columns;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.message.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Streams a CSV file into a profile. Columns are taken for numbers until a value says otherwise; if that comes after numbers, the text of
 * those is gone, and the file is read again with these columns as text.
 */
public final class CsvProfiler {
    private final Path file;
    private final CsvFormat options;

    public CsvProfiler(Path file, CsvFormat options) {
        this.file = file;
        this.options = options;
    }

    public Table profile() {
        Pass pass = read(null);
        return pass.whole.toTable(-1);
    }

    /** The lines of each value of a column apart, without that column. */
    public Map<String, Table> segments(String column) {
        Pass pass = read(column);
        return pass.segments.tables(part -> part.toTable(pass.place));
    }

    /** Of a pipe the rest would be taken for the whole file. */
    public static void mustBeRereadable(Path file, String why) {
        if (!Files.isRegularFile(file)) {
            throw new MalformedDataException(file + ": " + why
                    + " the file has to be read a second time, which a pipe cannot; write it to a file first");
        }
    }

    private Pass read(@Nullable String segment) {
        Map<String, Type> known = new LinkedHashMap<>(options.types());
        Pass first = read(known, segment);
        Set<String> late = first.numbersAndText();
        if (late.isEmpty()) {
            return first;
        }
        mustBeRereadable(file, "column " + late + " has texts after numbers, and");
        late.forEach(name -> known.put(name, Type.TEXT));
        return read(known, segment);
    }

    private Pass read(Map<String, Type> types, @Nullable String segment) {
        try (CsvRecords records = options.open(file, true)) {
            List<String> header = records.header();
            if (header.isEmpty()) {
                throw new MalformedDataException(file + " is empty; a header line was expected");
            }
            types.keySet().forEach(name -> place(header, name, "whose type is fixed"));
            Pass pass = new Pass(
                    () -> columns(header, types), segment == null ? -1 : place(header, segment, "to make segments of"));
            while (records.next()) {
                pass.add(records, header.size());
            }
            pass.stray.check(pass.rows);
            return pass;
        }
    }

    private int place(List<String> header, String name, String why) {
        int place = header.indexOf(name);
        if (place < 0) {
            throw new MalformedDataException(file + " has no column '" + name + "', " + why
                    + NearestName.hint(name, header) + "; it has " + header);
        }
        return place;
    }

    private List<CsvColumn> columns(List<String> header, Map<String, Type> types) {
        return header.stream()
                .map(name -> new CsvColumn(name, type(name, types), options))
                .toList();
    }

    private @Nullable Type type(String column, Map<String, Type> types) {
        Type fixed = types.get(column);
        return fixed == null && options.texts().contains(column) ? Type.TEXT : fixed;
    }

    /** One reading of the file: all lines together, or apart by the value in a place. */
    private final class Pass {
        private final Part whole;
        private final Segments<Part> segments;
        private final int place;
        private final StrayLines stray = new StrayLines();
        private long rows;

        Pass(Supplier<List<CsvColumn>> columns, int place) {
            this.place = place;
            this.whole = new Part(columns.get());
            this.segments =
                    new Segments<>(place < 0 ? "" : whole.columns.get(place).name(), () -> new Part(columns.get()));
        }

        void add(CsvRecords record, int fields) {
            rows++;
            if (record.fieldCount() != fields) {
                stray.add(file + ", line " + record.line() + ": " + record.fieldCount()
                        + " fields where the header has " + fields);
                whole.addInvalid();
                return;
            }
            if (place < 0) {
                whole.add(record);
                return;
            }
            String value = record.text(place);
            segments.of(options.isMissing(value) ? null : value).add(record);
        }

        /** The columns that hold numbers in some lines and text in others. */
        Set<String> numbersAndText() {
            Set<String> numbers = new LinkedHashSet<>();
            Set<String> text = new LinkedHashSet<>();
            List<Part> parts = new ArrayList<>(List.of(whole));
            segments.all().forEach(parts::add);
            for (Part part : parts) {
                for (CsvColumn column : part.columns) {
                    if (column.hasNumbers()) {
                        numbers.add(column.name());
                    }
                    if (column.hasText()) {
                        text.add(column.name());
                    }
                }
            }
            numbers.retainAll(text);
            return numbers;
        }
    }

    /** The columns of some lines. */
    private final class Part {
        private final List<CsvColumn> columns;
        private long rows;

        Part(List<CsvColumn> columns) {
            this.columns = columns;
        }

        void add(CsvRecords record) {
            rows++;
            for (int i = 0; i < columns.size(); i++) {
                CsvColumn column = columns.get(i);
                if (!column.add(record, i)) {
                    throw new MalformedDataException(file + ", line " + record.line() + ", column '" + column.name()
                            + "': not a number: '" + shorten(record.text(i)) + "'");
                }
            }
        }

        void addInvalid() {
            rows++;
            columns.forEach(CsvColumn::addInvalid);
        }

        /** Without the column in a place, if that is not negative. */
        Table toTable(int without) {
            List<CsvColumn> kept = new ArrayList<>(columns);
            if (without >= 0) {
                kept.remove(without);
            }
            List<ProfileColumn> read = Columns.map(kept, rows * kept.size(), CsvColumn::toColumn);
            Map<String, ProfileColumn> profiled = new LinkedHashMap<>();
            for (int i = 0; i < kept.size(); i++) {
                profiled.put(kept.get(i).name(), read.get(i));
            }
            return new Table(profiled, rows);
        }
    }

    private static String shorten(@Nullable String field) {
        String text = String.valueOf(field);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
