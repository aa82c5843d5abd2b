/**
 * A whole model at work: from a row to an output. {@code CompiledModel} is what users see as
 * {@link io.github.modelkeel.model.ScoringModel}; {@code Inference} lends it the arrays of a call.
 *
 * <ul>
 *   <li>{@code Evaluation}: from the columns' values to scores, of one row or of many together ({@code ManyRows}).
 *   <li>{@code FusedTrees}, {@code ColumnCases}: small trees that look at the columns themselves, so that no feature is computed.
 *   <li>{@code Outcome}: from scores to a value, a label, probabilities and targets; the only place that decides them.
 *   <li>{@code ModelParts}: what makes two models equal, and the checks that the parts fit.
 * </ul>
 */
@NullMarked
package io.github.modelkeel.model.evaluation;

import org.jspecify.annotations.NullMarked;
