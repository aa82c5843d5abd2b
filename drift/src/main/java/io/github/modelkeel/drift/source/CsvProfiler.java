package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.message.NearestName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Type> known = new LinkedHashMap<>(options.types());
        Pass first = read(known);
        List<String> late = first.columns.stream()
                .filter(CsvColumn::isTextAfterNumbers)
                .map(CsvColumn::name)
                .toList();
        if (late.isEmpty()) {
            return first.profile();
        }
        late.forEach(name -> known.put(name, Type.TEXT));
        return read(known).profile();
    }

    private Pass read(Map<String, Type> types) {
        try (CsvRecords records = options.open(file, true)) {
            if (records.header().isEmpty()) {
                throw new MalformedDataException(file + " is empty; a header line was expected");
            }
            Pass pass = new Pass(columns(records.header(), types));
            while (records.next()) {
                pass.add(records);
            }
            pass.stray.check(pass.rows);
            return pass;
        }
    }

    private List<CsvColumn> columns(List<String> header, Map<String, Type> types) {
        for (String name : types.keySet()) {
            if (!header.contains(name)) {
                throw new MalformedDataException(file + " has no column '" + name + "', whose type is fixed"
                        + NearestName.hint(name, header) + "; it has " + header);
            }
        }
        return header.stream()
                .map(name -> new CsvColumn(name, types.get(name), options))
                .toList();
    }

    /** One reading of the file. */
    private final class Pass {
        private final List<CsvColumn> columns;
        private final StrayLines stray = new StrayLines();
        private long rows;

        Pass(List<CsvColumn> columns) {
            this.columns = columns;
        }

        void add(CsvRecords record) {
            rows++;
            if (record.fieldCount() != columns.size()) {
                stray.add(file + ", line " + record.line() + ": " + record.fieldCount()
                        + " fields where the header has " + columns.size());
                columns.forEach(CsvColumn::addInvalid);
                return;
            }
            for (int i = 0; i < columns.size(); i++) {
                CsvColumn column = columns.get(i);
                if (!column.add(record.text(i))) {
                    throw new MalformedDataException(file + ", line " + record.line() + ", column '" + column.name()
                            + "': not a number: '" + shorten(record.text(i)) + "'");
                }
            }
        }

        Table profile() {
            Map<String, ProfileColumn> profiled = new LinkedHashMap<>();
            columns.forEach(column -> profiled.put(column.name(), column.toColumn()));
            return new Table(profiled, rows);
        }
    }

    private static String shorten(@Nullable String field) {
        String text = String.valueOf(field);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
