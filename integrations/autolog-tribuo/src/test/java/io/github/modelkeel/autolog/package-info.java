/** Tests of the logging trainer. */
@NullMarked
package io.github.modelkeel.autolog;

import org.jspecify.annotations.NullMarked;
