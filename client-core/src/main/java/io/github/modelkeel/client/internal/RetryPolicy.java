package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FailedAttempt.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what may be repeated, with full jitter: a random pause up to a bound that doubles. The server's Retry-After replaces the
 * random pause, within the configured maximum. A server that cannot be reached and was never reached before is tried three times within
 * about two seconds: its address is more likely to be wrong than the server to be coming up. Safe for use by multiple threads.
 */
final class RetryPolicy {
    private static final System.Logger LOG = System.getLogger(RetryPolicy.class.getName());

    private static final int FIRST_CONTACT_RETRIES = 2;
    private static final long FIRST_CONTACT_PAUSE_MILLIS = 1000;

    private final int maxRetries;
    private final long delayMillis;
    private final long maxDelayMillis;
    private final boolean respectRetryAfter;
    private volatile boolean reached;

    RetryPolicy(ClientConfig config) {
        maxRetries = config.maxRetries();
        delayMillis = Math.max(1, config.retryDelay().toMillis());
        maxDelayMillis = Math.max(1, config.maxRetryDelay().toMillis());
        respectRetryAfter = config.respectRetryAfter();
    }

    /** One attempt. */
    interface Attempt<T> {
        T make() throws FailedAttempt;
    }

    /** A wait between two attempts; true to make no further attempt. */
    interface Pause {
        boolean millis(long millis) throws InterruptedException;
    }

    private static final Pause SLEEP = millis -> {
        Thread.sleep(millis);
        return false;
    };

    /** Makes attempts of a call that may be repeated. */
    <T> T repeat(Attempt<T> attempt) {
        return run(attempt, Optional::empty, SLEEP);
    }

    /** Makes attempts of a call that may be repeated, with pauses that may be ended. */
    <T> T repeat(Attempt<T> attempt, Pause pause) {
        return run(attempt, Optional::empty, pause);
    }

    /** Makes attempts as long as the server cannot have seen one. */
    <T> T once(Attempt<T> attempt) {
        return run(attempt, null, SLEEP);
    }

    /** Makes attempts, and looks for the effect of the one before when the server may have seen it. */
    <T> T once(Attempt<T> attempt, Supplier<Optional<T>> effectOfAttempt) {
        return run(attempt, effectOfAttempt, SLEEP);
    }

    private <T> T run(Attempt<T> attempt, @Nullable Supplier<Optional<T>> effectOfAttempt, Pause pause) {
        for (int failed = 1; ; failed++) {
            try {
                T result = attempt.make();
                reached = true;
                return result;
            } catch (LinkageError e) {
                throw LibraryClash.of(e);
            } catch (FailedAttempt e) {
                if (e.failure().status() != 0) {
                    reached = true;
                }
                boolean firstContact = e.isUnreachable() && !reached;
                int retries = firstContact ? Math.min(maxRetries, FIRST_CONTACT_RETRIES) : maxRetries;
                boolean again =
                        e.retry() == Retry.SAFE || (e.retry() == Retry.IF_IDEMPOTENT && effectOfAttempt != null);
                if (!again || failed > retries) {
                    throw e.failure();
                }
                announce(failed, retries, e.failure());
                long millis = delay(failed, e.retryAfter());
                if (wait(pause, firstContact ? Math.min(millis, FIRST_CONTACT_PAUSE_MILLIS) : millis)) {
                    throw e.failure();
                }
                if (e.retry() == Retry.IF_IDEMPOTENT && effectOfAttempt != null) {
                    Optional<T> effect = lookUp(effectOfAttempt, e.failure());
                    if (effect.isPresent()) {
                        return effect.get();
                    }
                }
            }
        }
    }

    private static <T> Optional<T> lookUp(Supplier<Optional<T>> effect, ClientException first) {
        try {
            return effect.get();
        } catch (ClientException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    private void announce(int failed, int retries, ClientException e) {
        System.Logger.Level level = failed == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        LOG.log(level, () -> e.getMessage() + " (attempt " + failed + " of " + (retries + 1) + ", will try again)");
    }

    /** The pause after the given number of failures. */
    long delay(int failed, @Nullable Duration retryAfter) {
        if (respectRetryAfter && retryAfter != null && retryAfter.toMillis() > 0) {
            return Math.min(retryAfter.toMillis(), maxDelayMillis);
        }
        return Jitter.pause(failed, delayMillis, maxDelayMillis, ThreadLocalRandom.current());
    }

    private static boolean wait(Pause pause, long millis) {
        try {
            return pause.millis(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("INTERRUPTED", 0, "interrupted while waiting to repeat a call", e);
        }
    }
}
