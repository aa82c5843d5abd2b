package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FailedAttempt;
import java.util.Set;

/** What a failed attempt means for the records in it. */
enum FailureAction {
    /** No fault of the records or the settings: try again, indefinitely. */
    REPEAT,
    /** Credentials are refused: keep everything, and look from time to time. */
    PAUSE,
    /** The response is not from a tracking server, or it has moved: keep everything, and check from time to time. */
    CONFIGURATION,
    /** Smaller requests may pass. */
    SPLIT,
    /** The server understood and rejects it. */
    REFUSED;

    private static final Set<String> FINAL = Set.of("EXPERIMENT_DELETED", "RUN_DELETED");
    private static final Set<String> STRANGE =
            Set.of("REDIRECT", "INVALID_RESPONSE", "RESPONSE_TOO_LARGE", "ENDPOINT_NOT_FOUND");

    static FailureAction of(FailedAttempt attempt) {
        return attempt.retry() == FailedAttempt.Retry.NEVER ? of(attempt.failure()) : REPEAT;
    }

    static FailureAction of(ClientException failure) {
        int status = failure.status();
        if (FINAL.contains(failure.errorCode())) {
            return REFUSED;
        }
        if (status == 401 || status == 403 || status == 407) {
            return PAUSE;
        }
        if (STRANGE.contains(failure.errorCode()) || (status >= 300 && status < 400)) {
            return CONFIGURATION;
        }
        if (status == 413) {
            return SPLIT;
        }
        boolean passing = status == 408 || status == 425 || status == 429 || status == 499;
        if (status >= 400 && status < 500 && !passing) {
            return REFUSED;
        }
        // nothing came back: what another attempt could not change is the certificate
        return failure.errorCode().equals("IO_ERROR") && status == 0 ? CONFIGURATION : REPEAT;
    }
}
