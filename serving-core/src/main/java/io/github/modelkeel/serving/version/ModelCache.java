package io.github.modelkeel.serving.version;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Loaded versions of this process, so that predictors of one version share one model, and going back to the version before takes no
 * download and no reading. Safe for use by multiple threads.
 *
 * <p>It holds immutable versions only, never what an alias names: a cache that refreshes aliases would ask the registry on each read
 * while it is down, and one that expires them would stop serving. Two predictors that load one version at the same moment both
 * do the work and then share the first result; a common load would let the closing of one fail the other.
 */
public final class ModelCache {
    private static final int MAX = 16;
    private static final Duration UNUSED = Duration.ofHours(1);
    private static final ModelCache SHARED = new ModelCache();

    private final Cache<Key, LoadedVersion> versions =
            Caffeine.newBuilder().maximumSize(MAX).expireAfterAccess(UNUSED).build();

    /** The one of this process. */
    public static ModelCache shared() {
        return SHARED;
    }

    public @Nullable LoadedVersion find(String registry, VersionId id) {
        return versions.getIfPresent(new Key(registry, id));
    }

    /** Keeps a version; gives back what was kept for it already, else the version itself. */
    public LoadedVersion keep(String registry, LoadedVersion loaded) {
        LoadedVersion other = versions.asMap().putIfAbsent(new Key(registry, loaded.id()), loaded);
        return other == null ? loaded : other;
    }

    private record Key(String registry, VersionId id) {}
}
