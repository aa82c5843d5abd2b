/**
 * Tribuo models made into neutral ones, for the training side.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.tribuo;

import org.jspecify.annotations.NullMarked;
