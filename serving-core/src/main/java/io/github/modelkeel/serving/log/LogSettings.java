package io.github.modelkeel.serving.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a log is to be like.
 *
 * @param directory where its files are
 * @param sample which rows are logged
 * @param files when a file ends, and what all may take
 * @param fields which columns are written, and how
 * @param queueRows how many rows may wait to be written
 */
public record LogSettings(Path directory, Sample sample, Files files, Fields fields, int queueRows) {
    /**
     * Which rows.
     *
     * @param oneIn one of that many
     * @param column by the value of this column, or null for by chance
     */
    public record Sample(int oneIn, @Nullable String column) {}

    /**
     * Files.
     *
     * @param rotateBytes the size at which a file ends
     * @param rotateAfter the age at which it does
     * @param totalBytes what all files may take
     * @param gzip whether files that have ended are compressed
     */
    public record Files(long rotateBytes, Duration rotateAfter, long totalBytes, boolean gzip) {}

    /**
     * Columns.
     *
     * @param inputs whether any are written
     * @param without those that are left out
     * @param hashed those whose values are replaced by an HMAC
     * @param key of the HMAC; empty when nothing is hashed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copied where users give it
    public record Fields(boolean inputs, Set<String> without, Set<String> hashed, byte[] key) {}
}
