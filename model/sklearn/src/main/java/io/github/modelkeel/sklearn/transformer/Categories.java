package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The categories of one column as an encoder learned them: numbers, booleans or texts, and at most one that represents a missing value,
 * NaN or None.
 *
 * @param where the array
 * @param keys the categories in the encoder's order; NaN for the missing one, texts as strings, others as doubles
 * @param wholes the categories as digits where one of them is a whole number beyond 2^53; otherwise none
 */
public record Categories(Located where, List<Object> keys, List<String> wholes) {
    private static final double EXACT = 0x1p53;

    /** Reads the array of the categories. */
    public static Categories of(Located array) {
        List<Object> keys = new ArrayList<>();
        int missing = 0;
        for (Located element : Values.elements(array)) {
            Object key = Node.plain(element.node()) instanceof String text ? text : number(element);
            keys.add(key);
            missing += key.equals(Double.NaN) ? 1 : 0;
        }
        if (keys.isEmpty()) {
            throw array.refusal("it has no category");
        }
        if (missing > 1) {
            throw array.refusal(
                    "it has both None and NaN as categories, which rows of Java cannot tell apart; fill missing"
                            + " values before");
        }
        return new Categories(array, List.copyOf(keys), wholes(array, keys));
    }

    private static List<String> wholes(Located array, List<Object> keys) {
        boolean exact = keys.stream().noneMatch(key -> key instanceof Double number && Math.abs(number) >= EXACT);
        if (exact || !(array.node() instanceof ArrayNode numbers)) {
            return List.of();
        }
        if (numbers.objects().isEmpty() && numbers.dtype().kind() == Dtype.Kind.FLOAT) {
            return List.of();
        }
        if (numbers.longs().isPresent()) {
            return Arrays.stream(numbers.longs().get()).mapToObj(Long::toString).toList();
        }
        throw array.refusal("its categories are whole numbers beyond 2^53 that are not 64-bit integers; that is not"
                + " supported: make the column int64 or text before the encoder is fitted");
    }

    private static Double number(Located element) {
        return element.isNone() ? Double.NaN : Values.numberOf(element) + 0.0;
    }

    /** How many categories there are. */
    public int size() {
        return keys.size();
    }

    /** The index of the category of missing values, or -1. */
    public int missing() {
        return keys.indexOf(Double.NaN);
    }

    String label(int index) {
        Object key = keys.get(index);
        if (!wholes.isEmpty()) {
            return wholes.get(index);
        }
        return key.equals(Double.NaN) ? "nan" : key.toString();
    }

    private boolean hasTexts() {
        return keys.stream().anyMatch(String.class::isInstance);
    }

    /**
     * Appends a look-up of a row of values.
     *
     * @param column the column, a block of one
     * @param rows for each category its values
     * @param otherwise the values of any other value; none when it is refused
     */
    ColumnBlock lookUp(ColumnBlock column, List<double[]> rows, Optional<double[]> otherwise, ProgramBuilder program) {
        int slot = column.slots().get(0);
        program.settle(slot, hasTexts() ? InputColumn.Kind.TEXT : InputColumn.Kind.NUMBER);
        boolean text = program.kind(slot) == InputColumn.Kind.TEXT;
        if (keys.stream().anyMatch(key -> !key.equals(Double.NaN) && (key instanceof String) != text)) {
            throw where.refusal("the categories are not of the type of '"
                    + column.names().get(0) + "', which holds " + (text ? "texts" : "numbers"));
        }
        ColumnBlock read = column;
        if (otherwise.isEmpty() && missing() < 0) {
            program.require(column);
        }
        int width = rows.get(0).length;
        List<String> names = Names.numbered(column.names().get(0) + "_", width);
        Numbers other = otherwise.map(Numbers::of).orElse(Numbers.of());
        if (text) {
            return program.add(texts(rows, other), read, names);
        }
        if (!wholes.isEmpty()) {
            program.widen(column, where);
            return program.add(new LookupTexts(wholes, matrix(rows), Numbers.of(), other), column, names);
        }
        read = program.numbers(column, where);
        double[] numbers = keys.stream().mapToDouble(key -> (Double) key).toArray();
        return program.add(new LookupNumbers(Numbers.of(numbers), matrix(rows), other), read, names);
    }

    private LookupTexts texts(List<double[]> rows, Numbers otherwise) {
        int missing = missing();
        List<String> texts = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (i != missing) {
                texts.add((String) keys.get(i));
                values.add(rows.get(i));
            }
        }
        if (texts.isEmpty()) {
            throw where.refusal("it has no category but the missing one");
        }
        Numbers whenMissing = missing < 0 ? Numbers.of() : Numbers.of(rows.get(missing));
        return new LookupTexts(texts, matrix(values), whenMissing, otherwise);
    }

    private static Matrix matrix(List<double[]> rows) {
        int width = rows.get(0).length;
        double[] values = new double[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        return new Matrix(rows.size(), width, Numbers.of(values));
    }
}
