package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Attributes of a fitted object, with their sizes checked. */
public final class Values {
    private Values() {}

    /** Whether a value is this text. */
    public static boolean isText(Located value, String text) {
        return text.equals(Node.plain(value.node()));
    }

    /** A number that is NaN, not None. */
    public static boolean isNaN(Located value) {
        return Node.plain(value.node()) instanceof Double number && number.isNaN();
    }

    /** A boolean attribute, or what it is when it is absent. */
    public static boolean flag(Located object, String attribute, boolean absent) {
        return object.find(attribute).map(Located::bool).orElse(absent);
    }

    /** The attribute, unless it is absent or None. */
    public static Optional<Located> present(Located object, String attribute) {
        return object.find(attribute).filter(value -> !value.isNone());
    }

    /** A text attribute. */
    public static String text(Located object, String attribute) {
        return object.attribute(attribute).text();
    }

    /** A list of finite numbers of a size. */
    public static Numbers numbers(Located object, String attribute, int size) {
        Located value = object.attribute(attribute);
        return finite(sized(value, value.doubles(), size), value);
    }

    /** The numbers, which must be of this count. */
    public static double[] sized(Located value, double[] numbers, int size) {
        if (numbers.length != size) {
            throw value.refusal("it has " + numbers.length + " values, not " + size);
        }
        return numbers;
    }

    /** The numbers, which must be finite. */
    public static Numbers finite(double[] values, Located where) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw where.refusal("a value is not finite: " + value);
            }
        }
        return Numbers.of(values);
    }

    /** The same number for each of several columns. */
    public static Numbers all(double value, int size) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return Numbers.of(values);
    }

    /** The numbers of an array, or a single one. */
    public static double[] doubles(Located value) {
        return value.node() instanceof ArrayNode array && !array.isScalar()
                ? value.doubles()
                : new double[] {value.number()};
    }

    /** A number; a boolean is 1 or 0. */
    public static double numberOf(Located value) {
        return Node.plain(value.node()) instanceof Boolean bool ? (bool ? 1 : 0) : value.number();
    }

    /** The elements of a list, or of an array of any type. */
    public static List<Located> elements(Located sequence) {
        if (!(sequence.node() instanceof ArrayNode array) || array.objects().isPresent()) {
            return sequence.elements();
        }
        List<Node> nodes = new ArrayList<>();
        if (array.texts().isPresent()) {
            for (String text : array.texts().get()) {
                nodes.add(new Node.Text(text));
            }
        } else {
            for (double number : sequence.doubles()) {
                nodes.add(new Node.Real(number));
            }
        }
        List<Located> elements = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            elements.add(new Located(sequence.file(), sequence.path() + "[" + i + "]", nodes.get(i)));
        }
        return elements;
    }

    /** An element of a list, or of an array of any type. */
    public static Located at(Located sequence, int index) {
        List<Located> elements = elements(sequence);
        if (index >= elements.size()) {
            throw sequence.refusal("element " + index + " is missing, it has " + elements.size());
        }
        return elements.get(index);
    }

    /** The elements, which must be of this count. */
    public static List<Located> sized(Located sequence, int size) {
        List<Located> elements = elements(sequence);
        if (elements.size() != size) {
            throw sequence.refusal("it has " + elements.size() + " elements, not " + size);
        }
        return elements;
    }

    /** A whole number of at least 0 below a bound. */
    public static int index(Located value, int bound) {
        double number = numberOf(value);
        if (!(number >= 0 && number < bound) || number != Math.rint(number)) {
            throw value.refusal("an index below " + bound + " is expected, it is " + number);
        }
        return (int) number;
    }

    /** Whole numbers of at least 0 below a bound. */
    public static List<Integer> indices(Located sequence, int bound) {
        return elements(sequence).stream().map(element -> index(element, bound)).toList();
    }

    /** Whether a data type, in whatever form, is that of 32-bit or 16-bit floats. */
    public static boolean isSingle(Located dtype) {
        String name = dtype.node() instanceof Node.Name type ? type.name() : "";
        boolean small = dtype.node() instanceof Node.DtypeNode type
                && type.dtype().kind() == Dtype.Kind.FLOAT
                && type.dtype().itemSize() < 8;
        return small || name.equals("float32") || name.equals("float16");
    }

    /** Refuses an estimator whose numbers are 32-bit floats, which Python combines in 32 bits before it meets a row's doubles. */
    public static void requireDoubles(Located object, String attribute) {
        boolean single = object.attribute(attribute).node() instanceof ArrayNode array
                && array.objects().isEmpty()
                && array.texts().isEmpty()
                && array.dtype().kind() == Dtype.Kind.FLOAT
                && array.dtype().itemSize() < Double.BYTES;
        if (single) {
            throw object.attribute(attribute)
                    .refusal("it was trained on 32-bit floats, for which scikit-learn computes in 32 bits; that is not"
                            + " supported: train and log the model with 64-bit floats");
        }
    }

    /** A finite matrix with a given number of columns. */
    public static Matrix matrix(Located object, String attribute, int columns) {
        Located value = object.attribute(attribute);
        int[] shape = value.array().shape();
        if (shape.length != 2 || shape[1] != columns || shape[0] < 1) {
            throw value.refusal("a matrix with " + columns + " columns is expected, it is "
                    + value.node().kind());
        }
        return new Matrix(shape[0], shape[1], finite(value.doubles(), value));
    }

    /** Whether the object was fitted by scikit-learn of this version or a later one. */
    public static boolean since(Located object, int major, int minor) {
        Located attribute = object.attribute("_sklearn_version");
        String[] parts = attribute.text().split("\\.", 3);
        try {
            int actualMajor = Integer.parseInt(parts[0]);
            int actualMinor = Integer.parseInt(parts[1]);
            return actualMajor > major || (actualMajor == major && actualMinor >= minor);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw attribute.refusal("it is not a version of scikit-learn");
        }
    }
}
