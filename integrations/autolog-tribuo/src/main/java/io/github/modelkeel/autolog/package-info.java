/**
 * Tribuo trainers that log what they do to a run.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.autolog;

import org.jspecify.annotations.NullMarked;
