package io.github.modelkeel.drift;

import org.jspecify.annotations.Nullable;

/**
 * A compared column before the correction for many tests.
 *
 * @param result the result; a score is not decided yet
 * @param quality the counts beside the score
 * @param detail more on numbers, null for other results
 */
record Measurement(
        ColumnResult result, Quality quality, @Nullable NumberDetail detail) {}
