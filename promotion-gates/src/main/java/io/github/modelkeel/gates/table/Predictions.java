package io.github.modelkeel.gates.table;

import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.evaluation.Performance;
import io.github.modelkeel.gates.file.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Labels and predictions of a table, for one metric of the evaluation module. Immutable. */
public final class Predictions {
    private static final Set<String> OF_NUMBERS = Set.of("mae", "rmse", "r2", "median_absolute_error");
    private static final Set<String> OF_TWO_CLASSES =
            Set.of("precision", "recall", "specificity", "f1", "auc", "log_loss", "brier");
    private static final Set<String> ERRORS = Set.of("mae", "rmse", "median_absolute_error", "log_loss", "brier");

    private static final List<String> OF_LABELS = List.of(
            "accuracy",
            "precision_macro",
            "recall_macro",
            "f1_macro",
            "precision_weighted",
            "recall_weighted",
            "f1_weighted");

    private final Table table;
    private final String metric;
    private final List<String> labels;
    private final Measure measure;
    private final double value;

    private Predictions(Table table, String metric, List<String> labels, Measure measure) {
        this.table = table;
        this.metric = metric;
        this.labels = labels;
        this.measure = measure;
        this.value = value(all());
    }

    /** Evaluates some of the rows. */
    private interface Measure {
        Performance of(Evaluation evaluation, int[] rows);
    }

    /** Whether a table of labels and predictions has a metric of this name. */
    public static boolean knows(String metric) {
        return OF_NUMBERS.contains(metric) || OF_TWO_CLASSES.contains(metric) || OF_LABELS.contains(metric);
    }

    /** Whether more of a metric is better. */
    public static boolean higherIsBetter(String metric) {
        return !ERRORS.contains(metric);
    }

    /**
     * The metric of a table.
     *
     * @throws IllegalArgumentException if a column is not there or holds something that cannot be evaluated; the message says where
     */
    public static Predictions of(Table table, Columns columns, String metric) {
        List<String> actual = table.column(columns.actual());
        List<String> predicted = table.column(columns.predicted());
        if (OF_NUMBERS.contains(metric)) {
            double[] labels = numbers(columns.actual(), actual);
            double[] guesses = numbers(columns.predicted(), predicted);
            return new Predictions(
                    table,
                    metric,
                    DoubleStream.of(labels).mapToObj(Double::toString).toList(),
                    (evaluation, rows) -> evaluation.regression(pick(labels, rows), pick(guesses, rows)));
        }
        if (OF_TWO_CLASSES.contains(metric) || columns.positive() != null) {
            boolean[] labels = positives(columns, actual);
            double[] guesses = numbers(columns.predicted(), predicted);
            return new Predictions(
                    table,
                    metric,
                    columns.positive() == null ? texts(labels) : readLabels(actual),
                    (evaluation, rows) -> evaluation.binary(pick(labels, rows), pick(guesses, rows)));
        }
        List<String> labels = readLabels(actual);
        List<String> guesses = readLabels(predicted);
        if (new HashSet<>(labels).stream().noneMatch(new HashSet<>(guesses)::contains)) {
            throw new IllegalArgumentException("no value of '" + columns.predicted() + "' is one of the labels in '"
                    + columns.actual() + "'; if they are probabilities, name the positive label with 'positive'");
        }
        return new Predictions(
                table,
                metric,
                labels,
                (evaluation, rows) -> evaluation.multiclass(pick(labels, rows), pick(guesses, rows)));
    }

    public int rows() {
        return labels.size();
    }

    /** The metric with all other metrics and their intervals. */
    public Performance performance(double confidence) {
        return measure.of(Evaluation.builder().confidence(confidence).build(), all());
    }

    /** The metric of some rows; NaN where they do not have it. */
    double value(int[] rows) {
        var found = measure.of(Evaluation.builder().resamples(0).build(), rows)
                .metrics()
                .get(metric);
        return found == null ? Double.NaN : found.value();
    }

    /** The metric of all rows. */
    double value() {
        return value;
    }

    String metric() {
        return metric;
    }

    /** Whether both have the same labels in the same order, whichever way they are written: the same rows, as far as a table shows it. */
    boolean hasRowsOf(Predictions other) {
        return labels.equals(other.labels);
    }

    /** The metric of the rows of each segment that has enough of them, by the segment's name; where it is undefined, NaN. */
    public Map<String, Segment> segments(String column) {
        List<String> names = table.column(column);
        Map<String, Segment> segments = new TreeMap<>();
        for (String name : new HashSet<>(names)) {
            int[] rows = IntStream.range(0, names.size())
                    .filter(i -> names.get(i).equals(name))
                    .toArray();
            segments.put(name, new Segment(rows.length, value(rows)));
        }
        return segments;
    }

    /** The rows of a segment, and their metric. */
    public record Segment(int rows, double value) {}

    private int[] all() {
        return IntStream.range(0, labels.size()).toArray();
    }

    private static double[] numbers(String column, List<String> texts) {
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(texts.get(i));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "row " + i + " of '" + column + "' is not a number: '" + texts.get(i) + "'", e);
            }
        }
        return numbers;
    }

    private static boolean[] positives(Columns columns, List<String> texts) {
        boolean[] positives = new boolean[texts.size()];
        String positive = columns.positive() == null ? null : label(columns.positive());
        for (int i = 0; i < positives.length; i++) {
            String text = label(texts.get(i));
            boolean isPlain = text.equals("1.0") || text.equals("true");
            if (positive == null && !isPlain && !text.equals("0.0") && !text.equals("false")) {
                throw new IllegalArgumentException("row " + i + " of '" + columns.actual() + "' is '" + texts.get(i)
                        + "', neither 0, 1, true nor false; name the positive label with 'positive'");
            }
            positives[i] = positive == null ? isPlain : text.equals(positive);
        }
        if (positive != null && !texts.stream().map(Predictions::label).anyMatch(positive::equals)) {
            throw new IllegalArgumentException("no row of '" + columns.actual() + "' is the positive label '"
                    + columns.positive() + "'; it has, for instance, '" + texts.get(0) + "'");
        }
        return positives;
    }

    private static List<String> readLabels(List<String> texts) {
        return texts.stream().map(Predictions::label).toList();
    }

    private static List<String> texts(boolean[] labels) {
        return IntStream.range(0, labels.length)
                .mapToObj(i -> Boolean.toString(labels[i]))
                .toList();
    }

    /** A label as one text, whichever way a number or a truth value is written. */
    private static String label(String text) {
        OptionalDouble number = Entry.decimal(text);
        if (number.isPresent()) {
            return Double.toString(number.getAsDouble());
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false") ? lower : text;
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static boolean[] pick(boolean[] values, int[] rows) {
        boolean[] picked = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    private static List<String> pick(List<String> values, int[] rows) {
        return IntStream.of(rows)
                .mapToObj(row -> Objects.requireNonNull(values.get(row)))
                .toList();
    }
}
