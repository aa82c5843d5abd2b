/** Experiment logging to an MLflow-compatible tracking server: experiments, runs, metrics, params, tags, artifacts, datasets, logged models. */
@NullMarked
package io.github.modelkeel.tracking;

import org.jspecify.annotations.NullMarked;
