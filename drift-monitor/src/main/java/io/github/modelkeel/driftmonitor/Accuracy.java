package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.serving.Prediction;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The share of outcomes that a classifier predicted, by version. Only predictions that are logged have an id by which an outcome is joined. Safe for use by
 * multiple threads; the lock is held for a look into a map.
 */
final class Accuracy implements AutoCloseable {
    static final String NAME = "ml.model.accuracy";
    private static final int MAX_PREDICTIONS = 100_000;
    private static final int MAX_VERSIONS = 3;

    /** What was predicted. */
    private record Predicted(int version, String label) {}

    private final MeterRegistry registry;
    private final String model;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Predicted> waiting = oldestOut(MAX_PREDICTIONS);
    private final Map<Integer, Hits> versions = new LinkedHashMap<>();

    Accuracy(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
    }

    private static <K, V> Map<K, V> oldestOut(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Remembers a prediction that has an id and a label. */
    void predicted(Prediction made) {
        String id = made.id().orElse(null);
        if (id == null || !made.output().hasLabel()) {
            return;
        }
        Predicted predicted = new Predicted(made.modelVersion(), made.label());
        lock.lock();
        try {
            waiting.put(id, predicted);
        } finally {
            lock.unlock();
        }
    }

    /** Joins what became of a row with what was predicted; of a prediction that is not remembered it does nothing. */
    void outcome(String id, Object actual) {
        lock.lock();
        try {
            Predicted predicted = waiting.remove(id);
            if (predicted != null) {
                versions.computeIfAbsent(predicted.version, this::watched).add(isSame(predicted.label, actual));
                if (versions.size() > MAX_VERSIONS) {
                    Iterator<Hits> oldest = versions.values().iterator();
                    oldest.next().close();
                    oldest.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSame(String label, Object actual) {
        if (!(actual instanceof Number number)) {
            return label.equals(actual.toString());
        }
        try {
            return Double.parseDouble(label) == number.doubleValue();
        } catch (NumberFormatException e) {
            return false; // a class that is not a number
        }
    }

    private Hits watched(int version) {
        return new Hits(registry, model, Integer.toString(version));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            versions.values().forEach(Hits::close);
            versions.clear();
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
