/**
 * Predictors behind HTTP: plain rows, MLflow's scoring protocol, KServe V1 and the Open Inference Protocol V2.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.servinghttp;

import org.jspecify.annotations.NullMarked;
