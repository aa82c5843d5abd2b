package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in JSON: a row a line, so that a broken line breaks no other; or, when the first line is not a complete JSON value, one document. Not
 * thread-safe.
 */
final class JsonLines implements InputRows {
    private static final int PEEK = 256;

    private final Lines lines;
    private final Signature signature;
    private byte @Nullable [] line;
    private @Nullable JsonRows rows;
    private long count;
    private final KeptColumns kept;

    private JsonLines(Lines lines, byte @Nullable [] first, Signature signature, List<String> keep) {
        this.lines = lines;
        this.line = first;
        this.signature = signature;
        this.kept = new KeptColumns(keep);
    }

    /**
     * Starts.
     *
     * @param in supports mark and reset
     * @param keep the columns that are carried to the output, which each row must have
     */
    static InputRows of(InputStream in, ScoringModel model, List<String> keep) throws IOException {
        if (isArray(in)) {
            return document(in, model.signature(), keep);
        }
        Lines lines = new Lines(in);
        byte[] first = lines.next();
        if (first == null || isWhole(first)) {
            return new JsonLines(lines, first, model.signature(), keep);
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), in);
        return document(all, model.signature(), keep);
    }

    private static InputRows document(InputStream in, Signature signature, List<String> keep) throws IOException {
        try {
            return new JsonDocument(JsonRows.of(in, signature, keep), new KeptColumns(keep));
        } catch (JsonRows.MalformedRowsException e) {
            throw new CommandFailure(Failures.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the first character that counts opens an array, which may be one huge line. */
    private static boolean isArray(InputStream in) throws IOException {
        in.mark(PEEK);
        byte[] start = in.readNBytes(PEEK);
        in.reset();
        return new String(start, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("[");
    }

    /** Whether the text does not end within a value. */
    private static boolean isWhole(byte[] text) throws IOException {
        try (JsonParser parser = OutputRows.JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return true;
        } catch (JsonEOFException e) {
            return false;
        } catch (com.fasterxml.jackson.core.JsonProcessingException | CharConversionException e) {
            return true; // broken, which is reported when the line is read
        }
    }

    @Override
    public boolean next(Signature.Row row) throws IOException {
        while (line != null) {
            try {
                if (rows == null) {
                    rows = JsonRows.of(line, signature, kept.names());
                }
                if (rows.next(row)) {
                    count++;
                    kept.take(rows.kept(), row);
                    return true;
                }
                nextLine();
            } catch (JsonRows.MalformedRowsException e) {
                row.clear();
                kept.clear();
                count++;
                String message = "line " + lines.number() + " " + e.reason();
                nextLine();
                throw new InvalidInputException(null, message, e);
            }
        }
        return false;
    }

    private void nextLine() throws IOException {
        rows = null;
        line = lines.next();
    }

    @Override
    public List<@Nullable Object> keptValues() {
        return kept.values();
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() {}

    /** One JSON document over many lines. */
    private static final class JsonDocument implements InputRows {
        private final JsonRows rows;
        private final KeptColumns kept;

        JsonDocument(JsonRows rows, KeptColumns kept) {
            this.rows = rows;
            this.kept = kept;
        }

        @Override
        public boolean next(Signature.Row row) throws IOException {
            try {
                if (!rows.next(row)) {
                    return false;
                }
                kept.take(rows.kept(), row);
                return true;
            } catch (JsonRows.MalformedRowsException e) {
                throw new CommandFailure(Failures.FAILED, String.valueOf(e.getMessage()), e);
            }
        }

        @Override
        public List<@Nullable Object> keptValues() {
            return kept.values();
        }

        @Override
        public long count() {
            return rows.count();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
