/** Records as bytes, one frame after the other as in a file, and the memory that holds them until they are written. */
@NullMarked
package io.github.modelkeel.tracking.spool.frame;

import org.jspecify.annotations.NullMarked;
