package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.report.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The file that a monitor continues from after a restart. Not thread-safe. */
final class SnapshotFile {
    private static final Logger LOG = System.getLogger(SnapshotFile.class.getName());

    private final Path file;
    private boolean failed;

    SnapshotFile(Path file) {
        this.file = file;
    }

    /**
     * What was written last for a reference; null if nothing was, or if it is of no use: such a file is kept beside it and a warning says so.
     *
     * @throws UncheckedIOException if there is a file that cannot be read
     */
    @Nullable Snapshot read(StoredProfile reference, Instant now) {
        if (Files.notExists(file)) {
            return null;
        }
        try {
            Snapshot snapshot = Snapshot.of(Files.readString(file));
            reference.empty().merge(snapshot.counted());
            snapshot.ended().forEach(window -> reference.empty().merge(window.profile()));
            return snapshot;
        } catch (MalformedDataException | CharacterCodingException | IllegalArgumentException e) {
            setAside(now, e);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    private void setAside(Instant now, Exception problem) {
        Path kept = file.resolveSibling(file.getFileName() + ".unusable-" + now.getEpochSecond());
        try {
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is unusable and cannot be moved to " + kept + ": " + e, e);
        }
        LOG.log(
                Level.WARNING,
                "the monitor starts with nothing counted: " + file + " is unusable and was kept as " + kept + ": "
                        + problem.getMessage());
    }

    /**
     * Writes a snapshot.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void write(Snapshot snapshot) {
        AtomicFile.write(file, snapshot.toJson());
        failed = false;
    }

    /** Writes a snapshot; a failure is logged, once until it works again. */
    void writeOrWarn(Snapshot snapshot) {
        try {
            write(snapshot);
        } catch (UncheckedIOException e) {
            if (!failed) {
                LOG.log(
                        Level.WARNING,
                        "the monitor continues, and would lose its counts at a restart: " + e.getMessage());
            }
            failed = true;
        }
    }
}
