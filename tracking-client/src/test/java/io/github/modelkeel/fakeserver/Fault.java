package io.github.modelkeel.fakeserver;

/**
 * What goes wrong with a request. Immutable.
 *
 * @param kind what
 * @param status the HTTP status of a {@link Kind#STATUS}
 * @param retryAfter its Retry-After, or empty
 * @param body its body
 */
public record Fault(Kind kind, int status, String retryAfter, String body) {
    /** The kinds. */
    public enum Kind {
        /** Nothing goes wrong. */
        NONE,
        /** The connection is reset before the request takes effect. */
        RESET_BEFORE,
        /** The request takes effect, and the connection is reset before the answer's first byte. */
        RESET_AFTER_COMMIT,
        /** The request takes effect, and the connection is reset in the middle of the answer's headers. */
        RESET_MID_RESPONSE,
        /** The request takes effect, and the headers come a byte every few milliseconds, for ever. */
        SLOW_HEADERS,
        /** The request takes effect, and the body comes a byte every few milliseconds, for ever. */
        SLOW_BODY,
        /** The request takes effect, and fewer bytes come than Content-Length says. */
        TRUNCATED,
        /** The request takes effect, and half an answer comes without Content-Length. */
        CUT_WITHOUT_LENGTH,
        /** The answer is 200 with a web page; the request takes no effect. */
        HTML,
        /** The request takes effect, and the response is not valid JSON though it says so. */
        MALFORMED,
        /** The request takes effect, and the answer is 100 MB of JSON. */
        HUGE,
        /** The request takes effect, and the answer is nested 10,000 deep. */
        DEEP,
        /** The request takes effect, and the answer is small on the wire and 200 MB unpacked. */
        GZIP_BOMB,
        /** The answer has a status; the request takes no effect. */
        STATUS
    }

    /** Nothing goes wrong. */
    public static final Fault NONE = of(Kind.NONE);

    /** {@return a fault without details} */
    public static Fault of(Kind kind) {
        return new Fault(kind, 0, "", "");
    }

    /** {@return an answer with a status} */
    public static Fault status(int status) {
        return status(status, "");
    }

    /** {@return an answer with a status and a Retry-After} */
    public static Fault status(int status, String retryAfter) {
        return new Fault(Kind.STATUS, status, retryAfter, "{\"message\":\"scripted\"}");
    }
}
