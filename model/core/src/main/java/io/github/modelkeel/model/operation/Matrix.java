package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * A matrix of doubles. Immutable.
 *
 * @param rows how many rows, at least 1
 * @param columns how many columns, at least 1
 * @param values the numbers, row after row
 */
public record Matrix(int rows, int columns, Numbers values) {
    /**
     * Checks the sizes.
     *
     * @param rows how many rows, at least 1
     * @param columns how many columns, at least 1
     * @param values the numbers, row after row
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public Matrix {
        Objects.requireNonNull(values, "values");
        if (rows < 1 || columns < 1 || (long) rows * columns != values.size()) {
            throw new IllegalArgumentException(
                    "a matrix of " + rows + " x " + columns + " cannot have " + values.size() + " numbers");
        }
    }

    /**
     * A number of the matrix.
     *
     * @param row the row's index
     * @param column the column's index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such number
     */
    public double get(int row, int column) {
        return values.get(Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns));
    }

    /** {@return the matrix with rows and columns in each other's place} */
    public Matrix transposed() {
        double[] turned = new double[values.size()];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = get(row, column);
            }
        }
        return new Matrix(columns, rows, Numbers.of(turned));
    }
}
