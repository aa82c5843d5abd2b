package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.watch.Retraining.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Decides which alert starts a retraining, and keeps them all on disk. Safe for use by multiple threads.
 *
 * <p>An alert starts nothing if it is known (unless it failed and the cool-down is over), if the last retraining of its group started after
 * it and did not fail, while the model is retrained, and within the cool-down after the model's last retraining. Alertmanager repeats an
 * alert that keeps firing, so what is not started now is asked for again.
 */
final class Retrainings {
    private static final int MAX_KEPT = 200;

    /** As many nanoseconds as can be compared: a hundred years. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final StateDirectory directory;
    private final Duration coolDown;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Consumer<String> log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Retraining> known = new LinkedHashMap<>(); // the last change last

    /** Those of which the disk has an older state. */
    private final Set<String> unwritten = new HashSet<>();

    /** When the cool-down of a model ends, by the clock that does not jump. */
    private final Map<String, Long> coolUntil = new HashMap<>();

    private Retrainings(
            StateDirectory directory,
            Duration coolDown,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<String> log) {
        this.directory = directory;
        this.coolDown = coolDown;
        this.clock = clock;
        this.nanos = nanos;
        this.log = log;
    }

    static Retrainings open(
            StateDirectory directory, Duration coolDown, InstantSource clock, LongSupplier nanos, Consumer<String> log)
            throws IOException {
        Retrainings retrainings = new Retrainings(directory, coolDown, clock, nanos, log);
        for (Retraining each : directory.read()) {
            retrainings.known.put(each.id(), each);
            if (each.state().isFinal()) {
                retrainings.cool(each, Duration.between(each.changed(), clock.instant()));
            }
        }
        return retrainings;
    }

    /** What became of an alert. */
    record Decision(ModelAlert alert, String words, Optional<Retraining> started) {}

    /**
     * Takes an alert; it is on disk when this returns.
     *
     * @throws IOException if it cannot be written; the alert is then not taken
     */
    Decision take(ModelAlert alert) throws IOException {
        lock.lock();
        try {
            Optional<String> reason = reasonAgainst(alert);
            if (reason.isPresent()) {
                return new Decision(alert, reason.get(), Optional.empty());
            }
            Retraining retraining = Retraining.of(alert, clock.instant());
            write(retraining);
            keep(retraining);
            return new Decision(alert, "a retraining starts", Optional.of(retraining));
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> reasonAgainst(ModelAlert alert) {
        Retraining same = known.get(Retraining.of(alert, clock.instant()).id());
        if (same != null && same.state() != State.FAILED) {
            return Optional.of("known: " + same.state());
        }
        for (Retraining each : known.values()) {
            if (!each.state().isFinal() && each.alert().model().equals(alert.model())) {
                return Optional.of("the model is being retrained");
            }
            if (each.state() != State.FAILED
                    && each.alert().group().equals(alert.group())
                    && !alert.startsAt().isAfter(each.alert().startsAt())) {
                return Optional.of("older than the alert of the last retraining");
            }
        }
        long left = coolUntil.getOrDefault(alert.model(), nanos.getAsLong()) - nanos.getAsLong();
        return left > 0
                ? Optional.of("the model cools down for another "
                        + Duration.ofNanos(left).toSeconds() + " s")
                : Optional.empty();
    }

    /** Those that did not end; after a start they are what the process before left. */
    List<Retraining> unfinished() {
        lock.lock();
        try {
            return known.values().stream()
                    .filter(each -> !each.state().isFinal())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** All that are kept, the last change last. */
    List<Retraining> all() {
        lock.lock();
        try {
            return List.copyOf(known.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a state on disk that must be there before what it says is done.
     *
     * @throws IOException if it cannot be written; the retraining then has the state of before
     */
    Retraining begin(Retraining retraining) throws IOException {
        lock.lock();
        try {
            write(retraining);
            keep(retraining);
            return retraining;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a new state on disk. If that fails the retraining continues, and {@link #writeAgain} is to be called later. */
    Retraining update(Retraining retraining) {
        lock.lock();
        try {
            keep(retraining);
            if (retraining.state().isFinal()) {
                cool(retraining, Duration.ZERO);
            }
            try {
                write(retraining);
                trim();
            } catch (IOException e) {
                unwritten.add(retraining.id());
                log.accept("the state of " + retraining.id() + " cannot be written: " + e);
            }
            return retraining;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what could not be written; what still cannot be is left for the next call. */
    void writeAgain() {
        lock.lock();
        try {
            for (String id : List.copyOf(unwritten)) {
                Retraining retraining = Objects.requireNonNull(known.get(id));
                write(retraining);
                log.accept("the state of " + id + " is written: " + retraining.state());
            }
        } catch (IOException e) {
            return; // it was logged when it failed first
        } finally {
            lock.unlock();
        }
    }

    private void write(Retraining retraining) throws IOException {
        directory.write(retraining);
        unwritten.remove(retraining.id());
    }

    private void keep(Retraining retraining) {
        known.remove(retraining.id());
        known.put(retraining.id(), retraining);
    }

    /** A clock that was set back must not make the time since then negative, and so the cool-down longer. */
    private void cool(Retraining ended, Duration since) {
        Duration left = coolDown.minus(since.isNegative() ? Duration.ZERO : since);
        Duration bounded = left.compareTo(LONGEST) > 0 ? LONGEST : left;
        long until = nanos.getAsLong() + (left.isNegative() ? 0 : bounded.toNanos());
        coolUntil.merge(ended.alert().model(), until, (a, b) -> a - b > 0 ? a : b);
    }

    /** Deletes the oldest that ended; the newest of each group stays, by which repeats of older alerts are known. */
    private void trim() throws IOException {
        if (known.size() <= MAX_KEPT) {
            return;
        }
        List<Retraining> newestFirst = new ArrayList<>(known.values());
        newestFirst.sort(Comparator.comparing(Retraining::changed).reversed());
        Set<String> groups = new HashSet<>();
        int excess = known.size() - MAX_KEPT;
        List<Retraining> old = new ArrayList<>();
        for (Retraining each : newestFirst) {
            boolean newest = groups.add(each.alert().group());
            if (!newest && each.state().isFinal()) {
                old.add(0, each);
            }
        }
        for (Retraining each : old.subList(0, Math.min(excess, old.size()))) {
            directory.delete(each);
            known.remove(each.id());
            unwritten.remove(each.id());
        }
    }
}
