package io.github.modelkeel.feast;

/**
 * What a {@link FeastClient} has done since it was built. Immutable; the numbers are read one after the other while others may count.
 *
 * @param requests requests that were sent
 * @param failures those of them that failed: no whole answer in time, none at all, or an error of the server
 * @param rows rows that were given
 * @param rowsWithoutStore those of them that were made of defaults or nulls because a request failed
 * @param rowsFromCache those of them that were in the cache
 * @param missingValues values that the store did not have or that were too old, in the rows of good answers
 */
public record FeatureCounts(
        long requests, long failures, long rows, long rowsWithoutStore, long rowsFromCache, long missingValues) {}
