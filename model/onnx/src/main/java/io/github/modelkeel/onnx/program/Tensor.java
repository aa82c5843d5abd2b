package io.github.modelkeel.onnx.program;

import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import java.util.List;

/** A value of the graph, as far as the import knows it. */
public sealed interface Tensor {
    /**
     * Numbers, or texts of columns, for each row.
     *
     * @param type ONNX's number of the element type
     * @param shape the dimensions behind that of the rows
     * @param slots the slots of the program, in row-major order
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared, and never changed
    record Rows(int type, int[] shape, int[] slots) implements Tensor {
        public TensorPrecision precision() {
            return switch (type) {
                case Wire.FLOAT -> TensorPrecision.FLOAT;
                case Wire.DOUBLE -> TensorPrecision.DOUBLE;
                default -> TensorPrecision.INTEGER;
            };
        }

        public Rows as(int[] newShape, int[] newSlots) {
            return new Rows(type, newShape, newSlots);
        }
    }

    /**
     * A tensor that is the same for all rows.
     *
     * @param data the tensor
     */
    record Constant(TensorData data) implements Tensor {}

    /**
     * The label of a class, which is found again from the probabilities, or another value that no number represents.
     *
     * @param what where it comes from
     */
    record Label(String what) implements Tensor {}

    /**
     * Probabilities with the names of their classes.
     *
     * @param values the probabilities
     * @param classes the names
     */
    record Named(Rows values, List<String> classes) implements Tensor {}
}
