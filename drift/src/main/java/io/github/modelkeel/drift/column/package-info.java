/**
 * Profiled columns, without the order of their rows.
 */
@NullMarked
package io.github.modelkeel.drift.column;

import org.jspecify.annotations.NullMarked;
