package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
import io.github.modelkeel.model.row.ColumnReader;
import io.github.modelkeel.model.tree.MaskAxis;
import io.github.modelkeel.model.tree.Refusal;
import io.github.modelkeel.model.tree.Trees;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Divides the values of one column into the cases that trees can tell apart behind the preprocessing. A value is finite or missing; a
 * {@link ColumnReader} lets no other one pass. Used once.
 */
final class ColumnCases {
    private static final double FAR = 1 << 20;
    private static final long STEP_GROWTH = 8;
    private static final long LONGEST_STEP = 1L << 54;

    private final FeatureProgram program;
    private final int column;
    private final int[] features;
    private final double[] usual;

    /**
     * Of one column.
     *
     * @param program the preprocessing
     * @param column the column's index
     * @param features the features that trees look at and that depend on this column alone
     * @param usual see {@link FeatureProgram#usualRow}
     */
    ColumnCases(FeatureProgram program, int column, int[] features, double[] usual) {
        this.program = program;
        this.column = column;
        this.features = features;
        this.usual = usual;
    }

    /** The axis of this column, or {@code null} if what is refused depends on the row. */
    @Nullable MaskAxis axis(Trees trees) {
        if (program.codes(column) >= 0) {
            return new MaskAxis(program.place(column), null, features, accepted(ofCodes(), trees.refusal()));
        }
        return features.length > 0 && usable(-Double.MAX_VALUE) && usable(Double.MAX_VALUE) ? ofNumber(trees) : null;
    }

    /** Whether preprocessing takes every value of the column, a missing one too. */
    boolean neverRefuses() {
        return program.codes(column) >= 0
                ? Arrays.stream(ofCodes()).allMatch(Objects::nonNull)
                : features(-Double.MAX_VALUE) != null
                        && features(Double.MAX_VALUE) != null
                        && features(Double.NaN) != null;
    }

    private double[] @Nullable [] ofCodes() {
        int codes = program.codes(column);
        double[] @Nullable [] samples = new double[codes + 2][];
        for (int code = -1; code < codes; code++) {
            samples[code + 1] = features(code);
        }
        samples[codes + 1] = features(Double.NaN);
        return samples;
    }

    private @Nullable MaskAxis ofNumber(Trees trees) {
        TreeSet<Double> cuts = new TreeSet<>();
        for (int i = 0; i < features.length; i++) {
            TreeSet<Double> thresholds = new TreeSet<>();
            Arrays.stream(trees.rule().cuts(trees.nodes().thresholds(features[i])))
                    .forEach(thresholds::add);
            if (trees.refusal().refusesAny()) {
                thresholds.add(-Refusal.BEYOND_FLOAT);
                thresholds.add(Math.nextDown(Refusal.BEYOND_FLOAT));
            }
            for (double threshold : thresholds) {
                cuts.add(largestNotAbove(threshold, i) + 0.0);
            }
        }
        double[] ascending = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        double[] @Nullable [] samples = new double[ascending.length + 2][];
        for (int i = 0; i < ascending.length; i++) {
            samples[i] = features(Math.max(-Double.MAX_VALUE, ascending[i]));
        }
        samples[ascending.length] = features(Double.MAX_VALUE);
        samples[ascending.length + 1] = features(Double.NaN);
        boolean decided = Arrays.stream(samples, 0, ascending.length + 1).allMatch(ColumnCases::isNumbers);
        return decided
                ? new MaskAxis(program.place(column), ascending, features, accepted(samples, trees.refusal()))
                : null;
    }

    /** The samples but those of which the trees refuse a feature, which are left to them. */
    private static double[] @Nullable [] accepted(double[] @Nullable [] samples, Refusal refusal) {
        double[] @Nullable [] accepted = samples.clone();
        for (int i = 0; i < samples.length; i++) {
            double[] values = samples[i];
            if (values != null && Arrays.stream(values).anyMatch(refusal::refuses)) {
                accepted[i] = null;
            }
        }
        return accepted;
    }

    /**
     * The largest finite number whose feature is at most the threshold; {@code -Infinity} if there is none. Most features are straight lines: the
     * search starts where the line through two of its points meets the threshold, and goes from there in growing steps until the number is enclosed.
     */
    private double largestNotAbove(double threshold, int feature) {
        long low = order(Double.NEGATIVE_INFINITY);
        long high = order(Double.POSITIVE_INFINITY);
        double atZero = one(0, feature);
        double start = (threshold - atZero) / (one(FAR, feature) - atZero) * FAR;
        if (Math.abs(start) <= Double.MAX_VALUE) {
            boolean up = one(start, feature) <= threshold;
            low = up ? order(start) : low;
            high = up ? high : order(start);
            for (long step = 1;
                    step < LONGEST_STEP && Long.compareUnsigned(high - low, step) > 0;
                    step *= STEP_GROWTH) {
                long next = up ? low + step : high - step;
                boolean notAbove = one(number(next), feature) <= threshold;
                low = notAbove ? next : low;
                high = notAbove ? high : next;
                if (notAbove != up) {
                    break;
                }
            }
        }
        while (low + 1 < high) {
            long middle = low + ((high - low) >>> 1);
            if (one(number(middle), feature) <= threshold) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return number(low);
    }

    /** Doubles in their order as integers; -0.0 comes just before 0.0. */
    private static long order(double number) {
        long bits = Double.doubleToRawLongBits(number);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double number(long order) {
        return Double.longBitsToDouble(order ^ ((order >> 63) & Long.MAX_VALUE));
    }

    private boolean usable(double value) {
        return isNumbers(features(value));
    }

    private static boolean isNumbers(double @Nullable [] values) {
        return values != null && Arrays.stream(values).noneMatch(Double::isNaN);
    }

    private double one(double value, int feature) {
        double[] row = run(value);
        return row == null ? Double.NaN : row[features[feature]];
    }

    /** What the features become when the column has this value, or {@code null} if preprocessing refuses it. */
    private double @Nullable [] features(double value) {
        double[] row = run(value);
        return row == null
                ? null
                : Arrays.stream(features).mapToDouble(feature -> row[feature]).toArray();
    }

    private double @Nullable [] run(double value) {
        double[] row = usual.clone();
        row[program.place(column)] = value;
        try {
            program.run(row);
        } catch (InvalidInputException e) {
            return null;
        }
        return row;
    }
}
