/** Tribuo models made into neutral ones, for the training side. */
@NullMarked
package io.github.modelkeel.tribuo;

import org.jspecify.annotations.NullMarked;
