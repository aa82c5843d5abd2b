package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FailedAttempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt that failed for no fault of its records, which stay where they are. */
final class FailedDelivery extends Exception {
    private static final long serialVersionUID = 1L;

    private final Verdict verdict;
    private final ClientException failure;
    private final transient @Nullable Duration retryAfter;

    private FailedDelivery(Verdict verdict, ClientException failure, @Nullable Duration retryAfter) {
        super(failure.getMessage(), failure, false, false);
        this.verdict = verdict;
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    static FailedDelivery of(FailedAttempt attempt) {
        return new FailedDelivery(Verdict.of(attempt), attempt.failure(), attempt.retryAfter());
    }

    static FailedDelivery of(ClientException failure) {
        return new FailedDelivery(Verdict.of(failure), failure, null);
    }

    Verdict verdict() {
        return verdict;
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
