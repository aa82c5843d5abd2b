/** Tests of this package. */
@NullMarked
package io.github.modelkeel.spark;

import org.jspecify.annotations.NullMarked;
