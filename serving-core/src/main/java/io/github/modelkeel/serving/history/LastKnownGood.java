package io.github.modelkeel.serving.history;

import io.github.modelkeel.serving.version.VersionId;
import java.time.Instant;
import java.util.Optional;

/** What an address named when it was last served, kept on disk for a start without the registry. */
public interface LastKnownGood {
    /** The entry; empty when there is none, or when what is on disk is not what was written. */
    Optional<Entry> read();

    /** Replaces the entry; a failure is logged and changes nothing. */
    void write(Entry entry);

    /**
     * One entry.
     *
     * @param id the version that was served
     * @param confirmedAt when the registry last confirmed it
     */
    record Entry(VersionId id, Instant confirmedAt) {}
}
