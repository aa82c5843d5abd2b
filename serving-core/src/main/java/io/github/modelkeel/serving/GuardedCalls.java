package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.serving.guard.Breaker;
import io.github.modelkeel.serving.guard.Breaker.Change;
import io.github.modelkeel.serving.guard.Breaker.Period;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.VersionCounts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a predictor that has a guard or a fallback. Safe for use by multiple threads. */
final class GuardedCalls {
    private final ActiveVersion activeVersion;
    private final Probation probation;
    private final @Nullable Substitute substitute;
    private final long slowNanos;
    private final TimeSource timeSource;
    private final LongAdder fallbacks = new LongAdder();

    GuardedCalls(
            ActiveVersion activeVersion,
            Probation probation,
            @Nullable Guard guard,
            @Nullable Substitute substitute,
            TimeSource timeSource) {
        this.activeVersion = activeVersion;
        this.probation = probation;
        this.substitute = substitute;
        this.slowNanos = guard == null ? 0 : guard.settings.slowerThan().toNanos();
        this.timeSource = timeSource;
    }

    Probation probation() {
        return probation;
    }

    /** How many calls the fallback answered. */
    long fallbacks() {
        return fallbacks.sum();
    }

    <I, O> O answer(LoadedVersion version, I input, Call<I, O> call) {
        Breaker breaker = version.breaker();
        if (breaker == null) {
            return unguarded(version, input, call);
        }
        Period permit = breaker.acquire();
        if (permit == null) {
            LoadedVersion now = activeVersion.get();
            return now != version
                    ? answer(now, input, call)
                    : instead(
                            version,
                            input,
                            call,
                            new ModelUnavailableException(
                                    version.id().label() + " failed too often (" + probation.lastFailure()
                                            + "); it is tried again later, see Guard",
                                    null));
        }
        long start = slowNanos == 0 ? 0 : timeSource.nanos().getAsLong();
        O answer;
        try {
            answer = call.counted(version, input);
        } catch (InvalidInputException e) {
            if (!Call.isFaultOfModel(e)) {
                breaker.ignored(permit);
                throw e;
            }
            return afterFailure(version, input, call, e, permit);
        } catch (RuntimeException e) {
            return afterFailure(version, input, call, e, permit);
        } catch (Error e) {
            breaker.ignored(permit);
            throw e;
        }
        if (slowNanos != 0 && timeSource.nanos().getAsLong() - start > slowNanos) {
            ended(version, breaker.failed(permit), slow());
        } else {
            ended(version, breaker.succeeded(permit), "");
        }
        return answer;
    }

    private String slow() {
        return "a call took longer than " + TimeUnit.NANOSECONDS.toMicros(slowNanos) + " microseconds";
    }

    private <I, O> O unguarded(LoadedVersion version, I input, Call<I, O> call) {
        try {
            return call.counted(version, input);
        } catch (InvalidInputException e) {
            if (!Call.isFaultOfModel(e)) {
                throw e;
            }
            return instead(version, input, call, e);
        } catch (RuntimeException e) {
            return instead(version, input, call, e);
        }
    }

    /** The version before answers if this failure gave the service back to it, else the fallback. */
    private <I, O> O afterFailure(
            LoadedVersion version, I input, Call<I, O> call, RuntimeException failure, Period permit) {
        Breaker breaker = version.breaker();
        if (breaker != null) {
            ended(version, breaker.failed(permit), Health.reason(failure));
        }
        LoadedVersion now = activeVersion.find();
        return now != null && now != version && probation.gaveUp(version.id())
                ? answer(now, input, call)
                : instead(version, input, call, failure);
    }

    private void ended(LoadedVersion version, Change change, String failure) {
        if (!failure.isEmpty() || change != Change.NONE || probation.isOn()) {
            probation.ended(version, change, failure);
        }
    }

    private <I, O> O instead(LoadedVersion version, I input, Call<I, O> call, RuntimeException failure) {
        if (substitute == null) {
            throw failure;
        }
        O answer;
        try {
            answer = call.instead().of(substitute, version, input);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        fallbacks.increment();
        VersionCounts counts = version.counts();
        if (counts != null) {
            counts.fellBack(call.rows().applyAsLong(answer));
        }
        return answer;
    }
}
