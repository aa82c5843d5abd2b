package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FailedAttempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt that failed for no fault of its records, which stay where they are. */
final class FailedDelivery extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureAction failureAction;
    private final ClientException failure;
    private final transient @Nullable Duration retryAfter;

    private FailedDelivery(FailureAction failureAction, ClientException failure, @Nullable Duration retryAfter) {
        super(failure.getMessage(), failure, false, false);
        this.failureAction = failureAction;
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    static FailedDelivery of(FailedAttempt attempt) {
        return new FailedDelivery(FailureAction.of(attempt), attempt.failure(), attempt.retryAfter());
    }

    static FailedDelivery of(ClientException failure) {
        return new FailedDelivery(FailureAction.of(failure), failure, null);
    }

    FailureAction failureAction() {
        return failureAction;
    }

    ClientException failure() {
        return failure;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    String reason() {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
