package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.Constants;
import io.github.modelkeel.sklearn.python.node.Depth;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a skops file: a zip of {@code schema.json}, which is a tree of values, and arrays in files of their own. It gives the nodes that
 * the pickle of the same object gives. Not thread-safe.
 */
final class SkopsReader {
    private static final String SCHEMA = SkopsFields.SCHEMA;
    private static final int NEWEST_PROTOCOL = 2;

    private final Reading reading;
    private final SkopsFields fields;
    private final SkopsArrays arrays;
    private final Map<Object, Node> known = new HashMap<>();
    private final Set<Object> open = new HashSet<>();

    private SkopsReader(Reading reading, Archive archive) {
        this.reading = reading;
        this.fields = new SkopsFields(reading, archive);
        this.arrays = new SkopsArrays(reading, fields, this::node);
    }

    static Node read(Reading reading, Span file) {
        Archive archive = Archive.read(reading, file);
        Span schema = archive.find(SCHEMA)
                .orElseThrow(() -> reading.refusal("it is a zip file without " + SCHEMA + ", so no skops file"));
        if (!(SkopsJson.read(reading, SCHEMA, schema) instanceof Map<?, ?> root)) {
            throw reading.refusal(SCHEMA + " is not a JSON object");
        }
        if (!(root.get("protocol") instanceof Long protocol) || protocol < 0 || protocol > NEWEST_PROTOCOL) {
            throw reading.refusal("skops protocol " + Reading.shorten(String.valueOf(root.get("protocol")))
                    + " is not known; 0 to " + NEWEST_PROTOCOL + " are");
        }
        return Depth.check(reading, new SkopsReader(reading, archive).node(root));
    }

    /** A value with its loader; the same {@code __id__} is the same node. */
    private Node node(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> state)) {
            throw reading.refusal("a value of " + SCHEMA + " is not a JSON object");
        }
        Object id = state.get("__id__");
        if (!(id instanceof Long) && !(id instanceof BigInteger)) {
            return reading.count(convert(state));
        }
        Node found = known.get(id);
        if (found != null) {
            return found;
        }
        if (!open.add(id)) {
            throw reading.refusal("a value of " + SCHEMA + " contains itself");
        }
        Node made = reading.count(convert(state));
        open.remove(id);
        known.put(id, made);
        return made;
    }

    private Node convert(Map<?, ?> state) {
        String loader = fields.text(state, "__loader__");
        return switch (loader) {
            case "JsonNode" -> plain(SkopsJson.read(reading, "a JsonNode of " + SCHEMA, fields.text(state, "content")));
            case "DictNode" -> dict(state);
            case "DefaultDictNode" ->
                copy(
                        "collections.defaultdict",
                        node(fields.map(state, "content").get("main")));
            case "_DictWithDeprecatedKeysNode" ->
                node(fields.map(state, "content").get("main"));
            case "ListNode" -> sequence(state, SequenceNode.Type.LIST, "list");
            case "SetNode" -> sequence(state, SequenceNode.Type.SET, "set");
            case "TupleNode" -> sequence(state, SequenceNode.Type.TUPLE, "tuple");
            case "TypeNode" -> fields.name(state);
            case "FunctionNode" -> function(state);
            case "SliceNode" -> slice(fields.map(state, "content"));
            case "BytesNode", "BytearrayNode" -> new Node.Bytes(fields.file(state));
            case "ObjectNode" -> object(fields.name(state), SequenceNode.EMPTY_TUPLE, state.get("content"));
            case "RandomStateNode" -> object(fields.name(state), SequenceNode.EMPTY_TUPLE, state.get("content"));
            case "RandomGeneratorNode" -> generator(state);
            case "ConstructorFromReduceNode" -> object(fields.name(state), node(state.get("content")), null);
            case "OperatorFuncNode" -> object(fields.name(state), node(state.get("attrs")), null);
            case "TreeNode", "LossNode", "QuantileForestNode" -> reduced(state);
            case "PartialNode" -> partial(fields.name(state), fields.map(state, "content"));
            case "MethodNode" -> method(fields.map(state, "content"));
            case "NdArrayNode" -> arrays.array(state);
            case "MaskedArrayNode" -> arrays.masked(fields.map(state, "content"));
            case "SparseMatrixNode" -> arrays.sparse(fields.name(state), fields.file(state));
            case "DTypeNode" -> arrays.dtype(node(state.get("content")));
            case "CachedNode" -> throw reading.refusal("a CachedNode of " + SCHEMA + " refers to nothing before it");
            default ->
                throw reading.refusal("the skops loader " + Reading.shorten(loader)
                        + " is not known; save the model with skops 0.16 or as a pickle");
        };
    }

    /** Protocol 0 named the function in the content. */
    private Node function(Map<?, ?> state) {
        return state.get("content") instanceof Map<?, ?> content
                ? fields.checked(fields.text(content, "module_path"), fields.text(content, "function"))
                : fields.name(state);
    }

    /** A value that JSON can hold. */
    private Node plain(@Nullable Object value) {
        if (value == null) {
            return Node.None.NONE;
        }
        if (value instanceof Boolean bool) {
            return Constants.bool(bool);
        }
        if (value instanceof Long number) {
            return Constants.integer(number);
        }
        if (value instanceof BigInteger number) {
            return new Node.BigInt(number);
        }
        if (value instanceof Double number) {
            return new Node.Real(number);
        }
        if (value instanceof String text) {
            return new Node.Text(text);
        }
        if (value instanceof List<?> list) {
            SequenceNode sequence = SequenceNode.growing(SequenceNode.Type.LIST);
            list.forEach(item -> sequence.add(reading.count(plain(item))));
            return sequence;
        }
        DictNode dict = DictNode.plain();
        ((Map<?, ?>) value)
                .forEach((key, item) -> dict.put(new Node.Text(String.valueOf(key)), reading.count(plain(item))));
        return dict;
    }

    private Node dict(Map<?, ?> state) {
        Map<?, ?> content = fields.map(state, "content");
        Node.Name type = fields.name(state);
        Node types = node(state.get("key_types"));
        List<Node> keys = SkopsKeys.of(reading, content.keySet(), types);
        boolean isDict =
                type.qualified().equals("builtins.dict") || type.qualified().equals("collections.OrderedDict");
        DictNode dict = new DictNode(isDict ? type.qualified() : "builtins.dict");
        ObjectNode object = ObjectNode.of(type, SequenceNode.EMPTY_TUPLE);
        int i = 0;
        for (Object item : content.values()) {
            Node value = reading.count(node(item));
            if (isDict) {
                dict.put(keys.get(i++), value);
            } else {
                object.put(keys.get(i++), value);
            }
        }
        return isDict ? dict : object;
    }

    private static Node copy(String className, Node from) {
        DictNode dict = new DictNode(className);
        if (from instanceof DictNode main) {
            main.entries().forEach(entry -> dict.put(entry.key(), entry.value()));
        }
        return dict;
    }

    private Node sequence(Map<?, ?> state, SequenceNode.Type type, String plainClass) {
        List<Node> items = new ArrayList<>();
        for (Object item : fields.list(state, "content")) {
            items.add(node(item));
        }
        Node.Name name = fields.name(state);
        if (name.qualified().equals("builtins." + plainClass)) {
            return items.isEmpty() && type == SequenceNode.Type.TUPLE
                    ? SequenceNode.EMPTY_TUPLE
                    : new SequenceNode(type, items);
        }
        if (type == SequenceNode.Type.TUPLE) {
            return ObjectNode.of(name, new SequenceNode(type, items));
        }
        ObjectNode object = ObjectNode.of(name, SequenceNode.EMPTY_TUPLE);
        items.forEach(object::add);
        return object;
    }

    private Node slice(Map<?, ?> content) {
        return new Node.Slice(plain(content.get("start")), plain(content.get("stop")), plain(content.get("step")));
    }

    private Node object(Node.Name name, Node arguments, @Nullable Object state) {
        ObjectNode object = ObjectNode.of(name, arguments);
        Node content = state == null ? Node.None.NONE : node(state);
        if (content != Node.None.NONE) {
            object.define(content);
        }
        return object;
    }

    /** A call with arguments, and a state unless it is empty. */
    private Node reduced(Map<?, ?> state) {
        ObjectNode object = ObjectNode.of(
                fields.name(state), node(fields.map(state, "__reduce__").get("args")));
        Node content = node(state.get("content"));
        if (!(content instanceof DictNode dict && dict.size() == 0)) {
            object.define(content);
        }
        return object;
    }

    /** Protocol 0 wrote the state of the generator as it is. */
    private Node generator(Map<?, ?> state) {
        ObjectNode object = ObjectNode.of(fields.name(state), SequenceNode.EMPTY_TUPLE);
        DictNode dict = DictNode.plain();
        fields.map(state, "content").forEach((key, value) -> {
            boolean isNode = value instanceof Map<?, ?> map && map.containsKey("__loader__");
            dict.put(new Node.Text(String.valueOf(key)), isNode ? node(value) : plain(value));
        });
        object.define(dict);
        return object;
    }

    private Node partial(Node.Name name, Map<?, ?> content) {
        Node function = node(content.get("func"));
        ObjectNode object = ObjectNode.of(name, SequenceNode.tuple(function));
        object.define(SequenceNode.tuple(
                function, node(content.get("args")), node(content.get("kwds")), node(content.get("namespace"))));
        return object;
    }

    /** A pickle calls {@code getattr(object, name)} for a method of an object. */
    private Node method(Map<?, ?> content) {
        Node owner = node(content.get("obj"));
        return ObjectNode.of(
                new Node.Name("builtins", "getattr"),
                SequenceNode.tuple(owner, new Node.Text(fields.text(content, "func"))));
    }
}
