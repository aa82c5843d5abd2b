/**
 * The operations that the preprocessing and the scorers of imported models are made of, as data and as executable kernels. Exported to
 * the readers and writers of model files only.
 */
@NullMarked
package io.github.modelkeel.model.operation;

import org.jspecify.annotations.NullMarked;
