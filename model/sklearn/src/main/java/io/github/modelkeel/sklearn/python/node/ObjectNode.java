package io.github.modelkeel.sklearn.python.node;

import io.github.modelkeel.sklearn.python.array.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about an object: the class or function by name, the arguments it would be called with, the state it would be given, and
 * the elements or entries that would be added. Nothing is called.
 */
public final class ObjectNode implements Node {
    private static final String FUNCTION = "cloudpickle.cloudpickle._make_function";
    private static final String CLASS = "cloudpickle.cloudpickle._make_skeleton_class";
    private static final String BY_VALUE = ", whose code cloudpickle carries by value";

    private final Node callee;
    private final Node arguments;
    private final @Nullable Node keywords;
    private @Nullable Node state;
    private @Nullable SequenceNode added;
    private @Nullable DictNode put;

    public ObjectNode(Node callee, Node arguments, @Nullable Node keywords) {
        this.callee = callee;
        this.arguments = arguments;
        this.keywords = keywords;
    }

    /** An object made by a call with these arguments. */
    public static ObjectNode of(Name callee, Node arguments) {
        return new ObjectNode(callee, arguments, null);
    }

    /** Gives it a state. */
    public void define(Node newState) {
        this.state = newState;
    }

    /** Adds an element. */
    public void add(Node element) {
        if (added == null) {
            added = SequenceNode.growing(SequenceNode.Type.LIST);
        }
        added.add(element);
    }

    /** Adds an entry. */
    public void put(Node key, Node value) {
        if (put == null) {
            put = DictNode.plain();
        }
        put.put(key, value);
    }

    /** The full name of the class or function; empty where the file computes what it calls. */
    public String className() {
        return callee instanceof Name name ? name.qualified() : "";
    }

    /** The arguments: a tuple, unless the file is odd. */
    public Node arguments() {
        return arguments;
    }

    /** The keyword arguments, a dictionary, if there are any. */
    public Optional<Node> keywords() {
        return Optional.ofNullable(keywords);
    }

    /** The state: for most objects the dictionary of their attributes. */
    public Optional<Node> state() {
        return Optional.ofNullable(state);
    }

    /** An attribute, from the state's dictionary, or from that of the slots. */
    public Optional<Node> attribute(String name) {
        if (state instanceof DictNode dict) {
            return dict.find(name);
        }
        if (state instanceof SequenceNode pair && pair.isTuple() && pair.items().size() == 2) {
            return pair.items().stream()
                    .filter(DictNode.class::isInstance)
                    .flatMap(part -> ((DictNode) part).find(name).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /** Elements of an object that is a list as well. */
    public List<Node> elements() {
        return added == null ? List.of() : added.items();
    }

    /** Entries of an object that is a dictionary as well. */
    public List<DictNode.Entry> entries() {
        return put == null ? List.of() : put.entries();
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(6);
        for (Node child : new @Nullable Node[] {callee, arguments, keywords, state, added, put}) {
            if (child != null) {
                children.add(child);
            }
        }
        return Collections.unmodifiableList(children);
    }

    @Override
    public String kind() {
        if (callee instanceof Name name) {
            return name.qualified().equals(FUNCTION)
                    ? "the function " + functionName() + BY_VALUE
                    : "an object " + Reading.shorten(name.qualified());
        }
        return callee instanceof ObjectNode made && made.className().equals(CLASS)
                ? "an object of the class " + made.classNameByValue() + BY_VALUE
                : "the result of a computed call";
    }

    /** {@code _make_function(code, …)}: the code's arguments hold the name of the file and then that of the function. */
    private String functionName() {
        List<Node> own = items(arguments);
        List<String> texts =
                own.isEmpty() || !(own.get(0) instanceof ObjectNode code) ? List.of() : texts(code.arguments);
        return texts.size() < 2 ? "without a name" : '\'' + Reading.shorten(texts.get(1)) + '\'';
    }

    /** {@code _make_skeleton_class(type, name, bases, {"__module__": module}, …)}. */
    private String classNameByValue() {
        List<String> texts = texts(arguments);
        String name = texts.isEmpty() ? "without a name" : texts.get(0);
        String module = items(arguments).stream()
                .filter(DictNode.class::isInstance)
                .flatMap(item -> ((DictNode) item).find("__module__").stream())
                .filter(Text.class::isInstance)
                .map(item -> ((Text) item).value() + '.')
                .findFirst()
                .orElse("");
        return Reading.shorten(module + name);
    }

    private static List<String> texts(Node tuple) {
        return items(tuple).stream()
                .filter(Text.class::isInstance)
                .map(item -> ((Text) item).value())
                .toList();
    }

    private static List<Node> items(Node tuple) {
        return tuple instanceof SequenceNode sequence ? sequence.items() : List.of();
    }

    @Override
    public String toString() {
        return "Object[" + Reading.shorten(className()) + "]";
    }
}
