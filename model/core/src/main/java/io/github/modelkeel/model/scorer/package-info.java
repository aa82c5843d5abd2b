/**
 * The scorers that a model file can hold besides programs: linear functions and ensembles of trees. Users make linear models by
 * {@code ScoringModelBuilder.linear}; trees come from readers.
 */
@NullMarked
package io.github.modelkeel.model.scorer;

import org.jspecify.annotations.NullMarked;
