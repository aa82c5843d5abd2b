package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.util.List;

/** Makes rows of bodies, within limits. Safe for use by multiple threads. */
public final class JsonInput {
    private static final int MAX_TEXT = 1_000_000;

    private final JsonFactory plain;
    private final JsonFactory noDuplicates;
    private final int maxRows;

    /** Reads with limits of depth and rows. */
    public JsonInput(int maxDepth, int maxRows) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(MAX_TEXT)
                .build();
        this.plain = JsonFactory.builder()
                .streamReadConstraints(limits)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        this.noDuplicates = JsonFactory.builder()
                .streamReadConstraints(limits)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.maxRows = maxRows;
    }

    /** The most rows of a request. */
    public int maxRows() {
        return maxRows;
    }

    /** The one row that is the body: a flat object. */
    public Rows row(byte[] body) {
        return Rows.from(signature -> new ObjectRows(parser(body), signature, ObjectRows.Form.ONE, 1));
    }

    /** The rows of a body {@code [...]} or <code>{"instances": [...]}</code>. */
    public Rows rows(byte[] body) {
        return Rows.from(signature -> new ObjectRows(parser(body), signature, ObjectRows.Form.LIST, maxRows));
    }

    /** The rows of a CSV text with a line of names. */
    public Rows csv(byte[] body) {
        return CsvRows.of(body, maxRows);
    }

    /** The object that is the body, checked to its end, by its keys. */
    public Parts parts(byte[] body) {
        return Parts.of(this, body);
    }

    JsonParser parser(byte[] body) {
        return open(plain, body, 0);
    }

    JsonParser strictParser(byte[] body) {
        return open(noDuplicates, body, 0);
    }

    /** Reads a value that was checked before. */
    JsonParser parserAt(byte[] body, int start) {
        return open(plain, body, start);
    }

    private static JsonParser open(JsonFactory json, byte[] body, int start) {
        for (int i = start; i < Math.min(start + 4, body.length); i++) {
            if (body[i] == 0) {
                throw malformed("the text is not in UTF-8", i);
            }
        }
        try {
            return json.createParser(body, start, body.length - start);
        } catch (IOException e) {
            throw malformed("the text is not in UTF-8", start);
        }
    }

    static Refusal malformed(String message, long offset) {
        return new Refusal(400, "json_invalid", List.of("body", offset), "malformed JSON: " + message);
    }

    /** What the parser reports is for programmers: it names settings of the parser, and a source that it does not show. */
    static Refusal malformed(IOException e) {
        if (!(e instanceof JsonProcessingException fault)) {
            return malformed("the text is not valid UTF-8", 0);
        }
        long offset = fault.getLocation() == null
                ? 0
                : Math.max(0, fault.getLocation().getByteOffset());
        String message = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof JsonEOFException) {
            return malformed("the text ends too early", offset);
        }
        if (fault instanceof StreamConstraintsException) {
            return malformed("a text or a number is too long, or values are nested too deeply", offset);
        }
        if (message.startsWith("Duplicate")) {
            return new Refusal(400, "duplicate_key", List.of("body", offset), "malformed JSON: a key is there twice");
        }
        if (message.contains("NaN") || message.contains("INF")) {
            return malformed("NaN and the infinities are not numbers in JSON; send null for a missing value", offset);
        }
        return malformed("no JSON value, comma, colon or bracket that could stand here", offset);
    }
}
