/**
 * Experiment logging to an MLflow-compatible tracking server: experiments, runs, metrics, params, tags, artifacts, datasets, logged models.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.tracking;

import org.jspecify.annotations.NullMarked;
