/**
 * The operations of programs in {@code model.json}: their names ({@code OperationTypes}, {@code OperationNames} for their constants) and
 * their fields ({@code PreparationForms}, {@code PredictionForms}, {@code TensorForms}). A new operation gets its line and its form here,
 * and a golden file. The names are part of the format; what the classes are called in Java is not. How a scorer within an operation is
 * written is handed in, since a scorer may be made of operations. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.operation;

import org.jspecify.annotations.NullMarked;
