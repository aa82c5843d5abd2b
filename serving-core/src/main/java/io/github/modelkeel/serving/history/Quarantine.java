package io.github.modelkeel.serving.history;

import io.github.modelkeel.serving.time.Backoff;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.VersionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Versions that could not be loaded, so that they are not fetched and read again on each check. Each further failure doubles the wait
 * before the next try, up to an hour. Not thread-safe: {@link Refresher} guards it.
 */
public final class Quarantine {
    private static final int MAX = 16;
    private static final Duration MAX_LENGTH = Duration.ofHours(1);

    private final TimeSource timeSource;
    private final Backoff backoff;
    private final Map<VersionId, Entry> entries = new LinkedHashMap<>();

    public Quarantine(TimeSource timeSource, Duration firstWait) {
        this.timeSource = timeSource;
        this.backoff = Backoff.of(firstWait, MAX_LENGTH);
    }

    /** Why the version has to wait, or null when it may be tried. */
    public @Nullable String reasonToWait(VersionId id) {
        Entry entry = entries.get(id);
        if (entry == null || timeSource.nanos().getAsLong() - entry.againAtNanos >= 0) {
            return null;
        }
        return entry.reason;
    }

    /** Notes a failed load; true when it is the version's first. */
    public boolean add(VersionId id, String reason) {
        Entry before = entries.remove(id);
        int failures = before == null ? 0 : before.failures + 1;
        long wait = timeSource.jittered(backoff.nanos(failures));
        entries.put(id, new Entry(failures, timeSource.nanos().getAsLong() + wait, reason));
        if (entries.size() > MAX) {
            entries.remove(entries.keySet().iterator().next());
        }
        return before == null;
    }

    public void release(VersionId id) {
        entries.remove(id);
    }

    private record Entry(int failures, long againAtNanos, String reason) {}
}
