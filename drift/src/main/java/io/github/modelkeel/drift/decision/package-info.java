/**
 * How drift decides. Start at {@link io.github.modelkeel.drift.decision.Decision}; the rule in words is in {@code docs/drift-statistics.md}.
 */
@NullMarked
package io.github.modelkeel.drift.decision;

import org.jspecify.annotations.NullMarked;
