/**
 * What readers build programs with: a {@code ProgramBuilder} for transformers, which knows what flows from one step to the next, and a
 * {@code ScorerProgram} for estimators, which read numbers alone. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.program;

import org.jspecify.annotations.NullMarked;
