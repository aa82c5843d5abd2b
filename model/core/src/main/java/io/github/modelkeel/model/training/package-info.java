/**
 * What a program that trains needs beside the package of models: {@link io.github.modelkeel.model.training.Preprocessing} is declared and
 * learned from rows, {@link io.github.modelkeel.model.training.ScoringModelBuilder} puts a model together from its parts. A service that
 * predicts needs nothing of it.
 *
 * <p>Fitting gives the same bits for the same rows in the same order on every machine.
 */
@NullMarked
package io.github.modelkeel.model.training;

import org.jspecify.annotations.NullMarked;
