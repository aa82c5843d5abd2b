/** Readers of what scikit-learn fitted, as data. */
@NullMarked
package io.github.modelkeel.formats.sklearn;

import org.jspecify.annotations.NullMarked;
