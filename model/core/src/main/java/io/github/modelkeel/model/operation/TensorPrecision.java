package io.github.modelkeel.model.operation;

/** The type in which a tensor's arithmetic is done; the slots hold its numbers exactly. Immutable, as every enum is. */
public enum TensorPrecision {
    /** Every operand and every result is rounded to a float. */
    FLOAT,
    /** Doubles. */
    DOUBLE,
    /** Whole numbers; a fraction is cut off. Beyond 2^53 they are no longer exact here. */
    INTEGER;

    /**
     * A number as this type has it.
     *
     * @param value the number
     * @return the nearest float, the number itself, or the number without its fraction; NaN stays NaN
     */
    public double of(double value) {
        return switch (this) {
            case FLOAT -> (float) value;
            case DOUBLE -> value;
            case INTEGER -> value < 0 ? Math.ceil(value) : Math.floor(value);
        };
    }
}
