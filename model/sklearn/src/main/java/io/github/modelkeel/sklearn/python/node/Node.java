package io.github.modelkeel.sklearn.python.node;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a Python file, as data. An object that the file holds once and names several times is one node, so a tree may share parts
 * and may contain itself; {@code toString} stays with the node. Not changed after reading, and then safe for use by multiple threads.
 */
public sealed interface Node
        permits Node.None,
                Node.Bool,
                Node.Int,
                Node.BigInt,
                Node.Real,
                Node.Text,
                Node.Name,
                Node.Slice,
                Node.Bytes,
                Node.DtypeNode,
                SequenceNode,
                DictNode,
                ObjectNode,
                ArrayNode {
    /** What the node is made of, the nodes themselves, in order. */
    default List<Node> children() {
        return List.of();
    }

    /** A description of the node, for messages. */
    String kind();

    /** {@code None}. */
    enum None implements Node {
        NONE;

        @Override
        public String kind() {
            return "None";
        }
    }

    /** {@code True} or {@code False}. */
    record Bool(boolean value) implements Node {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** A whole number that fits in 64 bits. */
    record Int(long value) implements Node {
        @Override
        public String kind() {
            return "a whole number";
        }
    }

    /** A whole number that needs more than 64 bits. */
    record BigInt(BigInteger value) implements Node {
        @Override
        public String kind() {
            return "a whole number of more than 64 bits";
        }
    }

    /** A float. */
    record Real(double value) implements Node {
        @Override
        public String kind() {
            return "a float";
        }
    }

    /** A string. */
    record Text(String value) implements Node {
        @Override
        public String kind() {
            return "a string";
        }

        @Override
        public String toString() {
            return "Text[" + (value.length() <= 40 ? value : value.substring(0, 40) + "…") + "]";
        }
    }

    /** A class or function that the file names; the name is never looked up. */
    record Name(String module, String name) implements Node {
        /** The full name, {@code sklearn.pipeline.Pipeline}. */
        public String qualified() {
            return module + '.' + name;
        }

        @Override
        public String kind() {
            return "the name " + Reading.shorten(qualified());
        }
    }

    /** A {@code slice(start, stop, step)}. */
    record Slice(Node start, Node stop, Node step) implements Node {
        @Override
        public List<Node> children() {
            return List.of(start, stop, step);
        }

        @Override
        public String kind() {
            return "a slice";
        }

        @Override
        public String toString() {
            return "Slice";
        }
    }

    /** Bytes, or a bytearray: a part of the file, not copied. */
    public final class Bytes implements Node {
        private final Span span;

        public Bytes(Span span) {
            this.span = span;
        }

        /** The part of the file. */
        public Span span() {
            return span;
        }

        /** A copy of the bytes. */
        public byte[] toArray() {
            return span.toArray();
        }

        @Override
        public String kind() {
            return span.length() + " bytes";
        }

        @Override
        public String toString() {
            return "Bytes[" + span.length() + "]";
        }
    }

    /** A numpy data type. */
    public final class DtypeNode implements Node {
        private Dtype dtype;

        public DtypeNode(Dtype dtype) {
            this.dtype = dtype;
        }

        /** The data type. */
        public Dtype dtype() {
            return dtype;
        }

        public void define(Dtype complete) {
            this.dtype = complete;
        }

        @Override
        public String kind() {
            return "the data type " + dtype;
        }

        @Override
        public String toString() {
            return "Dtype[" + dtype + "]";
        }
    }

    /** The plain value of a number, string or boolean, by which keys are equal; null for anything else. */
    static @Nullable Comparable<?> plain(Node node) {
        if (node instanceof Text text) {
            return text.value();
        }
        if (node instanceof Int number) {
            return number.value();
        }
        if (node instanceof Real number) {
            return number.value();
        }
        if (node instanceof Bool bool) {
            return bool.value();
        }
        if (node instanceof BigInt number) {
            return number.value();
        }
        return node instanceof ArrayNode array && array.isScalar() ? array.plainScalar() : null;
    }
}
