package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import java.util.function.Supplier;

/** An array of a joblib file: its description is an object of the pickle, its bytes follow between the opcodes. */
final class JoblibArray {
    private static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";

    private JoblibArray() {}

    static boolean isWrapper(Node node) {
        if (!(node instanceof ObjectNode object)) {
            return false;
        }
        String name = object.className();
        return isNamed(name, WRAPPER) || isOld(name);
    }

    /** scikit-learn before 0.21 had a joblib of its own, under {@code sklearn.externals}. */
    private static boolean isNamed(String name, String expected) {
        return name.equals(expected) || name.equals("sklearn.externals." + expected);
    }

    private static boolean isOld(String name) {
        return isNamed(name, "joblib.numpy_pickle.NDArrayWrapper")
                || isNamed(name, "joblib.numpy_pickle.ZNDArrayWrapper")
                || isNamed(name, "joblib.numpy_pickle_compat.NDArrayWrapper")
                || isNamed(name, "joblib.numpy_pickle_compat.ZNDArrayWrapper");
    }

    /**
     * Reads an array.
     *
     * @param objects reads the pickle that an array of objects is
     */
    static Node read(PickleInput input, ObjectNode wrapper, Supplier<Node> objects) {
        Reading reading = input.reading();
        if (isOld(wrapper.className())) {
            throw old(reading);
        }
        Node shape = wrapper.attribute("shape").orElse(Node.None.NONE);
        if (!(wrapper.attribute("dtype").orElse(Node.None.NONE) instanceof Node.DtypeNode type)
                || !(wrapper.attribute("order").orElse(Node.None.NONE) instanceof Node.Text order)
                || !(wrapper.attribute("subclass").orElse(Node.None.NONE) instanceof Node.Name subclass)
                || !(order.value().equals("C") || order.value().equals("F"))) {
            throw input.bad("a joblib array has an odd description");
        }
        if (type.dtype().kind() == Dtype.Kind.OBJECT) {
            return objects.get();
        }
        skipPadding(input, wrapper);
        int[] sizes = NumpyCalls.shape(reading, shape);
        long count = 1;
        for (int size : sizes) {
            count = size == 0 ? 0 : Math.min(count * size, Integer.MAX_VALUE + 1L);
        }
        Span data = input.span(count * type.dtype().itemSize());
        ArrayNode array =
                ArrayNode.undefined(NumpyCalls.arrayClass(subclass.qualified()).orElse(subclass.qualified()));
        array.define(
                Layout.contiguous(reading, type.dtype(), sizes, order.value().equals("F"), data));
        return array;
    }

    static RuntimeException old(Reading reading) {
        return reading.refusal("it was written by joblib before 0.10, which is not supported; load it with Python and "
                + "save it again with a current joblib");
    }

    /** Since joblib 1.1 a byte says how many bytes follow to align the array. */
    private static void skipPadding(PickleInput input, ObjectNode wrapper) {
        Node alignment = wrapper.attribute("numpy_array_alignment_bytes").orElse(Node.None.NONE);
        if (alignment != Node.None.NONE) {
            input.span(input.unsignedByte());
        }
    }
}
