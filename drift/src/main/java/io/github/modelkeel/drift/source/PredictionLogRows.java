package io.github.modelkeel.drift.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.json.LogLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the predictions in the files of a prediction log, and the predictions if asked for, line by line. A last line without a line end was cut, and is skipped. A file
 * that is compressed or deleted by its process meanwhile is read compressed, or not at all. Not thread-safe.
 */
public final class PredictionLogRows implements Iterator<Map<String, ? extends @Nullable Object>>, AutoCloseable {
    private static final String PLAIN = ".jsonl";
    private static final String COMPRESSED = ".jsonl.gz";
    private static final Pattern OWN =
            Pattern.compile("predictions-\\d{8}T\\d{6}Z-[0-9a-f]{12}-\\d{6,}\\.jsonl(\\.gz)?");
    private static final int FORMAT_VERSION = 1;
    private static final int MAX_LINE = 1 << 26;
    private static final int BLOCK = 1 << 16;

    private final Deque<Path> files;
    private final boolean single;
    private final @Nullable String prediction;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable InputStream open;
    private Path file;
    private long line;
    private long predictions;
    private @Nullable Map<String, @Nullable Object> next;

    private PredictionLogRows(Path log, List<Path> files, @Nullable String prediction) {
        this.prediction = prediction;
        this.files = new ArrayDeque<>(files);
        this.single = files.size() == 1;
        this.file = log;
    }

    /** Reads a table from a log; the predictions are columns of a name, or left out if it is null. */
    public static Table table(Path log, @Nullable String prediction) {
        RowCollector collector = new RowCollector();
        read(log, prediction, collector::add);
        return collector.toTable();
    }

    /** Reads the inputs of a log row by row. */
    public static void read(Path log, Consumer<Map<String, ? extends @Nullable Object>> taker) {
        read(log, null, taker);
    }

    private static void read(
            Path log, @Nullable String prediction, Consumer<Map<String, ? extends @Nullable Object>> taker) {
        try (PredictionLogRows rows = new PredictionLogRows(log, files(log), prediction)) {
            long taken = 0;
            while (rows.hasNext()) {
                taker.accept(rows.next());
                taken++;
            }
            if (taken == 0 && rows.predictions > 0) {
                throw new MalformedDataException(log + " has " + rows.predictions
                        + " predictions without inputs; a log with inputs(false) is not data for drift");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read: " + e, e);
        }
    }

    private static List<Path> files(Path log) throws IOException {
        if (!Files.isDirectory(log)) {
            return List.of(log);
        }
        TreeSet<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(log, "predictions-*{" + PLAIN + "," + COMPRESSED + "}")) {
            for (Path file : all) {
                if (OWN.matcher(file.getFileName().toString()).matches()) {
                    found.add(file);
                }
            }
        }
        found.removeIf(file -> file.toString().endsWith(PLAIN) && found.contains(compressed(file)));
        if (found.isEmpty()) {
            throw new MalformedDataException(
                    log
                            + " has no files predictions-*.jsonl or predictions-*.jsonl.gz; name the directory of a prediction log");
        }
        return List.copyOf(found);
    }

    private static Path compressed(Path file) {
        return file.resolveSibling(file.getFileName() + ".gz");
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && (open != null || openNext())) {
                next = nextInFile();
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    @Override
    public Map<String, ? extends @Nullable Object> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Map<String, @Nullable Object> row = next;
        next = null;
        return row;
    }

    private boolean openNext() throws IOException {
        while (open == null && !files.isEmpty()) {
            file = files.removeFirst();
            line = 0;
            open = open(file, single);
        }
        return open != null;
    }

    /** Null if the file is gone. */
    private static @Nullable InputStream open(Path file, boolean only) throws IOException {
        try {
            return file.toString().endsWith(".gz")
                    ? unpacked(file)
                    : new BufferedInputStream(Files.newInputStream(file), BLOCK);
        } catch (NoSuchFileException e) {
            Path packed = compressed(file);
            if (!file.toString().endsWith(".gz") && Files.exists(packed)) {
                return unpacked(packed);
            }
            if (only) {
                throw e;
            }
            return null;
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new BufferedInputStream(new GZIPInputStream(in, BLOCK), BLOCK);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The next row of the open file; null, and the file is closed, if there is none. */
    private @Nullable Map<String, @Nullable Object> nextInFile() throws IOException {
        for (String text = readLine(); text != null; text = readLine()) {
            LogLine read = parse(text);
            if (read.kind().equals("start") && read.formatVersion() != FORMAT_VERSION) {
                throw malformed(
                        "a log of version " + read.formatVersion() + ", and this reads version " + FORMAT_VERSION,
                        null);
            }
            if (read.kind().equals("prediction")) {
                predictions++;
                if (read.row() != null) {
                    return read.row();
                }
            }
        }
        close();
        return null;
    }

    private LogLine parse(String text) {
        try {
            return LogLine.parse(text, prediction);
        } catch (MalformedDataException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    private MalformedDataException malformed(String what, @Nullable Exception e) {
        String message = file + ", line " + line + ": " + what;
        return e == null ? new MalformedDataException(message) : new MalformedDataException(message, e);
    }

    /** The next line that has a line end. */
    private @Nullable String readLine() throws IOException {
        InputStream in = open;
        if (in == null) {
            return null;
        }
        bytes.reset();
        line++;
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (each == '\n') {
                return bytes.toString(UTF_8);
            }
            if (bytes.size() == MAX_LINE) {
                throw malformed("a line of more than " + MAX_LINE + " bytes", null);
            }
            bytes.write(each);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        InputStream in = open;
        open = null;
        if (in != null) {
            in.close();
        }
    }
}
