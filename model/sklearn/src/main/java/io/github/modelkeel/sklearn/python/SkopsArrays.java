package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Constants;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The arrays of a skops file. Not thread-safe. */
final class SkopsArrays {
    private final Reading reading;
    private final SkopsFields fields;
    private final Function<@Nullable Object, Node> nodes;

    /**
     * Arrays of a file.
     *
     * @param nodes reads a value of the schema
     */
    SkopsArrays(Reading reading, SkopsFields fields, Function<@Nullable Object, Node> nodes) {
        this.reading = reading;
        this.fields = fields;
        this.nodes = nodes;
    }

    Node array(Map<?, ?> state) {
        String className = fields.name(state).qualified();
        String type = fields.text(state, "type");
        if (type.equals("json")) {
            return objects(state);
        }
        if (!type.equals("numpy")) {
            throw reading.refusal("an array of schema.json has the unknown type " + Reading.shorten(type));
        }
        Layout layout = NpyReader.layout(reading, fields.file(state));
        if (layout.shape().length == 0 && !className.equals(ArrayNode.NDARRAY)) {
            return ArrayNode.scalar(layout);
        }
        ArrayNode array = ArrayNode.undefined(NumpyCalls.arrayClass(className).orElse(className));
        array.define(layout);
        return array;
    }

    /** Objects are lists of lists, one level a dimension. */
    private Node objects(Map<?, ?> state) {
        int[] shape = NumpyCalls.shape(reading, nodes.apply(state.get("shape")));
        if (shape.length == 0) {
            throw reading.refusal("an array of objects has no dimension");
        }
        List<Node> items = new ArrayList<>();
        for (Object item : fields.list(state, "content")) {
            items.add(nodes.apply(item));
        }
        for (int axis = 1; axis < shape.length; axis++) {
            items = flat(items, shape[axis]);
        }
        ArrayNode array = ArrayNode.undefined(ArrayNode.NDARRAY);
        array.define(Layout.ofObjects(reading, shape, items.size()), new SequenceNode(SequenceNode.Type.LIST, items));
        return array;
    }

    private List<Node> flat(List<Node> rows, int length) {
        List<Node> items = new ArrayList<>();
        for (Node row : rows) {
            if (!(row instanceof SequenceNode list) || list.shared().size() != length) {
                throw reading.refusal("an array of objects does not have its shape");
            }
            for (Node item : list.shared()) {
                items.add(reading.count(item));
            }
        }
        return items;
    }

    Node masked(Map<?, ?> content) {
        ObjectNode object = ObjectNode.of(NumpyCalls.MASKED, SequenceNode.EMPTY_TUPLE);
        DictNode parts = DictNode.plain();
        parts.put(new Node.Text("data"), nodes.apply(content.get("data")));
        parts.put(new Node.Text("mask"), nodes.apply(content.get("mask")));
        object.define(parts);
        return object;
    }

    /** A scipy matrix is stored in a separate zip file: {@code data}, {@code indices}, {@code indptr}, {@code shape}. */
    Node sparse(Node.Name name, Span file) {
        if (!Archive.isZip(file)) {
            throw reading.refusal("a sparse matrix is not a valid .npz file");
        }
        Archive parts = Archive.read(reading, file);
        ObjectNode object = ObjectNode.of(name, SequenceNode.EMPTY_TUPLE);
        DictNode attributes = DictNode.plain();
        for (String part : List.of("data", "indices", "indptr", "row", "col", "offsets")) {
            parts.find(part + ".npy")
                    .ifPresent(npy -> attributes.put(new Node.Text(part), reading.count(NpyReader.read(reading, npy))));
        }
        parts.find("shape.npy").ifPresent(npy -> attributes.put(new Node.Text("_shape"), shape(npy)));
        object.define(attributes);
        return object;
    }

    private Node shape(Span npy) {
        SequenceNode shape = SequenceNode.growing(SequenceNode.Type.TUPLE);
        long[] sizes = NpyReader.read(reading, npy)
                .longs()
                .orElseThrow(() -> reading.refusal("the shape of a sparse matrix is not made of whole numbers"));
        if (sizes.length > Reading.MAX_DIMENSIONS) {
            throw reading.refusal("a sparse matrix has " + sizes.length + " dimensions");
        }
        for (long size : sizes) {
            shape.add(Constants.integer(size));
        }
        return shape;
    }

    Node dtype(Node content) {
        if (content instanceof ArrayNode array) {
            return new Node.DtypeNode(array.dtype());
        }
        throw reading.refusal("a data type of schema.json is odd");
    }
}
