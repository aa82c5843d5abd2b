package io.github.modelkeel.serving;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.log.GivenRows;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.VersionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who sees what is answered, version by version. What they throw never reaches a caller. Safe for use by multiple threads. */
final class Observers {
    private static final Logger LOG = System.getLogger(Observers.class.getName());

    /** As many as may answer at the same time while one takes over or is rolled back. */
    private static final int MAX_VERSIONS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<BiConsumer<String, Object>> outcomes = new CopyOnWriteArrayList<>();
    private volatile List<Observer> all = List.of();

    /** Adds one; what the first call of it throws, for the version that answers now, is thrown. */
    Runnable add(
            BiFunction<
                            ? super ScoringModel,
                            ? super @Nullable String,
                            ? extends BiConsumer<? super Map<String, ?>, ? super Prediction>>
                    ofVersion,
            @Nullable LoadedVersion active) {
        Observer observer = new Observer(ofVersion);
        lock.lock();
        try {
            if (active != null) {
                observer.put(
                        active.id(),
                        Objects.requireNonNull(
                                ofVersion.apply(active.model(), active.profile()), "what ofVersion gives"));
            }
            List<Observer> more = new ArrayList<>(all);
            more.add(observer);
            all = List.copyOf(more);
        } finally {
            lock.unlock();
        }
        return () -> remove(observer);
    }

    private void remove(Observer observer) {
        lock.lock();
        try {
            List<Observer> fewer = new ArrayList<>(all);
            fewer.remove(observer);
            all = List.copyOf(fewer);
        } finally {
            lock.unlock();
        }
    }

    /** Adds one that sees what became of predictions. */
    Runnable addOfOutcomes(BiConsumer<? super String, Object> taker) {
        AtomicBoolean failed = new AtomicBoolean();
        BiConsumer<String, Object> observer = (id, actual) -> {
            try {
                taker.accept(id, actual);
            } catch (RuntimeException | Error e) {
                if (failed.compareAndSet(false, true)) {
                    LOG.log(Level.WARNING, "an observer of outcomes fails, and is not mentioned again: " + e, e);
                }
            }
        };
        outcomes.add(observer);
        return () -> outcomes.remove(observer);
    }

    /** What became of a prediction. */
    void outcome(String id, Object actual) {
        outcomes.forEach(observer -> observer.accept(id, actual));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Announces a version before it answers, off the callers' threads. */
    void prepare(LoadedVersion version) {
        for (Observer observer : all) {
            seenBy(observer, version.id(), version);
        }
    }

    /** A row that was answered. */
    void row(LoadedVersion asked, Map<String, ?> row, Prediction made) {
        for (Observer observer : all) {
            observed(observer, asked, row, made);
        }
    }

    /** A row whose values are read when they are wanted; null if they are not known. */
    void row(LoadedVersion asked, Supplier<@Nullable Object @Nullable []> values, Prediction made) {
        List<Observer> observers = all;
        if (!observers.isEmpty()) {
            Map<String, @Nullable Object> row = named(asked.model().signature().inputs(), values);
            if (row != null) {
                observers.forEach(observer -> observed(observer, asked, row, made));
            }
        }
    }

    void rows(LoadedVersion asked, GivenRows given, List<Prediction> made) {
        for (int i = 0; i < made.size(); i++) {
            int index = i;
            row(asked, () -> given.values().apply(index), made.get(i));
        }
    }

    private static @Nullable Map<String, @Nullable Object> named(
            List<Column> columns, Supplier<@Nullable Object @Nullable []> reading) {
        @Nullable Object[] values;
        try {
            values = reading.get();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a row cannot be read again and is not observed: " + e);
            return null;
        }
        if (values == null) {
            return null;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i).name(), values[i]);
        }
        return row;
    }

    private void observed(Observer observer, LoadedVersion asked, Map<String, ?> row, Prediction made) {
        try {
            VersionId id = made.provenance().id();
            BiConsumer<? super Map<String, ?>, ? super Prediction> taker = observer.versions.get(id);
            if (taker == null) {
                taker = seenBy(observer, id, asked);
            }
            taker.accept(row, made);
        } catch (RuntimeException | Error e) {
            if (!observer.failed) {
                observer.failed = true;
                LOG.log(Level.WARNING, "an observer of predictions fails, and is not mentioned again: " + e, e);
            }
        }
    }

    /** What takes the rows of a version; of one that is not known any more, what does nothing. */
    private BiConsumer<? super Map<String, ?>, ? super Prediction> seenBy(
            Observer observer, VersionId id, LoadedVersion version) {
        lock.lock();
        try {
            BiConsumer<? super Map<String, ?>, ? super Prediction> known = observer.versions.get(id);
            if (known != null) {
                return known;
            }
            BiConsumer<? super Map<String, ?>, ? super Prediction> taker = (row, made) -> {};
            if (version.id().equals(id)) {
                try {
                    taker = Objects.requireNonNull(
                            observer.ofVersion.apply(version.model(), version.profile()), "what ofVersion gives");
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.WARNING, "what " + id.label() + " answers is not observed: " + e.getMessage(), e);
                }
            }
            observer.put(id, taker);
            return taker;
        } finally {
            lock.unlock();
        }
    }

    /** One of them, with what takes the rows of each version. */
    private static final class Observer {
        private final BiFunction<
                        ? super ScoringModel,
                        ? super @Nullable String,
                        ? extends BiConsumer<? super Map<String, ?>, ? super Prediction>>
                ofVersion;
        private volatile Map<VersionId, BiConsumer<? super Map<String, ?>, ? super Prediction>> versions = Map.of();
        private volatile boolean failed;

        Observer(
                BiFunction<
                                ? super ScoringModel,
                                ? super @Nullable String,
                                ? extends BiConsumer<? super Map<String, ?>, ? super Prediction>>
                        ofVersion) {
            this.ofVersion = ofVersion;
        }

        /** Within the lock. */
        void put(VersionId id, BiConsumer<? super Map<String, ?>, ? super Prediction> taker) {
            Map<VersionId, BiConsumer<? super Map<String, ?>, ? super Prediction>> more = new LinkedHashMap<>(versions);
            if (more.size() >= MAX_VERSIONS) {
                more.remove(more.keySet().iterator().next());
            }
            more.put(id, taker);
            versions = Collections.unmodifiableMap(more);
        }
    }
}
