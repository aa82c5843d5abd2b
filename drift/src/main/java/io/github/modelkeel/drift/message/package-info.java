/**
 * Figures and hints in messages.
 */
@NullMarked
package io.github.modelkeel.drift.message;

import org.jspecify.annotations.NullMarked;
