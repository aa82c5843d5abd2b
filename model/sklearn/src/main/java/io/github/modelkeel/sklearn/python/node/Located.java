package io.github.modelkeel.sklearn.python.node;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.array.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node with the way to it from the root, so that a refusal says where:
 * {@code model.steps[1][1].estimators_[3].tree_: attribute 'nodes' is missing}. Immutable.
 *
 * @param file the file's name
 * @param path the way from the root
 * @param node the node
 */
public record Located(String file, String path, Node node) {
    /** An exception that says where this is. */
    public ModelRefusedException refusal(String what) {
        return new ModelRefusedException(file + ": " + path + ": " + what);
    }

    private ModelRefusedException expected(String what) {
        return refusal(what + " is expected, it is " + node.kind());
    }

    private Located at(String step, Node next) {
        return new Located(file, path + step, next);
    }

    /** The full class name of an object, an array, or a dictionary; else empty. */
    public String className() {
        if (node instanceof ObjectNode object) {
            return object.className();
        }
        if (node instanceof DictNode dict) {
            return dict.className();
        }
        return node instanceof ArrayNode array ? array.className() : "";
    }

    /** Whether it is {@code None}. */
    public boolean isNone() {
        return node == Node.None.NONE;
    }

    /** An attribute of an object. */
    public Optional<Located> find(String attribute) {
        if (!(node instanceof ObjectNode object)) {
            throw expected("an object with attribute '" + attribute + "'");
        }
        return object.attribute(attribute).map(found -> at("." + attribute, found));
    }

    /** An attribute that must be there. */
    public Located attribute(String attribute) {
        return find(attribute).orElseThrow(() -> refusal("attribute '" + attribute + "' is missing"));
    }

    /** An argument of the object's constructor. */
    public Located argument(int index) {
        if (node instanceof ObjectNode object
                && object.arguments() instanceof SequenceNode tuple
                && index < tuple.items().size()) {
            return at(".<argument " + index + ">", tuple.items().get(index));
        }
        throw refusal("argument " + index + " is missing");
    }

    /** The value of a string key that must be there. */
    public Located entry(String key) {
        if (!(node instanceof DictNode dict)) {
            throw expected("a dictionary");
        }
        return dict.find(key)
                .map(found -> at("['" + Reading.shorten(key) + "']", found))
                .orElseThrow(() -> refusal("key '" + Reading.shorten(key) + "' is missing"));
    }

    /** The elements of a list, tuple or set, or of an array of objects in C order. */
    public List<Located> elements() {
        List<Node> items = sequence();
        List<Located> elements = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            elements.add(at("[" + i + "]", items.get(i)));
        }
        return elements;
    }

    /** An element of a list or tuple, or of an array of objects. */
    public Located element(int index) {
        List<Node> items = sequence();
        if (index < 0 || index >= items.size()) {
            throw refusal("element " + index + " is missing, it has " + items.size());
        }
        return at("[" + index + "]", items.get(index));
    }

    private List<Node> sequence() {
        if (node instanceof SequenceNode sequence) {
            return sequence.items();
        }
        if (node instanceof ArrayNode array) {
            return array.objects().orElseThrow(() -> expected("a list"));
        }
        throw expected("a list");
    }

    /** A string, also one of numpy. */
    public String text() {
        return plain(String.class, "a string");
    }

    /** A boolean, also one of numpy. */
    public boolean bool() {
        return plain(Boolean.class, "a boolean");
    }

    /** A whole number of at most 64 bits, also one of numpy. */
    public long integer() {
        return plain(Long.class, "a whole number");
    }

    /** A number as a double: a float, or a whole number, also one of numpy, or of an array of one. */
    public double number() {
        if (node instanceof ArrayNode array && array.size() == 1) {
            return array.doubles().orElseThrow(() -> expected("a number"))[0];
        }
        Object value = Node.plain(node);
        if (value instanceof Number number && !(node instanceof Node.Bool)) {
            return number.doubleValue();
        }
        throw expected("a number");
    }

    private <T> T plain(Class<T> type, String what) {
        Object value = Node.plain(node);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw expected(what);
    }

    /** An array. */
    public ArrayNode array() {
        if (node instanceof ArrayNode array) {
            return array;
        }
        throw expected("an array");
    }

    /** A field of an array of records. */
    public Located field(String name) {
        return array().field(name)
                .map(field -> at("['" + name + "']", field))
                .orElseThrow(() -> refusal("field '" + name + "' is missing in " + node.kind()));
    }

    /** The numbers of an array, in C order. */
    public double[] doubles() {
        return elements(ArrayNode::doubles, "an array of numbers");
    }

    /** The whole numbers of an array, in C order. */
    public long[] longs() {
        return elements(ArrayNode::longs, "an array of whole numbers");
    }

    /** The strings of an array, in C order. */
    public String[] texts() {
        return elements(ArrayNode::texts, "an array of strings");
    }

    private <T> T elements(Function<ArrayNode, Optional<T>> reader, String what) {
        return reader.apply(array()).orElseThrow(() -> expected(what));
    }

    @Override
    public String toString() {
        return path + ": " + node;
    }
}
