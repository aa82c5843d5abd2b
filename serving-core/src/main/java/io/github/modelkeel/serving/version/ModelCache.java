package io.github.modelkeel.serving.version;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Loaded versions of this process, so that predictors of one version share one model, and going back to the version before takes no
 * download and no reading. Safe for use by multiple threads.
 *
 * <p>It holds immutable versions only, never what an alias names: a cache that refreshes aliases would ask the registry on each read
 * while it is down, and one that expires them would stop serving. Two predictors that load one version at the same moment both
 * do the work and then share the first result; a common load would let the closing of one fail the other.
 *
 * <p>Sixteen versions at most, and none that was not asked for within an hour: both are looked at when a version is asked for or kept. That
 * happens at starts and swaps, so a lock and a map in the order of use are enough.
 */
public final class ModelCache {
    static final int MAX = 16;
    static final Duration UNUSED = Duration.ofHours(1);
    private static final ModelCache SHARED = new ModelCache();

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, Used> versions = new LinkedHashMap<>(MAX, 0.75f, true);

    public ModelCache() {
        this(System::nanoTime);
    }

    ModelCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The one of this process. */
    public static ModelCache shared() {
        return SHARED;
    }

    public @Nullable LoadedVersion find(String registry, VersionId id) {
        lock.lock();
        try {
            Used found = trimmed().get(new Key(registry, id));
            return found == null ? null : found.now(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a version; gives back what was kept for it already, else the version itself. */
    public LoadedVersion keep(String registry, LoadedVersion loaded) {
        lock.lock();
        try {
            Used kept = trimmed().computeIfAbsent(new Key(registry, loaded.id()), key -> new Used(loaded));
            LoadedVersion version = kept.now(nanos.getAsLong());
            trimmed();
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** The one used longest ago comes first. */
    private Map<Key, Used> trimmed() {
        long now = nanos.getAsLong();
        var oldest = versions.values().iterator();
        while (oldest.hasNext()) {
            if (now - oldest.next().at < UNUSED.toNanos() && versions.size() <= MAX) {
                break;
            }
            oldest.remove();
        }
        return versions;
    }

    private record Key(String registry, VersionId id) {}

    private static final class Used {
        private final LoadedVersion version;
        private long at;

        Used(LoadedVersion version) {
            this.version = version;
        }

        LoadedVersion now(long nanos) {
            at = nanos;
            return version;
        }
    }
}
