/** Counts failures in service; known to the predictor alone. */
@NullMarked
package io.github.modelkeel.serving.guard;

import org.jspecify.annotations.NullMarked;
