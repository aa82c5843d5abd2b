package io.github.modelkeel.samples.houseprices;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is answered with an error, in the form that FastAPI's users know. */
final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Fault> faults;

    /**
     * What is wrong at one place of the body.
     *
     * @param type the kind of fault in one word
     * @param location the way to the value: texts are keys, numbers are positions
     * @param message what is wrong, for people
     */
    record Fault(String type, List<Object> location, String message) {
        Fault {
            location = List.copyOf(location);
        }
    }

    /** An error without a place in the body: {@code {"detail": "Not Found"}}. */
    HttpFailure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.faults = List.of();
    }

    /** An error at a place of the body: {@code {"detail": [{"type": …, "loc": […], "msg": …}]}}. */
    HttpFailure(int status, String type, List<Object> location, String message) {
        this(status, List.of(new Fault(type, location, message)));
    }

    /** Several errors, each with an entry of its own in {@code detail}. */
    HttpFailure(int status, List<Fault> faults) {
        super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")), null, false, false);
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    int status() {
        return status;
    }

    List<Fault> faults() {
        return faults;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
