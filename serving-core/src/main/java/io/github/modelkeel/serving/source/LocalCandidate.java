package io.github.modelkeel.serving.source;

import io.github.modelkeel.serving.version.VerifiedModel;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A model whose files are here.
 *
 * @param id which one
 * @param reader reads it
 */
public record LocalCandidate(VersionId id, Reader reader) implements VersionSource.Candidate {
    /** Reads and verifies the files. */
    public interface Reader {
        VerifiedModel read() throws IOException;
    }

    @Override
    public VerifiedModel load() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + id.source() + ": " + e.getMessage(), e);
        }
    }
}
