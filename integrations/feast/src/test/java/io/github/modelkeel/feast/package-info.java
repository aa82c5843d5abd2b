/** Tests of this package. */
@NullMarked
package io.github.modelkeel.feast;

import org.jspecify.annotations.NullMarked;
