package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a pickle makes numpy arrays, values and data types; numpy 1 says {@code numpy.core}, numpy 2 {@code numpy._core}. */
final class NumpyCalls {
    static final Node.Name MASKED = new Node.Name("numpy.ma", "MaskedArray");

    private final Reading reading;

    NumpyCalls(Reading reading) {
        this.reading = reading;
    }

    @Nullable Node call(Node.Name name, List<Node> items) {
        String qualified = name.qualified();
        String known = qualified.startsWith("numpy.core.") ? "numpy._core." + qualified.substring(11) : qualified;
        return switch (known) {
            case "numpy.dtype" -> items.isEmpty() ? null : dtype(items.get(0));
            case "numpy._core.multiarray._reconstruct" -> reconstruct(items);
            case "numpy._core.multiarray.scalar" -> scalar(items);
            case "numpy._core.numeric._frombuffer" -> fromBuffer(items);
            case "numpy.ma.core._mareconstruct" -> ObjectNode.of(MASKED, SequenceNode.EMPTY_TUPLE);
            default -> null;
        };
    }

    private Node dtype(Node type) {
        if (type instanceof Node.Text text) {
            return new Node.DtypeNode(Dtype.parse(reading, text.value()));
        }
        throw reading.refusal("the numpy data type is not supported: " + type.kind());
    }

    private Node reconstruct(List<Node> items) {
        if (items.size() != 3 || !(items.get(0) instanceof Node.Name type)) {
            throw reading.refusal("a numpy array has unexpected arguments");
        }
        return ArrayNode.undefined(type.qualified());
    }

    private Node scalar(List<Node> items) {
        if (items.size() != 2 || !(items.get(0) instanceof Node.DtypeNode type)) {
            throw reading.refusal("a numpy value has unexpected arguments");
        }
        if (type.dtype().kind() == Dtype.Kind.OBJECT) {
            return items.get(1);
        }
        if (!(items.get(1) instanceof Node.Bytes bytes)) {
            throw reading.refusal("a numpy value has no bytes");
        }
        return scalar(reading, type.dtype(), bytes.span());
    }

    /** A single value; an empty string has no bytes. */
    static ArrayNode scalar(Reading reading, Dtype dtype, Span bytes) {
        Layout layout = dtype.itemSize() == 0 && bytes.length() == 0
                ? new Layout(dtype, new int[0], new int[0], new byte[0], 0, 1)
                : Layout.contiguous(reading, dtype, new int[0], false, bytes);
        return ArrayNode.scalar(layout);
    }

    /** {@code _frombuffer(bytes, dtype, shape, order[, axes])}. */
    private Node fromBuffer(List<Node> items) {
        if (items.size() < 4
                || !(items.get(0) instanceof Node.Bytes bytes)
                || !(items.get(1) instanceof Node.DtypeNode type)
                || !(items.get(3) instanceof Node.Text order)) {
            throw reading.refusal("a numpy array has unexpected arguments");
        }
        requireNumbers(type.dtype());
        int[] shape = shape(reading, items.get(2));
        boolean fortran = order.value().equals("F");
        Layout layout = Layout.contiguous(reading, type.dtype(), shape, fortran, bytes.span());
        boolean axes = order.value().equals("K") && items.size() == 5 && items.get(4) instanceof SequenceNode;
        if (!fortran && !order.value().equals("C") && !axes) {
            throw reading.refusal("a numpy array has an unknown order, " + Reading.shorten(order.value()));
        }
        if (axes) {
            List<Integer> axisOrder = new ArrayList<>();
            for (int axis : shape(reading, items.get(4))) {
                axisOrder.add(axis);
            }
            layout = layout.transpose(reading, axisOrder);
        }
        return ArrayNode.of(layout);
    }

    private void requireNumbers(Dtype dtype) {
        if (dtype.kind() == Dtype.Kind.OBJECT) {
            throw reading.refusal("a numpy array of objects is made of bytes");
        }
    }

    static int[] shape(Reading reading, Node node) {
        List<Node> sizes = node instanceof SequenceNode tuple ? tuple.shared() : List.of(node);
        if (sizes.size() > Reading.MAX_DIMENSIONS) {
            throw reading.refusal("an array has " + sizes.size() + " dimensions");
        }
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            long size = Node.plain(sizes.get(i)) instanceof Long value ? value : -1;
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw reading.refusal("an array's shape is broken");
            }
            shape[i] = (int) size;
        }
        return shape;
    }

    /** {@code (version, shape, dtype, is_fortran, data, mask, fill value)} as the attributes {@code data} and {@code mask}. */
    private Node masked(List<Node> state) {
        if (state.size() != 7
                || !(state.get(3) instanceof Node.Bool fortran)
                || !(state.get(5) instanceof Node.Bytes bytes)) {
            throw reading.refusal("a masked array has an odd state");
        }
        ArrayNode data = ArrayNode.undefined(ArrayNode.NDARRAY);
        define(data, state.subList(0, 5));
        int[] shape = shape(reading, state.get(1));
        Layout mask = Layout.contiguous(reading, Dtype.BOOLEANS, shape, fortran.value(), bytes.span());
        DictNode parts = DictNode.plain();
        parts.put(new Node.Text("data"), reading.count(data));
        parts.put(new Node.Text("mask"), reading.count(ArrayNode.of(mask)));
        return parts;
    }

    boolean build(Node node, Node state) {
        List<Node> items = state instanceof SequenceNode tuple && tuple.isTuple() ? tuple.shared() : List.of();
        if (node instanceof Node.DtypeNode type) {
            type.define(DtypeState.apply(reading, type.dtype(), items));
            return true;
        }
        if (node instanceof ArrayNode array && !array.isScalar()) {
            define(array, items);
            return true;
        }
        if (node instanceof ObjectNode object && object.className().equals(MASKED.qualified())) {
            object.define(masked(items));
            return true;
        }
        return false;
    }

    /** {@code (version, shape, dtype, is_fortran, bytes or list of objects)}. */
    private void define(ArrayNode array, List<Node> state) {
        if (state.size() != 5
                || !(state.get(2) instanceof Node.DtypeNode type)
                || !(state.get(3) instanceof Node.Bool fortran)) {
            throw reading.refusal("a numpy array has an odd state");
        }
        int[] shape = shape(reading, state.get(1));
        Dtype dtype = type.dtype();
        if (state.get(4) instanceof SequenceNode list && dtype.kind() == Dtype.Kind.OBJECT) {
            array.define(Layout.ofObjects(reading, shape, list.shared().size()), list);
        } else if (state.get(4) instanceof Node.Bytes bytes && dtype.kind() != Dtype.Kind.OBJECT) {
            array.define(Layout.contiguous(reading, dtype, shape, fortran.value(), bytes.span()));
        } else {
            throw reading.refusal("a numpy array of " + dtype + " is filled from "
                    + state.get(4).kind());
        }
    }

    /** The classes that hold only an array. */
    static Optional<String> arrayClass(String qualified) {
        return switch (qualified) {
            case ArrayNode.NDARRAY, "numpy.matrix", "numpy.memmap" -> Optional.of(qualified);
            case "numpy.matrixlib.defmatrix.matrix" -> Optional.of("numpy.matrix");
            default -> Optional.empty();
        };
    }
}
