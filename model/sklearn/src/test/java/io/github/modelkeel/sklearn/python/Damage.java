package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Trees that no library writes: one array of them is a row short, holds NaN, or is gone. */
public final class Damage {
    /** What is done to an array. */
    public enum Kind {
        SHORTER,
        EMPTY,
        NOT_FINITE
    }

    private Damage() {}

    /** How many arrays a tree has. */
    public static int arrays(Located root) {
        return find(root.node()).size();
    }

    /** Damages one array of the tree itself. */
    public static void array(Located root, int index, Kind kind) {
        ArrayNode array = find(root.node()).get(index);
        Layout layout = array.layout();
        List<Node> objects = array.objects().orElse(null);
        int rows = layout.shape().length == 0 ? 1 : layout.shape()[0];
        if (kind == Kind.NOT_FINITE) {
            if (objects == null && array.dtype().kind() == Dtype.Kind.FLOAT) {
                byte[] nan = new byte[layout.data().length];
                System.arraycopy(layout.data(), 0, nan, 0, nan.length);
                Arrays.fill(
                        nan, layout.offset(), layout.offset() + layout.dtype().itemSize(), (byte) 0xFF);
                array.define(new Layout(
                        layout.dtype(), layout.shape(), layout.strides(), nan, layout.offset(), layout.count()));
            }
            return;
        }
        int left = kind == Kind.EMPTY ? 0 : Math.max(0, rows - 1);
        int[] shape =
                layout.shape().length == 0 ? new int[] {left} : layout.shape().clone();
        shape[0] = left;
        int count = layout.shape().length == 0 ? left : layout.count() / Math.max(1, rows) * left;
        int[] strides = layout.strides().length == 0 ? new int[] {layout.dtype().itemSize()} : layout.strides();
        Layout shorter = new Layout(layout.dtype(), shape, strides, layout.data(), layout.offset(), count);
        if (objects == null) {
            array.define(shorter);
        } else {
            array.define(shorter, new SequenceNode(SequenceNode.Type.LIST, new ArrayList<>(objects)));
        }
    }

    private static List<ArrayNode> find(Node root) {
        List<ArrayNode> arrays = new ArrayList<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(root, arrays, seen);
        return arrays;
    }

    private static void collect(Node node, List<ArrayNode> arrays, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ArrayNode array && !array.isScalar()) {
            arrays.add(array);
        }
        node.children().forEach(child -> collect(child, arrays, seen));
    }
}
