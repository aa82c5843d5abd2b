package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.List;

/** The state that a pickle gives a data type: {@code (version, byte order, subtype, names, fields, size, alignment, flags[, …])}. */
final class DtypeState {
    private DtypeState() {}

    static Dtype apply(Reading reading, Dtype dtype, List<Node> state) {
        if (state.size() < 8
                || !(state.get(0) instanceof Node.Int version)
                || version.value() < 3
                || version.value() > 4
                || !(state.get(1) instanceof Node.Text order)) {
            throw reading.refusal("a numpy data type has an odd state");
        }
        if (state.get(2) != Node.None.NONE) {
            throw reading.refusal("a numpy data type holds arrays");
        }
        if (state.get(3) != Node.None.NONE) {
            return record(reading, dtype, state);
        }
        boolean big = order.value().equals(">");
        return dtype.withByteOrder(big);
    }

    private static Dtype record(Reading reading, Dtype dtype, List<Node> state) {
        if (dtype.kind() != Dtype.Kind.RECORD
                || !(state.get(3) instanceof SequenceNode names)
                || !(state.get(4) instanceof DictNode types)) {
            throw reading.refusal("a numpy record has an odd state");
        }
        List<Dtype.Field> fields = new ArrayList<>();
        for (Node name : names.shared()) {
            if (fields.size() > types.size()) {
                throw reading.refusal("a numpy record has more names than fields");
            }
            fields.add(field(reading, name, types));
        }
        return Dtype.ofFields(reading, fields, dtype.itemSize());
    }

    private static Dtype.Field field(Reading reading, Node name, DictNode types) {
        Node found = name instanceof Node.Text text ? types.find(text.value()).orElse(Node.None.NONE) : Node.None.NONE;
        if (name instanceof Node.Text text
                && found instanceof SequenceNode pair
                && pair.shared().size() >= 2
                && pair.shared().get(0) instanceof Node.DtypeNode type
                && pair.shared().get(1) instanceof Node.Int offset
                && offset.value() >= 0
                && offset.value() <= Integer.MAX_VALUE) {
            return new Dtype.Field(text.value(), type.dtype(), (int) offset.value());
        }
        throw reading.refusal("a field of a numpy record is odd");
    }
}
