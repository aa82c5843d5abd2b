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
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file with a JSON object in each line. */
public final class JsonLines {
    private static final Pattern NOT_JSON = Pattern.compile("[:\\[,]\\s*+(NaN|-?Infinity)\\b");

    private JsonLines() {}

    /** Reads a table; the observer takes how many bytes of the file were read so far. */
    public static Table read(Path file, LongConsumer observer) {
        RowCollector rows = new RowCollector();
        read(file, rows::add, rows::addInvalid, observer);
        return rows.toTable();
    }

    /**
     * Reads row by row.
     *
     * @param rows takes each object
     * @param invalid is run for each line that is not an object
     */
    public static void read(Path file, Consumer<Map<String, ? extends @Nullable Object>> rows, Runnable invalid) {
        read(file, rows, invalid, bytes -> {});
    }

    private static void read(
            Path file,
            Consumer<Map<String, ? extends @Nullable Object>> rows,
            Runnable invalid,
            LongConsumer observer) {
        StrayLines stray = new StrayLines();
        long count = 0;
        try (InputStream bytes = new ObservedBytes(Files.newInputStream(file), observer);
                BufferedReader reader =
                        new BufferedReader(new StrictText(Gzip.unpacked(bytes), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    count++;
                    add(line, file + ", line " + number, rows, invalid, stray);
                }
            }
        } catch (StrictText.UndecodableException e) {
            throw new MalformedDataException(file + ", " + e.getMessage() + "; JSON is written in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
        stray.check(count);
    }

    private static void add(
            String line,
            String place,
            Consumer<Map<String, ? extends @Nullable Object>> rows,
            Runnable invalid,
            StrayLines stray) {
        Map<String, @Nullable Object> row;
        try {
            row = JsonTree.members(line);
        } catch (MalformedDataException e) {
            stray.add(place + ": not a JSON object" + why(line));
            invalid.run();
            return;
        }
        rows.accept(row);
    }

    /** Names what Python writes for numbers that JSON does not have. */
    private static String why(String line) {
        Matcher found = NOT_JSON.matcher(line);
        return found.find() ? "; " + found.group(1) + " is not JSON, write null for a value that is not there" : "";
    }
}
