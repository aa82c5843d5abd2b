/**
 * Tests, distances and distributions: pure functions on arrays and counts.
 */
@NullMarked
package io.github.modelkeel.drift.statistics;

import org.jspecify.annotations.NullMarked;
