package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of {@code sweep_estimators.py}, and what Python says of its rows.
 *
 * @param form how it was trained and logged
 * @param directory its directory; empty where Python could not make it
 * @param problem why Python could not make it; otherwise empty
 * @param columns the names of a row's values
 * @param first the first of the row's values that the model reads
 * @param classes the classes of a classifier, target after target
 * @param kinds what each method says of each kind of rows
 */
record SweptModel(
        String form,
        String directory,
        String problem,
        List<String> columns,
        int first,
        List<String> classes,
        Map<String, Map<String, Said>> kinds) {
    /**
     * What a method of Python says of rows. Not thread-safe.
     *
     * @param numbers the numbers, row after row
     * @param width how many a row
     * @param refused the rows that it refuses
     * @param terms how large what is added up for each of the numbers is, where Python says so; otherwise none
     * @param ties the rows whose last neighbor ties with another one
     */
    @SuppressWarnings("ArrayRecordComponent") // read row by row, never compared
    record Said(double[] numbers, int width, BitSet refused, double[] terms, Ties ties) {
        double[] row(int row) {
            double[] values = new double[width];
            System.arraycopy(numbers, row * width, values, 0, width);
            return values;
        }
    }

    /**
     * The rows whose last neighbor is one of several at the same distance.
     *
     * @param rows the rows
     * @param limits for each row the least and then the largest number of each output that a choice of neighbors gives; none for labels
     */
    @SuppressWarnings("ArrayRecordComponent") // read row by row, never compared
    record Ties(BitSet rows, double[] limits) {
        /** Whether numbers are those of some choice, up to the rounding of a mean. */
        boolean allow(int row, double[] given) {
            boolean allowed = true;
            for (int i = 0; i < given.length && limits.length > 0; i++) {
                double least = limits[(2 * row) * given.length + i];
                double largest = limits[(2 * row + 1) * given.length + i];
                double rounding = 4 * Math.ulp(largest);
                allowed = allowed && given[i] >= least - rounding && given[i] <= largest + rounding;
            }
            return allowed;
        }
    }

    static SweptModel read(JsonNode described, ByteBuffer bits, int rows) {
        Map<String, Map<String, Said>> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> kind : described.path("rows").properties()) {
            Map<String, Said> methods = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> method : kind.getValue().properties()) {
                methods.put(method.getKey(), said(method.getValue(), bits, rows));
            }
            kinds.put(kind.getKey(), methods);
        }
        return new SweptModel(
                described.path("form").asText(),
                described.path("directory").asText(),
                described.path("problem").asText(),
                texts(described.path("columns")),
                described.path("first").asInt(),
                texts(described.path("classes")),
                kinds);
    }

    private static Said said(JsonNode method, ByteBuffer bits, int rows) {
        int width = method.path("width").asInt();
        double[] numbers = new double[rows * width];
        bits.position(method.path("at").asInt());
        bits.asDoubleBuffer().get(numbers);
        BitSet refused = new BitSet();
        method.path("refused").forEach(row -> refused.set(row.asInt()));
        BitSet tied = new BitSet();
        method.path("tied").forEach(row -> tied.set(row.asInt()));
        double[] terms = doubles(method, "sizes", bits, numbers.length);
        return new Said(
                numbers, width, refused, terms, new Ties(tied, doubles(method, "limits", bits, 2 * numbers.length)));
    }

    private static double[] doubles(JsonNode method, String key, ByteBuffer bits, int count) {
        double[] read = new double[method.has(key) ? count : 0];
        bits.position(method.path(key).asInt());
        bits.asDoubleBuffer().get(read);
        return read;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
