package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads a file with a JSON object in each line. */
public final class JsonLines {
    private JsonLines() {}

    public static Table read(Path file) {
        RowCollector rows = new RowCollector();
        StrayLines stray = new StrayLines();
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new StrictText(Gzip.unpacked(bytes), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(line, file + ", line " + number, rows, stray);
                }
            }
        } catch (StrictText.UndecodableException e) {
            throw new MalformedDataException(file + ", " + e.getMessage() + "; JSON is written in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
        stray.check(rows.count());
        return rows.toTable();
    }

    private static void add(String line, String place, RowCollector rows, StrayLines stray) {
        Map<String, ?> row;
        try {
            row = JsonTree.members(line);
        } catch (MalformedDataException e) {
            stray.add(place + ": not a JSON object");
            rows.addInvalid();
            return;
        }
        rows.add(row);
    }
}
