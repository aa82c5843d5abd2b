package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt that failed, and what that says about another one. */
public final class FailedAttempt extends Exception {
    private static final long serialVersionUID = 1L;

    /** What another attempt may do. */
    public enum Retry {
        /** It would fail again. */
        NEVER,
        /** It may succeed, but the failed one may have taken effect. */
        IF_IDEMPOTENT,
        /** It may succeed, and the failed one certainly had no effect. */
        SAFE
    }

    private final Retry retry;
    private final transient @Nullable Duration retryAfter;
    private final ClientException failure;
    private final boolean unreachable;

    FailedAttempt(ClientException failure, Retry retry, @Nullable Duration retryAfter) {
        this(failure, retry, retryAfter, false);
    }

    private FailedAttempt(ClientException failure, Retry retry, @Nullable Duration retryAfter, boolean unreachable) {
        super(failure.getMessage(), failure.getCause(), false, false);
        this.failure = failure;
        this.retry = retry;
        this.retryAfter = retryAfter;
        this.unreachable = unreachable;
    }

    /** No answer. */
    static FailedAttempt unanswered(String message, Throwable cause, ConnectionFault fault) {
        ServerUnavailableException failure = new ServerUnavailableException("IO_ERROR", 0, message, cause);
        return new FailedAttempt(failure, fault.retry(), null, fault.unreachable());
    }

    /** An answer that another attempt would not change. */
    static FailedAttempt fatal(ClientException failure) {
        return new FailedAttempt(failure, Retry.NEVER, null);
    }

    /** What another attempt may do. */
    public Retry retry() {
        return retry;
    }

    /** Whether no connection was made. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** How long the server asked to wait; null when it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What to throw when there is no other attempt. */
    public ClientException failure() {
        return failure;
    }
}
