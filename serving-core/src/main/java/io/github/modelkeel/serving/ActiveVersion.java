package io.github.modelkeel.serving;

import io.github.modelkeel.serving.version.LoadedVersion;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one reference that predictions read. Safe for use by multiple threads: reading is one volatile read, publishing one volatile
 * write; the lock orders publishing against closing, and nothing blocks while it is held.
 */
final class ActiveVersion {
    private final String uri;
    private final UnaryOperator<LoadedVersion> prepare;
    private final ReentrantLock writers = new ReentrantLock();
    private volatile @Nullable LoadedVersion current;
    private volatile @Nullable Supplier<LoadedVersion> whenEmpty;
    private @Nullable LoadedVersion last;
    private boolean closed;

    ActiveVersion(String uri) {
        this(uri, version -> version);
    }

    /** With something that is done to each version before it answers. */
    ActiveVersion(String uri, UnaryOperator<LoadedVersion> prepare) {
        this.uri = uri;
        this.prepare = prepare;
    }

    /** What answers now. */
    LoadedVersion get() {
        LoadedVersion active = current;
        return active == null ? absent() : active;
    }

    private LoadedVersion absent() {
        Supplier<LoadedVersion> first = whenEmpty;
        if (first == null || isClosed()) {
            throw closedException();
        }
        return first.get();
    }

    /** What a prediction does before there is a version: load one, or say why there is none. */
    void whenEmpty(Supplier<LoadedVersion> first) {
        this.whenEmpty = first;
    }

    /** What answers now, or null when nothing does. */
    @Nullable LoadedVersion find() {
        return current;
    }

    IllegalStateException closedException() {
        return new IllegalStateException("the predictor of " + uri + " is closed");
    }

    /** Lets another version answer from now on; false, and nothing changes, after {@link #close()}. */
    boolean publish(LoadedVersion version) {
        LoadedVersion next = prepare.apply(version);
        writers.lock();
        try {
            if (closed) {
                return false;
            }
            last = next;
            current = next;
            return true;
        } finally {
            writers.unlock();
        }
    }

    /** Lets another version answer if the expected one still does; it needs no preparation. */
    boolean replace(LoadedVersion expected, LoadedVersion next) {
        writers.lock();
        try {
            if (closed || current != expected) {
                return false;
            }
            last = next;
            current = next;
            return true;
        } finally {
            writers.unlock();
        }
    }

    /** What answers now, or answered last; null before the first version. */
    @Nullable LoadedVersion last() {
        writers.lock();
        try {
            return last;
        } finally {
            writers.unlock();
        }
    }

    boolean isClosed() {
        writers.lock();
        try {
            return closed;
        } finally {
            writers.unlock();
        }
    }

    /** Ends it; true the first time only. */
    boolean close() {
        writers.lock();
        try {
            boolean first = !closed;
            closed = true;
            current = null;
            return first;
        } finally {
            writers.unlock();
        }
    }
}
