package io.github.modelkeel.serving.version;

/**
 * Where the versions of one address come from. Calls block on network and disk; they may come from different threads, one at a time, but at a
 * start the load of a {@linkplain #remembered remembered} version runs beside {@link #resolve}.
 */
public interface VersionSource extends AutoCloseable {
    /** Whether the address may name another version tomorrow. */
    boolean canMove();

    /** The cheap question: does the address still name this version? One request. */
    boolean stillNames(VersionId id);

    /** What the address names now. */
    Candidate resolve();

    /** A version that was served before; its files are on this machine's disk unless they were removed. Sends no request. */
    Candidate remembered(VersionId id);

    @Override
    void close();

    /** A version that is named but not loaded. */
    interface Candidate {
        VersionId id();

        /** Fetches the files if they are not here, verifies them, and reads the model, whose expected rows are replayed. */
        VerifiedModel load();
    }
}
