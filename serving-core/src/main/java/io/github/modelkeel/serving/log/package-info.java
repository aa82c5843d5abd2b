/** The prediction log: what callers hand over, the queue, the thread that writes, and the files. */
@NullMarked
package io.github.modelkeel.serving.log;

import org.jspecify.annotations.NullMarked;
