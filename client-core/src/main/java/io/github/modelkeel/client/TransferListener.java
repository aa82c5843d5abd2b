package io.github.modelkeel.client;

/**
 * Hears how far files on their way to or from a server have come, for a progress bar or a log line. Set with
 * {@link ClientConfigBuilder#transferListener(TransferListener)}.
 *
 * <p>It is called on the threads that move the bytes, by several at a time, so it must be safe for use by multiple threads and must
 * be quick. What it throws is logged once and changes nothing about the transfer.
 */
@FunctionalInterface
public interface TransferListener {
    /** Which way a file goes. */
    enum Direction {
        /** To the server. */
        UPLOAD,
        /** From the server. */
        DOWNLOAD
    }

    /**
     * How far one file has come, and how far the files that are moved together with it have.
     *
     * @param direction which way it goes
     * @param file its path among the artifacts
     * @param bytes how many of its bytes have been moved; fewer than before after a failed attempt that starts over
     * @param size how many it has, or -1 while that is not known
     * @param filesDone how many files of the same call are complete
     * @param files how many files the call moves
     */
    record Progress(Direction direction, String file, long bytes, long size, int filesDone, int files) {}

    /**
     * Some bytes of a file have moved, or the file is complete: then {@code bytes} equals {@code size}, and it is counted in
     * {@code filesDone}.
     *
     * @param progress how far it has come
     */
    void onProgress(Progress progress);
}
