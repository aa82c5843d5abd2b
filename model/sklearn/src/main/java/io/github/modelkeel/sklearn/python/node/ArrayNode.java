package io.github.modelkeel.sklearn.python.node;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Elements;
import io.github.modelkeel.sklearn.python.array.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A numpy array, or a single numpy value. Its elements are read in C order (the last index runs fastest), whatever order, byte order
 * and strides they are stored with. Numbers are a part of the file, not copied.
 */
public final class ArrayNode implements Node {
    public static final String NDARRAY = "numpy.ndarray";

    private final String className;
    private final boolean scalar;
    private Layout layout = Layout.EMPTY;
    private @Nullable SequenceNode objects;

    private ArrayNode(String className, boolean scalar) {
        this.className = className;
        this.scalar = scalar;
    }

    /** An array that is defined later. */
    public static ArrayNode undefined(String className) {
        return new ArrayNode(className, false);
    }

    /** An array of numbers, texts or records. */
    public static ArrayNode of(Layout layout) {
        ArrayNode array = undefined(NDARRAY);
        array.define(layout);
        return array;
    }

    /** A single value of numpy. */
    public static ArrayNode scalar(Layout layout) {
        ArrayNode array = new ArrayNode(layout.dtype().scalarClass(), true);
        array.define(layout);
        return array;
    }

    /** Numbers, texts or records. */
    public void define(Layout newLayout) {
        this.layout = newLayout;
        this.objects = null;
    }

    /** Objects in C order; the list has at least as many elements as the shape says. */
    public void define(Layout newLayout, SequenceNode elements) {
        this.layout = newLayout;
        this.objects = elements;
    }

    /** Where the elements are. */
    public Layout layout() {
        return layout;
    }

    /** {@code numpy.ndarray}, the name of a subclass, or of a scalar: {@code numpy.float64}. */
    public String className() {
        return className;
    }

    /** Whether it is a single numpy value rather than an array. */
    public boolean isScalar() {
        return scalar;
    }

    /** The data type. */
    public Dtype dtype() {
        return layout.dtype();
    }

    /** The size of each dimension. */
    public int[] shape() {
        return layout.shape().clone();
    }

    /** How many elements there are. */
    public int size() {
        return layout.count();
    }

    /** The elements of an array of objects, in C order. */
    public Optional<List<Node>> objects() {
        return Optional.ofNullable(objects).map(list -> list.items().subList(0, size()));
    }

    /** A field of an array of records, as an array of the same shape. */
    public Optional<ArrayNode> field(String name) {
        return dtype().field(name).map(field -> of(layout.field(field)));
    }

    /** The elements as doubles, if they are numbers or booleans; 64-bit integers are rounded. */
    public Optional<double[]> doubles() {
        return isNumeric() ? Optional.of(Elements.doubles(layout)) : Optional.empty();
    }

    /** The elements as longs, if they are whole numbers or booleans that fit. */
    public Optional<long[]> longs() {
        return isNumeric() && dtype().kind() != Dtype.Kind.FLOAT ? Elements.longs(layout) : Optional.empty();
    }

    /** The elements as strings, if they are text, or objects that are text. */
    public Optional<String[]> texts() {
        if (objects != null) {
            List<Node> items = objects.items().subList(0, size());
            return items.stream().allMatch(Text.class::isInstance)
                    ? Optional.of(
                            items.stream().map(item -> ((Text) item).value()).toArray(String[]::new))
                    : Optional.empty();
        }
        return dtype().kind() == Dtype.Kind.TEXT ? Elements.texts(layout) : Optional.empty();
    }

    /** The elements' bytes in C order, numbers with the lowest byte first: equal arrays have equal bytes. None for objects. */
    public Optional<byte[]> bits() {
        return objects == null ? Optional.of(Elements.bits(layout)) : Optional.empty();
    }

    private boolean isNumeric() {
        return switch (dtype().kind()) {
            case BOOL, INT, UINT, FLOAT -> true;
            case TEXT, BYTES, OBJECT, RECORD -> false;
        };
    }

    @Nullable Comparable<?> plainScalar() {
        return switch (dtype().kind()) {
            case BOOL -> Elements.doubles(layout)[0] != 0;
            case INT, UINT -> Elements.whole(layout);
            case FLOAT -> Elements.doubles(layout)[0];
            case TEXT -> Elements.texts(layout).map(values -> values[0]).orElse(null);
            case BYTES, OBJECT, RECORD -> null;
        };
    }

    @Override
    public List<Node> children() {
        return objects == null ? List.of() : Objects.requireNonNull(objects).items();
    }

    @Override
    public String kind() {
        return (scalar ? "a value of " : "an array " + Arrays.toString(layout.shape()) + " of ") + dtype();
    }

    @Override
    public String toString() {
        return "Array[" + dtype() + ", " + Arrays.toString(layout.shape()) + "]";
    }
}
