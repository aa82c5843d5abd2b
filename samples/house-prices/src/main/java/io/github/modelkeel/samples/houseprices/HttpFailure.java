package io.github.modelkeel.samples.houseprices;

import java.util.List;

/** A request that is answered with an error, in the form that FastAPI's users know. */
final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final transient List<Object> location;

    /** An error without a place in the body: {@code {"detail": "Not Found"}}. */
    HttpFailure(int status, String message) {
        this(status, "", List.of(), message);
    }

    /**
     * An error at a place of the body: {@code {"detail": [{"type": …, "loc": […], "msg": …}]}}.
     *
     * @param location the way to the value: texts are keys, numbers are positions
     */
    HttpFailure(int status, String type, List<Object> location, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.location = List.copyOf(location);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    List<Object> location() {
        return location;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
