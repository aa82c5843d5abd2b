package io.github.modelkeel.tracking.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One WARNING for a fault however often it repeats, and one INFO when it is over. Used by one thread. */
final class FaultLog {
    private static final System.Logger LOG = System.getLogger(FaultLog.class.getName());

    private @Nullable FailureAction current;
    private long since;
    private int attempts;

    void failed(FailureAction kind, String reason, long pauseNanos, long nanoTime) {
        attempts++;
        String text = say(kind) + "; nothing is lost, the next attempt is in "
                + Duration.ofMillis(pauseNanos / 1_000_000) + ": " + reason;
        if (current == kind) {
            LOG.log(System.Logger.Level.DEBUG, text);
            return;
        }
        if (current == null) {
            since = nanoTime;
            attempts = 1;
        }
        current = kind;
        LOG.log(System.Logger.Level.WARNING, text + " (repetitions are not logged)");
    }

    void over(long nanoTime) {
        if (current == null) {
            return;
        }
        current = null;
        LOG.log(
                System.Logger.Level.INFO,
                "the tracking server takes what is logged again, after " + attempts + " failed attempts in "
                        + Duration.ofMillis((nanoTime - since) / 1_000_000));
    }

    private static String say(FailureAction kind) {
        return switch (kind) {
            case PAUSE -> "the tracking server refuses the credentials";
            case CONFIGURATION -> "the response at the tracking server's address is not from a tracking server";
            default -> "the tracking server gives no usable response";
        };
    }
}
