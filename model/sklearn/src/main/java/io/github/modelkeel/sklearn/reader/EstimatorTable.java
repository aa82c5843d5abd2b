package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.python.node.Located;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Readers of estimators, by the full name of the class; a name from a file is compared and never looked up. */
public final class EstimatorTable {
    /** Reads an estimator of one class. */
    public interface Reader {
        /** What it predicts from that many features. */
        Fitted read(Located estimator, int features);
    }

    /** Reads a meta-estimator of one class: one that holds others. */
    public interface MetaReader {
        /** What it predicts from that many features, with the reader of the estimators that it holds. */
        Fitted read(Located estimator, int features, PartReader parts);
    }

    private final Map<String, MetaReader> readers = new HashMap<>();

    /** Enters a class whose estimators hold no other ones. */
    public void add(String className, Reader reader) {
        readers.put(className, (estimator, features, parts) -> reader.read(estimator, features));
    }

    /** Enters a class whose estimators hold other ones. */
    public void addMeta(String className, MetaReader reader) {
        readers.put(className, reader);
    }

    /** The reader of a class, if it is known. */
    public Optional<MetaReader> find(String className) {
        return Optional.ofNullable(readers.get(className));
    }

    /** Whether a class is known. */
    public boolean knows(String className) {
        return readers.containsKey(className);
    }
}
