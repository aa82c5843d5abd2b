package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle does to objects: calls, states, elements. A few names are how Python writes plain values and numpy arrays, and become
 * nodes of those; every other call stays a node of the name and its arguments. Not thread-safe.
 */
final class PickleCalls {
    /** Modules that Python 3 names differently in protocols 0 to 2, for the sake of Python 2. */
    private static final Map<String, String> PYTHON_2 =
            Map.of("copy_reg", "copyreg", "exceptions", "builtins", "UserDict", "collections");

    /** Builtins that Python 2 named differently. */
    private static final Map<String, String> PYTHON_2_BUILTINS =
            Map.of("long", "int", "unicode", "str", "xrange", "range", "unichr", "chr");

    private static final Map<String, Node.Name> RANDOM = Map.of(
            "numpy.random._pickle.__randomstate_ctor", new Node.Name("numpy.random.mtrand", "RandomState"),
            "numpy.random._pickle.__generator_ctor", new Node.Name("numpy.random._generator", "Generator"));

    private final Reading reading;
    private final NumpyCalls numpy;

    PickleCalls(Reading reading) {
        this.reading = reading;
        this.numpy = new NumpyCalls(reading);
    }

    static Node.Name python3(String module, String name) {
        if (module.equals("__builtin__")) {
            return new Node.Name("builtins", PYTHON_2_BUILTINS.getOrDefault(name, name));
        }
        return new Node.Name(PYTHON_2.getOrDefault(module, module), name);
    }

    Node call(Node callee, Node arguments) {
        if (callee instanceof Node.Name name && arguments instanceof SequenceNode tuple && tuple.isTuple()) {
            List<Node> items = tuple.shared();
            Node known = plain(name, items);
            if (known == null) {
                known = numpy.call(name, items);
            }
            if (known == null) {
                known = renamed(name, items);
            }
            if (known != null) {
                return known;
            }
        }
        return new ObjectNode(callee, arguments, null);
    }

    private @Nullable Node plain(Node.Name name, List<Node> items) {
        return switch (name.qualified()) {
            case "builtins.set" -> set(SequenceNode.Type.SET, items);
            case "builtins.frozenset" -> set(SequenceNode.Type.FROZENSET, items);
            case "builtins.slice" ->
                items.size() == 3 ? new Node.Slice(items.get(0), items.get(1), items.get(2)) : null;
            case "builtins.bytes", "builtins.bytearray" -> bytes(items);
            case "_codecs.encode" ->
                items.size() == 2 && items.get(1).equals(new Node.Text("latin1")) ? latin(items.get(0)) : null;
            case "collections.OrderedDict", "collections.defaultdict" ->
                items.size() <= 1 && items.stream().noneMatch(SequenceNode.class::isInstance)
                        ? new DictNode(name.qualified())
                        : null;
            case "cloudpickle.cloudpickle._function_setstate", "cloudpickle.cloudpickle._class_setstate" ->
                stated(items);
            default -> null;
        };
    }

    private static @Nullable Node set(SequenceNode.Type type, List<Node> items) {
        if (items.isEmpty()) {
            return SequenceNode.growing(type);
        }
        return items.size() == 1 && items.get(0) instanceof SequenceNode list
                ? new SequenceNode(type, list.shared())
                : null;
    }

    /** Protocols 0 to 2 write a bytearray as text with its encoding. */
    private @Nullable Node bytes(List<Node> items) {
        if (items.isEmpty()) {
            return new Node.Bytes(Span.EMPTY);
        }
        if (items.size() == 2 && items.get(1).equals(new Node.Text("latin-1"))) {
            return latin(items.get(0));
        }
        return items.size() == 1 && items.get(0) instanceof Node.Bytes bytes ? bytes : null;
    }

    private @Nullable Node latin(Node node) {
        if (!(node instanceof Node.Text text)) {
            return null;
        }
        String value = text.value();
        reading.countConverted(value.length());
        byte[] bytes = new byte[value.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (value.charAt(i) > 0xFF) {
                throw reading.refusal("bytes that are written as text hold a character above U+00FF");
            }
            bytes[i] = (byte) value.charAt(i);
        }
        return new Node.Bytes(Span.of(bytes));
    }

    /** cloudpickle sets the state of a function by a call, of which only the effect matters. */
    private static @Nullable Node stated(List<Node> items) {
        if (items.size() == 2
                && items.get(0) instanceof ObjectNode object
                && object.state().isEmpty()) {
            object.define(items.get(1));
            return object;
        }
        return null;
    }

    /** Constructors that name the class among their arguments. */
    private static @Nullable Node renamed(Node.Name name, List<Node> items) {
        Node first = items.isEmpty() ? Node.None.NONE : items.get(0);
        Node.Name random = RANDOM.get(name.qualified());
        if (random != null) {
            return ObjectNode.of(random, new SequenceNode(SequenceNode.Type.TUPLE, items));
        }
        if (!(first instanceof Node.Name type)) {
            return null;
        }
        if (name.name().startsWith("__pyx_unpickle_") && items.size() == 3) {
            boolean tuple = items.get(2) instanceof SequenceNode state && state.isTuple();
            return ObjectNode.of(type, tuple ? items.get(2) : SequenceNode.EMPTY_TUPLE);
        }
        if (name.name().equals("newObj") && items.size() == 1) {
            return ObjectNode.of(type, SequenceNode.EMPTY_TUPLE);
        }
        return switch (name.qualified()) {
            case "copyreg._reconstructor" ->
                items.size() == 3 && items.get(2) == Node.None.NONE
                        ? ObjectNode.of(type, SequenceNode.EMPTY_TUPLE)
                        : null;
            case "copyreg.__newobj__" -> ObjectNode.of(type, rest(items));
            case "copyreg.__newobj_ex__" -> items.size() == 3 ? new ObjectNode(type, items.get(1), items.get(2)) : null;
            default -> null;
        };
    }

    private static Node rest(List<Node> items) {
        return items.size() == 1
                ? SequenceNode.EMPTY_TUPLE
                : new SequenceNode(SequenceNode.Type.TUPLE, items.subList(1, items.size()));
    }

    void build(Node node, Node state) {
        if (numpy.build(node, state)) {
            return;
        }
        if (!(node instanceof ObjectNode object)) {
            throw reading.refusal(node.kind() + " is given a state");
        }
        object.define(state);
    }

    /** Adds elements to the node at the top of the stack. */
    void append(PickleStack stack, List<Node> elements) {
        Node target = stack.peek();
        if (target instanceof SequenceNode list && !list.isTuple() && list.type() != SequenceNode.Type.FROZENSET) {
            elements.forEach(list::add);
        } else if (target instanceof ObjectNode object) {
            elements.forEach(object::add);
        } else {
            throw reading.refusal("elements are added to " + target.kind());
        }
    }

    void put(Node target, List<Node> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw reading.refusal("a key has no value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Node key = keysAndValues.get(i);
            Node value = reading.count(keysAndValues.get(i + 1));
            if (target instanceof DictNode dict) {
                dict.put(key, value);
            } else if (target instanceof ObjectNode object) {
                object.put(key, value);
            } else {
                throw reading.refusal("an entry is put into " + target.kind());
            }
        }
    }
}
