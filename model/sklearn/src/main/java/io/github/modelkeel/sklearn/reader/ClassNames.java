package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The labels of a classifier as {@code str} of Python gives them. */
public final class ClassNames {
    private static final int MAX_DIGITS = 17;
    private static final int MIN_PLAIN_EXPONENT = -4;
    private static final int MAX_PLAIN_EXPONENT = 15;

    private ClassNames() {}

    /** The labels in {@code classes_}: two or more that differ. */
    public static List<String> of(Located estimator) {
        return ofArray(estimator.attribute("classes_"));
    }

    /** The labels in an array: two or more that differ. */
    public static List<String> ofArray(Located classes) {
        List<String> names = ofTarget(classes);
        if (names.size() < 2) {
            throw classes.refusal("the classifier knows a single class, " + names + ", and so says nothing");
        }
        return names;
    }

    /** Whether {@code classes_} is a list with an array for each of several targets. */
    public static boolean areSeveral(Located estimator) {
        return !(estimator.attribute("classes_").node() instanceof ArrayNode);
    }

    /** The labels of each target. */
    public static List<List<String>> ofTargets(Located estimator) {
        return estimator.attribute("classes_").elements().stream()
                .map(ClassNames::ofTarget)
                .toList();
    }

    /** The labels of one target: one or more that differ. */
    private static List<String> ofTarget(Located classes) {
        if (!(classes.node() instanceof ArrayNode array) || array.shape().length != 1) {
            throw classes.refusal("a classifier of several targets is not supported; train one classifier a target");
        }
        List<String> names = read(classes, array);
        if (names.isEmpty()) {
            throw classes.refusal("there are no labels");
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw classes.refusal("two labels have the same text");
        }
        return names;
    }

    private static List<String> read(Located classes, ArrayNode array) {
        if (array.objects().isPresent()) {
            List<String> names = new ArrayList<>();
            classes.elements().forEach(label -> names.add(text(label)));
            return names;
        }
        Dtype.Kind kind = array.dtype().kind();
        return switch (kind) {
            case TEXT -> List.of(classes.texts());
            case BOOL ->
                Arrays.stream(classes.longs())
                        .mapToObj(bit -> bit == 1 ? "True" : "False")
                        .toList();
            case FLOAT ->
                Arrays.stream(classes.doubles()).mapToObj(ClassNames::number).toList();
            case INT, UINT ->
                Arrays.stream(classes.longs()).mapToObj(Long::toString).toList();
            case BYTES, OBJECT, RECORD -> throw classes.refusal("labels are expected, it is " + array.kind());
        };
    }

    /** A label as text. */
    public static String text(Located label) {
        if (label.isNone()) {
            return "None";
        }
        Object value = Node.plain(label.node());
        if (value instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        throw label.refusal("a label must be a text, a number or a boolean, it is "
                + label.node().kind());
    }

    /** A float as Python's {@code repr}: the fewest digits that read back as the same double. */
    public static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return Double.doubleToRawLongBits(number) == 0 ? "0.0" : "-0.0";
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= MAX_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits));
            if (shortest.doubleValue() == number) {
                break;
            }
        }
        BigDecimal decimal = shortest.stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT) {
            String plain = decimal.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
        String power = Integer.toString(Math.abs(exponent));
        return mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" : "") + power;
    }
}
