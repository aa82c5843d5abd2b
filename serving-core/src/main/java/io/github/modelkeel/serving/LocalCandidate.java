package io.github.modelkeel.serving;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A model whose files are here.
 *
 * @param id which one
 * @param reader reads it
 */
record LocalCandidate(VersionId id, Reader reader) implements VersionSource.Candidate {
    /** Reads and verifies the files. */
    interface Reader {
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
