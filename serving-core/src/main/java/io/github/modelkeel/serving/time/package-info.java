/** Time, and what is done later or within a time. */
@NullMarked
package io.github.modelkeel.serving.time;

import org.jspecify.annotations.NullMarked;
