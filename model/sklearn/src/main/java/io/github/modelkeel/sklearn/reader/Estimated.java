package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.program.ColumnBlock;

/**
 * An estimator at the end of its transformers.
 *
 * @param features what it reads
 * @param fitted the estimator
 */
public record Estimated(ColumnBlock features, Fitted fitted) {}
