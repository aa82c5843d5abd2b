package io.github.modelkeel.sklearn.python.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A list, tuple, set or frozenset. A list may contain itself. */
public final class SequenceNode implements Node {
    public static final SequenceNode EMPTY_TUPLE = new SequenceNode(Type.TUPLE, List.of());

    /** Which sequence. */
    public enum Type {
        LIST,
        TUPLE,
        SET,
        FROZENSET
    }

    private final Type type;
    private final List<Node> items;

    /** Shares the list, which a reader may still extend. */
    public SequenceNode(Type type, List<Node> items) {
        this.type = type;
        this.items = items;
    }

    /** A sequence without elements yet. */
    public static SequenceNode growing(Type type) {
        return new SequenceNode(type, new ArrayList<>(0));
    }

    /** A tuple of these elements. */
    public static SequenceNode tuple(Node... items) {
        return new SequenceNode(Type.TUPLE, List.of(items));
    }

    /** Adds an element. */
    public void add(Node item) {
        items.add(item);
    }

    /** Whether it is a tuple. */
    public boolean isTuple() {
        return type == Type.TUPLE;
    }

    /** The elements themselves, not a copy. */
    public List<Node> shared() {
        return items;
    }

    /** Which sequence. */
    public Type type() {
        return type;
    }

    /** The elements. */
    public List<Node> items() {
        return Collections.unmodifiableList(items);
    }

    @Override
    public List<Node> children() {
        return items();
    }

    @Override
    public String kind() {
        return "a " + type.name().toLowerCase(Locale.ROOT) + " of " + items.size();
    }

    @Override
    public String toString() {
        return type + "[" + items.size() + "]";
    }
}
