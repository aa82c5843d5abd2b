package io.github.modelkeel.gates.table;

import org.jspecify.annotations.Nullable;

/**
 * Where a run's table has what.
 *
 * @param artifact the table's path in the run
 * @param actual the column of labels
 * @param predicted the column of predictions
 * @param positive the positive label of two classes; null for 1 or true
 */
public record Columns(
        String artifact,
        String actual,
        String predicted,
        @Nullable String positive) {}
