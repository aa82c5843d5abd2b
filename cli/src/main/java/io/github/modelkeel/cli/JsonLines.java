package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
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
import org.jspecify.annotations.Nullable;

/**
 * Rows in JSON: a row a line, so that a broken line breaks no other; or, when the first line is no whole JSON value, one document. Not
 * thread-safe.
 */
final class JsonLines implements InputRows {
    private static final int PEEK = 256;

    private final Lines lines;
    private final Signature signature;
    private byte @Nullable [] line;
    private @Nullable JsonRows rows;
    private long count;

    private JsonLines(Lines lines, byte @Nullable [] first, Signature signature) {
        this.lines = lines;
        this.line = first;
        this.signature = signature;
    }

    /**
     * Begins.
     *
     * @param in supports mark and reset
     */
    static InputRows of(InputStream in, ScoringModel model) throws IOException {
        if (isArray(in)) {
            return document(in, model.signature());
        }
        Lines lines = new Lines(in);
        byte[] first = lines.next();
        if (first == null || isWhole(first)) {
            return new JsonLines(lines, first, model.signature());
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), in);
        return document(all, model.signature());
    }

    private static InputRows document(InputStream in, Signature signature) throws IOException {
        try {
            return new JsonDocument(JsonRows.of(in, signature));
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
        try (JsonParser parser = Answers.JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return true;
        } catch (JsonEOFException e) {
            return false;
        } catch (com.fasterxml.jackson.core.JsonProcessingException | CharConversionException e) {
            return true; // broken, which is told when the line is read
        }
    }

    @Override
    public boolean next(Signature.Row row) throws IOException {
        while (line != null) {
            try {
                if (rows == null) {
                    rows = JsonRows.of(line, signature);
                }
                if (rows.next(row)) {
                    count++;
                    return true;
                }
                nextLine();
            } catch (JsonRows.MalformedRowsException e) {
                row.clear();
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
    public long count() {
        return count;
    }

    @Override
    public void close() {}

    /** One JSON document over many lines. */
    private static final class JsonDocument implements InputRows {
        private final JsonRows rows;

        JsonDocument(JsonRows rows) {
            this.rows = rows;
        }

        @Override
        public boolean next(Signature.Row row) throws IOException {
            try {
                return rows.next(row);
            } catch (JsonRows.MalformedRowsException e) {
                throw new CommandFailure(Failures.FAILED, String.valueOf(e.getMessage()), e);
            }
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
