package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Trees that are complete but mutated: a number in an array, an attribute, a list or a name is another one, an attribute is gone, an array
 * has another shape, or a part is replaced by what it is a part of. No library writes them; whoever wants to do harm does.
 */
public final class Lies {
    private static final double[] NUMBERS = {
        -1,
        0,
        1,
        2,
        3,
        7,
        100,
        1e9,
        2147483647,
        -2147483648,
        1e19,
        -1e308,
        1e308,
        0.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Located root;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();

    private Lies(Located root, Random random) {
        this.root = root;
        this.random = random;
    }

    /** Puts a lie or a few into the tree itself, and says which. */
    public static String tell(Located root, Random random) {
        Lies lies = new Lies(root, random);
        lies.collect(root.node(), Collections.newSetFromMap(new IdentityHashMap<>()));
        StringBuilder done = new StringBuilder();
        for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
            String lie = lies.one();
            while (lie.isEmpty()) {
                lie = lies.one();
            }
            done.append(lie).append("; ");
        }
        return done.toString();
    }

    private void collect(Node node, Set<Node> seen) {
        if (seen.add(node)) {
            nodes.add(node);
            node.children().forEach(child -> collect(child, seen));
        }
    }

    private <T> List<T> all(Class<T> type) {
        return nodes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private String one() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> changeElement();
            case 3 -> changeShape();
            case 4 -> removeAttribute();
            case 5 -> changeItem();
            default -> changeEntry();
        };
    }

    /** An element of an array, or of a field of an array of records, is another number. */
    private String changeElement() {
        List<ArrayNode> arrays = all(ArrayNode.class);
        if (arrays.isEmpty()) {
            return "";
        }
        ArrayNode array = pick(arrays);
        if (array.size() == 0 || array.objects().isPresent()) {
            return "";
        }
        Layout layout = array.layout();
        Layout part = layout.dtype().kind() == Dtype.Kind.RECORD
                ? layout.field(pick(layout.dtype().fields()))
                : layout;
        int[] positions = part.positions();
        int at = positions[random.nextInt(positions.length)];
        int size = part.dtype().itemSize();
        byte[] data = layout.data().clone();
        if (random.nextInt(3) == 0) { // as another element is: categories twice, quantiles out of order
            System.arraycopy(layout.data(), positions[random.nextInt(positions.length)], data, at, size);
        } else {
            write(data, at, part.dtype(), pick());
        }
        array.define(
                new Layout(layout.dtype(), layout.shape(), layout.strides(), data, layout.offset(), layout.count()));
        return "an element of " + array;
    }

    private void write(byte[] data, int at, Dtype type, double number) {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        boolean real = type.kind() == Dtype.Kind.FLOAT;
        switch (type.itemSize()) {
            case 1 -> buffer.put(at, (byte) number);
            case 2 -> buffer.putShort(at, (short) number);
            case 4 -> {
                if (real) {
                    buffer.putFloat(at, (float) number);
                } else {
                    buffer.putInt(at, (int) number);
                }
            }
            case 8 -> {
                if (real) {
                    buffer.putDouble(at, number);
                } else {
                    buffer.putLong(at, (long) number);
                }
            }
            default -> data[at] = (byte) number;
        }
    }

    private String changeShape() {
        List<ArrayNode> arrays = all(ArrayNode.class);
        if (arrays.isEmpty()) {
            return "";
        }
        ArrayNode array = pick(arrays);
        Layout layout = array.layout();
        int item = layout.dtype().itemSize();
        int count = layout.count();
        if (array.objects().isPresent() || array.isScalar()) {
            return "";
        }
        int[] shape = switch (random.nextInt(4)) {
            case 0 -> new int[] {count};
            case 1 -> new int[] {1, count};
            case 2 -> new int[] {count, 1};
            default -> new int[] {1, 1, count};
        };
        int[] strides = new int[shape.length];
        for (int i = 0, stride = item; i < shape.length; i++) {
            int axis = shape.length - 1 - i;
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        array.define(new Layout(layout.dtype(), shape, strides, layout.data(), layout.offset(), count));
        return "the shape of " + array;
    }

    private String removeAttribute() {
        List<ObjectNode> objects = all(ObjectNode.class);
        if (objects.isEmpty()) {
            return "";
        }
        ObjectNode object = pick(objects);
        if (!(object.state().orElse(Node.None.NONE) instanceof DictNode state) || state.size() == 0) {
            return "";
        }
        int gone = random.nextInt(state.size());
        DictNode rest = new DictNode(state.className());
        for (int i = 0; i < state.size(); i++) {
            DictNode.Entry entry = state.entries().get(i);
            if (i != gone) {
                rest.put(entry.key(), entry.value());
            }
        }
        object.define(rest);
        return object + " without " + state.entries().get(gone);
    }

    private String changeItem() {
        List<SequenceNode> sequences = all(SequenceNode.class);
        if (sequences.isEmpty()) {
            return "";
        }
        SequenceNode sequence = pick(sequences);
        List<Node> items = sequence.shared();
        if (items.isEmpty() || !(items instanceof ArrayList<Node>)) {
            return "";
        }
        int at = random.nextInt(items.size());
        if (random.nextInt(4) == 0) {
            items.remove(at);
        } else if (random.nextInt(4) == 0) {
            items.add(items.get(at));
        } else {
            items.set(at, instead(items.get(at)));
        }
        return "an item of what was " + sequence;
    }

    private String changeEntry() {
        List<DictNode> dictionaries =
                all(DictNode.class).stream().filter(each -> each.size() > 0).toList();
        if (dictionaries.isEmpty()) {
            return "";
        }
        DictNode dictionary = pick(dictionaries);
        DictNode.Entry entry = pick(dictionary.entries());
        Node instead = instead(entry.value());
        dictionary.put(entry.key(), instead);
        return entry + " is " + instead;
    }

    /** Mostly a value of the same kind, so that no check of types is in the way. */
    private Node instead(Node value) {
        if (random.nextInt(6) == 0) {
            return random.nextInt(4) == 0 ? root.node() : pick(nodes);
        }
        if (value instanceof Node.Int number) {
            return new Node.Int(random.nextBoolean() ? (long) pick() : number.value() + random.nextInt(5) - 2);
        }
        if (value instanceof Node.Real) {
            return new Node.Real(pick());
        }
        if (value instanceof Node.Bool bool) {
            return new Node.Bool(!bool.value());
        }
        if (value instanceof Node.Text) {
            List<Node.Text> texts = all(Node.Text.class);
            return pick(texts);
        }
        if (value instanceof Node.None) {
            return random.nextBoolean() ? new Node.Int((long) pick()) : pick(nodes);
        }
        return pick(nodes.stream()
                .filter(node -> node.getClass() == value.getClass())
                .toList());
    }

    private double pick() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
