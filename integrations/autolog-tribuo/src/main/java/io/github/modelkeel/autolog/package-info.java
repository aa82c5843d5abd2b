/** Tribuo trainers that log what they do to a run. */
@NullMarked
package io.github.modelkeel.autolog;

import org.jspecify.annotations.NullMarked;
