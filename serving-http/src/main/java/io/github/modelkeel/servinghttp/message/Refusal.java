package io.github.modelkeel.servinghttp.message;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is answered with an error; each protocol has a form of its own for it. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Fault> faults;

    /** An error without a place in the body. */
    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.faults = List.of();
    }

    /** An error at a place of the body. */
    public Refusal(int status, String type, List<Object> location, String message) {
        this(status, List.of(new Fault(type, location, message)));
    }

    /** Several errors at their places. */
    public Refusal(int status, List<Fault> faults) {
        super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")), null, false, false);
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The errors that have a place; empty where the message is all there is. */
    public List<Fault> faults() {
        return faults;
    }

    /** What is wrong, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
