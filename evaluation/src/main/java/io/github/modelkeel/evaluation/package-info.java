/** How well a model does: metrics with intervals, estimates without labels, and the change from one time to another. */
@NullMarked
package io.github.modelkeel.evaluation;

import org.jspecify.annotations.NullMarked;
