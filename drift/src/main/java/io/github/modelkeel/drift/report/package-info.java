/**
 * Writes a report as HTML, JSON and text, from data that is handed over.
 */
@NullMarked
package io.github.modelkeel.drift.report;

import org.jspecify.annotations.NullMarked;
