package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * An operator of ONNX between each number and a constant of its own.
 *
 * @param operator the operator
 * @param precision the type of the numbers
 * @param constants a constant a number, of that type
 * @param constantFirst whether the constant is the first operand
 */
public record TensorConstant(
        TensorOperator operator, TensorPrecision precision, Numbers constants, boolean constantFirst)
        implements Elementwise {
    /**
     * Checks the count and the type of the constants.
     *
     * @param operator the operator
     * @param precision the type of the numbers
     * @param constants a constant a number, of that type
     * @param constantFirst whether the constant is the first operand
     * @throws IllegalArgumentException if there are none, or one is not of the type
     */
    public TensorConstant {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(precision, "precision");
        if (constants.isEmpty()) {
            throw new IllegalArgumentException("an operator needs a constant");
        }
        for (int i = 0; i < constants.size(); i++) {
            double constant = constants.get(i);
            if (Double.compare(precision.of(constant), constant) != 0) {
                throw new IllegalArgumentException("a constant must be of the type " + precision + ": " + constant);
            }
        }
    }

    @Override
    public int inputs() {
        return constants.size();
    }

    @Override
    public double apply(int index, double value) {
        double constant = constants.get(index);
        return constantFirst ? operator.apply(precision, constant, value) : operator.apply(precision, value, constant);
    }

    @Override
    public boolean monotone() {
        return switch (operator) {
            case ADD, MINIMUM, MAXIMUM -> noneMissing(Double.NEGATIVE_INFINITY);
            case SUBTRACT -> !constantFirst && noneMissing(Double.NEGATIVE_INFINITY);
            case MULTIPLY -> noneMissing(0);
            case DIVIDE -> !constantFirst && noneMissing(Double.MIN_VALUE);
            default -> false;
        };
    }

    private boolean noneMissing(double least) {
        for (int i = 0; i < constants.size(); i++) {
            if (!(constants.get(i) >= least) || Double.isInfinite(constants.get(i))) {
                return false;
            }
        }
        return true;
    }
}
