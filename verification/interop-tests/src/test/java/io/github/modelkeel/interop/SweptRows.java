package io.github.modelkeel.interop;

import io.github.modelkeel.interop.SweptModel.Said;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what a model gives for rows with what Python says of them. Not thread-safe.
 */
final class SweptRows {
    private static final double VISIBLE = 1e-6;

    private final SweptModel swept;
    private final ScoringModel model;
    private final double ulps;
    private int same;
    private int refusedByBoth;
    private int refusedHere;
    private int wrong;
    private int tied;
    private int cancelled;
    private String fault = "";

    /** Rows of a model that may be so many ulps of the numbers' size away from Python. */
    SweptRows(SweptModel swept, ScoringModel model, double ulps) {
        this.swept = swept;
        this.model = model.withScores();
        this.ulps = ulps;
    }

    void compare(Map<String, Said> methods, List<Object[]> rows) {
        for (int row = 0; row < rows.size(); row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < swept.columns().size(); i++) {
                values.put(swept.columns().get(i), rows.get(row)[swept.first() + i]);
            }
            compare(methods, row, values);
        }
    }

    private void compare(Map<String, Said> methods, int row, Map<String, Object> values) {
        Map<String, double[]> given = new LinkedHashMap<>();
        String refusal = "";
        try {
            given = given(methods, values);
        } catch (InvalidInputException e) {
            refusal = Objects.requireNonNull(e.getMessage());
        } catch (RuntimeException e) {
            wrong(row, values, "an exception without a name of ours: " + e);
            return;
        }
        boolean both = methods.values().stream().allMatch(said -> said.refused().get(row));
        if (!refusal.isEmpty()) {
            refusedByBoth += both ? 1 : 0;
            refusedHere += both ? 0 : 1;
            return;
        }
        boolean differs = false;
        boolean cancels = false;
        for (Map.Entry<String, double[]> method : given.entrySet()) {
            Said said = Objects.requireNonNull(methods.get(method.getKey()));
            if (said.refused().get(row)) {
                wrong(
                        row,
                        values,
                        method.getKey() + " is answered with " + Arrays.toString(method.getValue())
                                + ", Python refuses");
                return;
            }
            double[] wanted = said.row(row);
            double apart = apart(method.getKey(), method.getValue(), wanted, said, row);
            boolean far = !(apart
                    <= (method.getKey().equals("predict") && !swept.classes().isEmpty() ? 0 : ulps));
            boolean choice = said.ties().rows().get(row) && said.ties().allow(row, method.getValue());
            differs = differs || far;
            cancels = cancels || visible(method.getValue(), wanted);
            if (far && !choice) {
                wrong(
                        row,
                        values,
                        "%s is %s, not %s, %.1f ulp"
                                .formatted(
                                        method.getKey(),
                                        Arrays.toString(method.getValue()),
                                        Arrays.toString(wanted),
                                        apart));
                return;
            }
        }
        tied += differs ? 1 : 0;
        cancelled += cancels && !differs ? 1 : 0;
        same += cancels || differs ? 0 : 1;
    }

    private void wrong(int row, Map<String, Object> values, String what) {
        if (wrong++ == 0) {
            fault = "row " + row + ", " + values + ": " + what;
        }
    }

    /** What is given for each of the methods; those that are not offered are left out. */
    private Map<String, double[]> given(Map<String, Said> methods, Map<String, Object> values) {
        Map<String, double[]> given = new LinkedHashMap<>();
        if (methods.containsKey("transform")) {
            given.put("transform", model.preprocessing().apply(values));
            return given;
        }
        Output output = model.predictOne(Rows.of(values));
        given.put("predict", predicted(output));
        if (output.hasProbabilities()) {
            given.put("predict_proba", doubles(output.classProbabilities()));
        }
        if (output.hasTargets()) {
            given.put(
                    "predict_proba",
                    doubles(output.targets().stream()
                            .flatMap(target -> target.probabilities().values().stream())
                            .toList()));
        }
        if (output.hasDecisionFunction()) {
            given.put("decision_function", doubles(output.decisionFunction()));
        }
        if (output.hasScoreSamples()) {
            given.put("score_samples", new double[] {output.scoreSamples()});
        }
        given.entrySet().removeIf(method -> !methods.containsKey(method.getKey()) || method.getValue().length == 0);
        return given;
    }

    private static double[] doubles(List<Double> numbers) {
        return numbers.stream().mapToDouble(x -> x).toArray();
    }

    /** The numbers of a regression; the index of a classifier's class among Python's. */
    private double[] predicted(Output output) {
        if (output.hasTargets()) {
            return output.targets().stream().mapToDouble(Output.Target::index).toArray();
        }
        return output.hasLabel() ? new double[] {swept.classes().indexOf(output.label())} : doubles(output.values());
    }

    /** The largest difference in ulps of the number's size; infinite where a number is missing or the sizes of the lists differ. */
    private double apart(String method, double[] given, double[] wanted, Said said, int row) {
        if (given.length != wanted.length) {
            return Double.POSITIVE_INFINITY;
        }
        double apart = 0;
        for (int i = 0; i < given.length; i++) {
            if (given[i] != wanted[i] && !(Double.isNaN(given[i]) && Double.isNaN(wanted[i]))) {
                double size = Math.abs(wanted[i]);
                size = method.equals("predict_proba")
                        ? Arrays.stream(wanted).max().orElse(size)
                        : size;
                size = said.terms().length > 0 ? Math.max(size, said.terms()[row * wanted.length + i]) : size;
                double distance = Math.abs(given[i] - wanted[i]) / Math.ulp(size);
                apart = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(apart, distance);
            }
        }
        return apart;
    }

    /** Whether a number is apart by more than a millionth of the row's largest: its terms cancel each other out. */
    private static boolean visible(double[] given, double[] wanted) {
        double size = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        boolean visible = false;
        for (int i = 0; i < given.length; i++) {
            visible = visible || Math.abs(given[i] - wanted[i]) > VISIBLE * size;
        }
        return visible;
    }

    int wrong() {
        return wrong;
    }

    /** The first wrong row, in words. */
    String fault() {
        return fault;
    }

    /** The cell of the table. */
    String cell() {
        int rows = same + tied + cancelled + refusedByBoth + refusedHere + wrong;
        if (same == rows) {
            return "same";
        }
        List<String> parts = new ArrayList<>();
        add(parts, same, "same");
        add(parts, tied, "tied");
        add(parts, cancelled, "cancelled");
        add(parts, refusedByBoth, "refused by both");
        add(parts, refusedHere, "refused here");
        add(parts, wrong, "WRONG");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add("%,d %s".formatted(count, what).replace("\u00a0", ","));
        }
    }
}
