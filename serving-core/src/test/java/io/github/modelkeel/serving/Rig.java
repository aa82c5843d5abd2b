package io.github.modelkeel.serving;

import io.github.modelkeel.serving.PredictorBuilder.Wiring;
import io.github.modelkeel.serving.history.LastKnownGood;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.ModelCache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A predictor's surroundings in the hands of a test: time stands still, chance is fixed, checks happen when asked for. */
final class Rig implements LastKnownGood {
    static final String URI = "models:/house@champion";
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final FakeSource source = new FakeSource();
    final ModelCache cache = new ModelCache();
    final Deque<Long> waits = new ArrayDeque<>();
    final List<Entry> written = new ArrayList<>();
    boolean alarmClosed;

    /** Whether the predictor's thread has other work than what is handed to it now. */
    boolean threadIsBusy;

    QuarantineStore failedInService = new QuarantineStore();

    @Nullable Entry onDisk;

    @Nullable Runnable pending;

    private long nanos = Long.MAX_VALUE - 1000;
    private Instant wall = START;

    PredictorBuilder builder() {
        return Predictor.builder(URI).warmUp(0);
    }

    Predictor load() {
        return builder().load(wiring());
    }

    Wiring wiring() {
        return wiring(new TimeLimiter(new OnCallingThread()));
    }

    Wiring wiring(TimeLimiter timeLimiter) {
        RandomGenerator middle = () -> Long.MIN_VALUE;
        return new Wiring(
                source,
                "registry",
                cache,
                this,
                failedInService,
                timeLimiter,
                scheduler(),
                new TimeSource(() -> nanos, () -> wall, middle));
    }

    /** Lets time pass on both clocks; the monotonic one passes its overflow early on. */
    void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    Instant now() {
        return wall;
    }

    /** Lets the wait pass for which the poller asked, and wakes it. */
    Duration poll() {
        Runnable check = pending;
        if (check == null) {
            throw new AssertionError("no check is planned");
        }
        pending = null;
        Duration wait = Duration.ofNanos(waits.getLast());
        pass(wait);
        check.run();
        return wait;
    }

    private Scheduler scheduler() {
        return new Scheduler() {
            @Override
            public void after(long wait, Runnable task) {
                if (!alarmClosed && wait == 0 && !threadIsBusy) {
                    task.run();
                } else if (!alarmClosed && wait > 0) {
                    waits.add(wait);
                    pending = task;
                }
            }

            @Override
            public void close() {
                alarmClosed = true;
            }
        };
    }

    @Override
    public Optional<Entry> read() {
        return Optional.ofNullable(onDisk);
    }

    @Override
    public void write(Entry entry) {
        written.add(entry);
        onDisk = entry;
    }

    /** Runs each task at once, on the thread that hands it over. */
    static final class OnCallingThread extends AbstractExecutorService implements ExecutorService {
        private boolean ended;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {
            ended = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            ended = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return ended;
        }

        @Override
        public boolean isTerminated() {
            return ended;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return ended;
        }
    }
}
