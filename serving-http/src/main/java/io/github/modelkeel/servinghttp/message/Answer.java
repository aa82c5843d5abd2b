package io.github.modelkeel.servinghttp.message;

import java.util.Map;

/**
 * A complete answer. The array is not copied.
 *
 * @param status the HTTP status
 * @param contentType the media type
 * @param body the bytes
 * @param headers further headers by name
 */
@SuppressWarnings("ArrayRecordComponent") // two answers are never compared
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    /** What JSON is sent as; KServe's client reads an error only under exactly this type. */
    public static final String JSON = "application/json";

    /** An answer without further headers. */
    public Answer(int status, String contentType, byte[] body) {
        this(status, contentType, body, Map.of());
    }

    /** JSON without further headers. */
    public static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body);
    }

    /** The same with one more header. */
    public Answer with(String name, String value) {
        return new Answer(status, contentType, body, Map.of(name, value));
    }
}
