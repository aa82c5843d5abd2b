package io.github.modelkeel.serving.history;

import io.github.modelkeel.registry.internal.QuarantineDirectory;
import io.github.modelkeel.serving.version.VersionId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The version of one address that failed in service and is not loaded again, in this process and on disk. What cannot be written or read is
 * logged; this process remembers it nevertheless. Safe for use by multiple threads.
 */
public final class QuarantineStore {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    private final @Nullable QuarantineDirectory directory;
    private final String registry;
    private final String uri;
    private final AtomicReference<@Nullable Entry> here = new AtomicReference<>();

    /** On this machine's disk. */
    public QuarantineStore(Path cacheDirectory, String registry, String uri) {
        this.directory = new QuarantineDirectory(cacheDirectory);
        this.registry = registry;
        this.uri = uri;
    }

    /** In this process alone. */
    public QuarantineStore() {
        this.directory = null;
        this.registry = "";
        this.uri = "";
    }

    private record Entry(VersionId id, String reason) {}

    /** Why the version is not served, or null when it may be. */
    public @Nullable String reason(VersionId id) {
        Entry entry = here.get();
        if (entry == null) {
            entry = onDisk().orElse(null);
            here.compareAndSet(null, entry);
        }
        return entry != null && entry.id.equals(id) ? entry.reason : null;
    }

    private Optional<Entry> onDisk() {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            return directory
                    .find(registry, uri)
                    .map(found -> new Entry(
                            new VersionId(found.name(), found.version(), found.source(), found.digest()),
                            "it failed in service at " + found.since() + ": " + found.reason()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the quarantine of " + uri + " is unreadable, and ignored: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** In this process at once; {@link #write} makes it last. */
    public void add(VersionId id, String reason) {
        here.set(new Entry(id, "it failed in service: " + reason));
    }

    public void write(VersionId id, String reason, Instant now) {
        if (directory == null) {
            return;
        }
        try {
            directory.write(new QuarantineDirectory.Entry(
                    registry, uri, id.name(), id.version(), id.source(), id.digest(), reason, now));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "cannot write down that " + id.label()
                            + " failed in service; this process does not load it again, but a " + "restart would",
                    e);
        }
    }

    /** Ends the quarantine; true if there was one. */
    public boolean release() {
        boolean was = here.getAndSet(null) != null;
        if (directory == null) {
            return was;
        }
        try {
            return directory.release(registry, uri) || was;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot end the quarantine of " + uri + " on disk", e);
            return was;
        }
    }

    /** Ends the quarantine if it is of another version than the one that the registry names now. */
    public void named(VersionId id) {
        Entry entry = here.get();
        if (entry != null && !entry.id.equals(id)) {
            release();
        }
    }
}
