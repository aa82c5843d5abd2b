package io.github.modelkeel.model.operation;

/** An operator of ONNX on two numbers. Immutable, as every enum is. */
public enum TensorOperator {
    /** The sum. */
    ADD,
    /** The difference. */
    SUBTRACT,
    /** The product. */
    MULTIPLY,
    /** The quotient. */
    DIVIDE,
    /** The power. */
    POWER,
    /** The smaller one. */
    MINIMUM,
    /** The larger one. */
    MAXIMUM,
    /** 1 if the first is larger, otherwise 0. */
    GREATER,
    /** 1 if the first is not smaller, otherwise 0. */
    GREATER_OR_EQUAL,
    /** 1 if the first is smaller, otherwise 0. */
    LESS,
    /** 1 if the first is not larger, otherwise 0. */
    LESS_OR_EQUAL,
    /** 1 if they are equal, otherwise 0. */
    EQUAL,
    /** 1 if they are equal, 0 if not, missing if one is. */
    EQUAL_OR_MISSING,
    /** 1 if both are other than 0, otherwise 0. */
    AND,
    /** 1 if one is other than 0, otherwise 0. */
    OR,
    /** 1 if exactly one is other than 0, otherwise 0. */
    XOR;

    /**
     * The result in the arithmetic of a type.
     *
     * @param precision the type; the operands are numbers of it
     * @param a the first number
     * @param b the second number
     * @return the result
     */
    public double apply(TensorPrecision precision, double a, double b) {
        return switch (this) {
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_OR_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case EQUAL_OR_MISSING -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : a == b ? 1 : 0;
            case AND -> a != 0 && b != 0 ? 1 : 0;
            case OR -> a != 0 || b != 0 ? 1 : 0;
            case XOR -> (a != 0) != (b != 0) ? 1 : 0;
            default -> precision.of(compute(a, b));
        };
    }

    /** In doubles; a sum, difference, product or quotient of floats that is rounded twice is the one that is rounded once. */
    private double compute(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> b == 2 ? a * a : StrictMath.pow(a, b);
            case MINIMUM -> Math.min(a, b);
            case MAXIMUM -> Math.max(a, b);
            default -> throw new IllegalStateException("not computed here: " + this);
        };
    }
}
