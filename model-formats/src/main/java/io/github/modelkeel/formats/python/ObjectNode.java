package io.github.modelkeel.formats.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an object: the class or function by name, the arguments it would be called with, the state it would be given, and
 * the elements or entries that would be added. Nothing is called.
 */
public final class ObjectNode implements Node {
    private final Node callee;
    private final Node arguments;
    private final @Nullable Node keywords;
    private @Nullable Node state;
    private @Nullable SequenceNode added;
    private @Nullable DictNode put;

    ObjectNode(Node callee, Node arguments, @Nullable Node keywords) {
        this.callee = callee;
        this.arguments = arguments;
        this.keywords = keywords;
    }

    static ObjectNode of(Name callee, Node arguments) {
        return new ObjectNode(callee, arguments, null);
    }

    void define(Node newState) {
        this.state = newState;
    }

    void add(Node element) {
        if (added == null) {
            added = SequenceNode.growing(SequenceNode.Type.LIST);
        }
        added.add(element);
    }

    void put(Node key, Node value) {
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
        return callee instanceof Name name
                ? "an object " + Reading.shorten(name.qualified())
                : "the result of a computed call";
    }

    @Override
    public String toString() {
        return "Object[" + Reading.shorten(className()) + "]";
    }
}
