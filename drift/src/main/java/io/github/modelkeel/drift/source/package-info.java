/**
 * Reads columns, rows and CSV files into profiled columns.
 */
@NullMarked
package io.github.modelkeel.drift.source;

import org.jspecify.annotations.NullMarked;
