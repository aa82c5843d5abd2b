package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.Limits;
import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.MultipleTesting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What counts as drift. Immutable and safe for use by multiple threads. */
public final class DriftOptions {
    /** How p-values are adjusted for the number of columns tested. */
    public enum Correction {
        /** No adjustment: with a hundred columns expect five p-values below 0.05 without any drift. */
        NONE,
        /** Bounds the share of false alarms among the alarms (Benjamini and Hochberg, 1995). */
        BENJAMINI_HOCHBERG,
        /** As Benjamini-Hochberg, for columns that depend on each other in any way (Benjamini and Yekutieli, 2001). */
        BENJAMINI_YEKUTIELI,
        /** Bounds the probability of any false alarm. */
        BONFERRONI
    }

    private static final DriftOptions DEFAULTS = builder().build();

    private final int bins;
    private final double threshold;
    private final double shiftThreshold;
    private final Map<String, Double> columnThresholds;
    private final Map<String, Double> weights;
    private final double alpha;
    private final Correction correction;
    private final double driftShare;
    private final Set<String> ignored;
    private final int maxCategories;
    private final double missingRateChange;
    private final double outOfRangeShare;
    private final double unseenShare;
    private final String title;
    private final boolean evidently;
    private final @Nullable Schema schema;
    private final List<String> statistics;
    private final boolean fingerprints;

    private DriftOptions(Builder builder) {
        this.bins = builder.bins;
        this.threshold = builder.threshold;
        this.shiftThreshold = builder.shiftThreshold;
        this.columnThresholds = Map.copyOf(builder.columnThresholds);
        this.weights = Map.copyOf(builder.weights);
        this.alpha = builder.alpha;
        this.correction = builder.correction;
        this.driftShare = builder.driftShare;
        this.ignored = Set.copyOf(builder.ignored);
        this.maxCategories = builder.maxCategories;
        this.missingRateChange = builder.missingRateChange;
        this.outOfRangeShare = builder.outOfRangeShare;
        this.unseenShare = builder.unseenShare;
        this.title = builder.title;
        this.evidently = builder.evidently;
        this.schema = builder.schema;
        this.statistics = List.copyOf(builder.statistics);
        this.fingerprints = builder.fingerprints;
    }

    /**
     * Ten bins; a column drifts if its PSI exceeds what no drift would give by 0.2 and its adjusted p-value is below 0.05
     * (Benjamini-Hochberg), and it shifted from an excess of 0.01 on; a data set drifts when half of its judged columns do, or a column is
     * gone or of another type.
     *
     * @return the default options
     */
    public static DriftOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The rules of Evidently 0.7.23: each column is judged by the test that Evidently chooses by default, without a correction for the number
     * of columns, and the data set drifts when half of its columns do. Up to 1,000 reference values numbers are tested by Kolmogorov and
     * Smirnov, and few distinct values by chi-square or z at 0.05; beyond that by the normalised Wasserstein and the Jensen-Shannon
     * distance at 0.1. Missing, infinite and invalid values do not count. Where Evidently gives an error, for instance for a column without
     * values, the column is {@link DriftState#UNDECIDED}.
     *
     * @return options whose reports have Evidently's numbers in {@link DriftTest}
     */
    public static DriftOptions evidentlyDefaults() {
        Builder builder = builder();
        builder.evidently = true;
        return builder.correction(Correction.NONE).build();
    }

    /** {@return a builder that starts from {@link #defaults()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * These options, but columns that have no weight of their own weigh by their importance to a model, as {@link Builder#weights} says.
     *
     * @param importances 0 or more by column, as {@code model.columnImportance()} of {@code modelkeel-model} gives them; none, or none above 0,
     *     change nothing
     * @return new options
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public DriftOptions withWeights(Map<String, Double> importances) {
        boolean none = Objects.requireNonNull(importances, "importances").values().stream()
                .allMatch(importance -> importance == 0);
        if (none) {
            return this;
        }
        Builder changed = new Builder(this).weights(importances);
        changed.weights.putAll(weights);
        return changed.build();
    }

    /**
     * How many quantile bins numbers are put in.
     *
     * @return the number of bins, before equal quantiles are merged
     */
    public int bins() {
        return bins;
    }

    /**
     * The excess of the PSI from which on a significant change is drift.
     *
     * @param column the column
     * @return its own threshold, or the common one
     */
    public double threshold(String column) {
        return columnThresholds.getOrDefault(Objects.requireNonNull(column, "column"), threshold);
    }

    /**
     * The common PSI threshold.
     *
     * @return the threshold of columns without one of their own
     */
    public double threshold() {
        return threshold;
    }

    /**
     * The excess of the PSI from which on a significant change is named at all.
     *
     * @return the threshold of {@link DriftState#SHIFTED}
     */
    public double shiftThreshold() {
        return shiftThreshold;
    }

    /**
     * What a column counts for in the share of drifted columns.
     *
     * @param column the column
     * @return its weight, 1 unless it was set
     */
    public double weight(String column) {
        return weights.getOrDefault(Objects.requireNonNull(column, "column"), 1.0);
    }

    /**
     * The significance level.
     *
     * @return the adjusted p-value must be below it
     */
    public double alpha() {
        return alpha;
    }

    /** {@return the correction for testing many columns} */
    public Correction correction() {
        return correction;
    }

    /**
     * The share of drifted columns from which on the data set counts as drifted.
     *
     * @return the share, of the weight of the judged columns
     */
    public double driftShare() {
        return driftShare;
    }

    /**
     * The statistics that are computed besides those that decide.
     *
     * @return their names, possibly none
     */
    public List<String> statistics() {
        return statistics;
    }

    /** {@return whether the report has the fingerprints of both profiles} */
    public boolean fingerprints() {
        return fingerprints;
    }

    @Nullable Schema schema() {
        return schema;
    }

    boolean isEvidently() {
        return evidently;
    }

    Limits limits() {
        return new Limits(
                alpha,
                this::adjusted,
                threshold,
                columnThresholds,
                shiftThreshold,
                weights,
                driftShare,
                missingRateChange,
                outOfRangeShare,
                unseenShare,
                evidently);
    }

    private double[] adjusted(double[] pValues) {
        return switch (correction) {
            case NONE -> pValues.clone();
            case BENJAMINI_HOCHBERG -> MultipleTesting.benjaminiHochberg(pValues);
            case BENJAMINI_YEKUTIELI -> MultipleTesting.benjaminiYekutieli(pValues);
            case BONFERRONI -> MultipleTesting.bonferroni(pValues);
        };
    }

    /** How a column is judged, in words. */
    String decision() {
        if (evidently) {
            return "A column drifted if the test that Evidently 0.7.23 chooses for it says so.";
        }
        return "A column drifted if a change is significant (adjusted p below " + Numerals.brief(alpha)
                + ") and its PSI exceeds the noise floor by " + Numerals.brief(threshold) + "; it shifted from "
                + Numerals.brief(shiftThreshold) + " on.";
    }

    Map<String, Double> columnThresholds() {
        return columnThresholds;
    }

    Map<String, Double> weights() {
        return weights;
    }

    boolean isIgnored(String column) {
        return ignored.contains(column);
    }

    Set<String> ignored() {
        return ignored;
    }

    int maxCategories() {
        return maxCategories;
    }

    double missingRateChange() {
        return missingRateChange;
    }

    double outOfRangeShare() {
        return outOfRangeShare;
    }

    double unseenShare() {
        return unseenShare;
    }

    /**
     * The title of the report.
     *
     * @return the title of the HTML page
     */
    public String title() {
        return title;
    }

    /** Starts from {@link DriftOptions#defaults()}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_CATEGORIES = 100_000;

        private int bins = 10;
        private double threshold = 0.2;
        private double shiftThreshold = 0.01;
        private final Map<String, Double> columnThresholds = new HashMap<>();
        private final Map<String, Double> weights = new HashMap<>();
        private double alpha = 0.05;
        private Correction correction = Correction.BENJAMINI_HOCHBERG;
        private double driftShare = 0.5;
        private final Set<String> ignored = new HashSet<>();
        private int maxCategories = Schema.MAX_CATEGORIES;
        private double missingRateChange = 0.01;
        private double outOfRangeShare = 0.01;
        private double unseenShare = 0.01;
        private String title = "Drift report";
        private boolean evidently;
        private @Nullable Schema schema;
        private final Set<String> statistics = new LinkedHashSet<>();
        private boolean fingerprints;

        private Builder() {}

        private Builder(DriftOptions options) {
            this.bins = options.bins;
            this.threshold = options.threshold;
            this.shiftThreshold = options.shiftThreshold;
            this.columnThresholds.putAll(options.columnThresholds);
            this.weights.putAll(options.weights);
            this.alpha = options.alpha;
            this.correction = options.correction;
            this.driftShare = options.driftShare;
            this.ignored.addAll(options.ignored);
            this.maxCategories = options.maxCategories;
            this.missingRateChange = options.missingRateChange;
            this.outOfRangeShare = options.outOfRangeShare;
            this.unseenShare = options.unseenShare;
            this.title = options.title;
            this.evidently = options.evidently;
            this.schema = options.schema;
            this.statistics.addAll(options.statistics);
            this.fingerprints = options.fingerprints;
        }

        /**
         * Sets the number of quantile bins, 10 by default.
         *
         * @param bins 2 to 1000
         * @return this builder
         */
        public Builder bins(int bins) {
            if (bins < 2 || bins > 1000) {
                throw new IllegalArgumentException("bins must be between 2 and 1000: " + bins);
            }
            this.bins = bins;
            return this;
        }

        /**
         * Sets by how much the PSI must exceed what no drift would give for a significant change to be drift, 0.2 by default. For a
         * stricter watch 0.1 is usual.
         *
         * @param psi 0 or more
         * @return this builder
         */
        public Builder threshold(double psi) {
            this.threshold = notNegative("threshold", psi);
            return this;
        }

        /**
         * Sets the threshold of one column. A comparison in which neither profile has the column is an error.
         *
         * @param column the column
         * @param psi 0 or more
         * @return this builder
         */
        public Builder threshold(String column, double psi) {
            columnThresholds.put(Objects.requireNonNull(column, "column"), notNegative("threshold of " + column, psi));
            return this;
        }

        /**
         * Sets the excess of the PSI from which on a significant change is {@link DriftState#SHIFTED}, 0.01 by default. Without such a bound
         * every difference is found in enough rows.
         *
         * @param psi 0 or more
         * @return this builder
         */
        public Builder shiftThreshold(double psi) {
            this.shiftThreshold = notNegative("shiftThreshold", psi);
            return this;
        }

        /**
         * Sets what a column counts for in the share of drifted columns, 1 by default, for instance its importance to the model. A comparison
         * in which neither profile has the column is an error.
         *
         * @param column the column
         * @param weight 0 or more
         * @return this builder
         */
        public Builder weight(String column, double weight) {
            weights.put(Objects.requireNonNull(column, "column"), notNegative("weight of " + column, weight));
            return this;
        }

        /**
         * Sets what columns count for in the share of drifted columns by their importance to the model: {@code
         * weights(model.columnImportance())} with a {@code ScoringModel} of {@code modelkeel-model}. They are divided by their mean, so that a
         * column that is not among them, of weight 1, counts as an average one. None leave all weights as they are.
         *
         * @param importances 0 or more by column, not all 0
         * @return this builder
         * @throws IllegalArgumentException if one is negative or not finite, or all are 0
         */
        public Builder weights(Map<String, Double> importances) {
            double largest = 0;
            for (Map.Entry<String, Double> each :
                    Objects.requireNonNull(importances, "importances").entrySet()) {
                largest = Math.max(largest, notNegative("weight of " + each.getKey(), each.getValue()));
            }
            if (!importances.isEmpty() && largest == 0) {
                throw new IllegalArgumentException("weights must not all be 0: " + importances);
            }
            int scale = -Math.getExponent(largest); // so that neither the sum overflows nor the mean is 0
            double sum = 0;
            for (double importance : importances.values()) {
                sum += Math.scalb(importance, scale);
            }
            double mean = sum / importances.size();
            importances.forEach((column, importance) -> weight(column, Math.scalb(importance, scale) / mean));
            return this;
        }

        /**
         * Sets the significance level, 0.05 by default. With 1 the PSI alone decides.
         *
         * @param alpha above 0, at most 1
         * @return this builder
         */
        public Builder alpha(double alpha) {
            if (!(alpha > 0 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha must be above 0 and at most 1: " + alpha);
            }
            this.alpha = alpha;
            return this;
        }

        /**
         * Sets the correction for testing many columns, Benjamini-Hochberg by default.
         *
         * @param correction the correction
         * @return this builder
         */
        public Builder correction(Correction correction) {
            this.correction = Objects.requireNonNull(correction, "correction");
            return this;
        }

        /**
         * Sets the share of drifted columns from which on the data set counts as drifted, 0.5 by default.
         *
         * @param share above 0, at most 1
         * @return this builder
         */
        public Builder driftShare(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("driftShare must be above 0 and at most 1: " + share);
            }
            this.driftShare = share;
            return this;
        }

        /**
         * Leaves columns out of the verdict, for instance identifiers: they are {@link DriftState#NOT_SCORED}. A comparison in which neither
         * profile has the column is an error, so that a name typed wrongly does not leave the column in.
         *
         * @param columns the columns
         * @return this builder
         */
        public Builder ignore(String... columns) {
            for (String column : Objects.requireNonNull(columns, "columns")) {
                ignored.add(Objects.requireNonNull(column, "a column to ignore"));
            }
            return this;
        }

        /**
         * Sets how many categories a text column may have to be scored, 10,000 by default; identifiers and free text have more.
         *
         * @param categories 1 to 100,000, as no more are kept of a column that is read ({@link Profile}): those of two sides would not be the same ones
         * @return this builder
         */
        public Builder maxCategories(int categories) {
            if (categories < 1 || categories > MOST_CATEGORIES) {
                throw new IllegalArgumentException(
                        "maxCategories must be between 1 and " + MOST_CATEGORIES + ": " + categories);
            }
            this.maxCategories = categories;
            return this;
        }

        /**
         * Sets by how much the share of missing values must change to count, 0.01 by default; the change must be significant too.
         *
         * @param change 0 to 1
         * @return this builder
         */
        public Builder missingRateChange(double change) {
            this.missingRateChange = share("missingRateChange", change);
            return this;
        }

        /**
         * Sets the share of numbers out of the reference's range, by more than a tenth of its width, that counts, 0.01 by default; it must be
         * significant too.
         *
         * @param share 0 to 1
         * @return this builder
         */
        public Builder outOfRangeShare(double share) {
            this.outOfRangeShare = share("outOfRangeShare", share);
            return this;
        }

        /**
         * Sets the share of rows with unseen categories that counts, 0.01 by default; it must be significant too.
         *
         * @param share 0 to 1
         * @return this builder
         */
        public Builder unseenShare(double share) {
            this.unseenShare = share("unseenShare", share);
            return this;
        }

        /**
         * Sets what the columns are, by default what {@link Schema#of(Profile)} infers from the reference. Columns that the schema does not
         * have are inferred.
         *
         * @param schema the schema
         * @return this builder
         */
        public Builder schema(Schema schema) {
            this.schema = Objects.requireNonNull(schema, "schema");
            return this;
        }

        /**
         * Adds statistics that are computed and shown besides those that decide, none by default; the verdict does not depend on them.
         * {@link DriftTest} has the names. They are in {@link ColumnDrift#statistics()} and in the JSON report.
         *
         * @param names some of {@link DriftTest#names()}
         * @return this builder
         * @throws IllegalArgumentException if a name is not one of them
         */
        public Builder statistics(String... names) {
            for (String name : Objects.requireNonNull(names, "names")) {
                NamedStatistics.check(Objects.requireNonNull(name, "a name of a statistic"));
                statistics.add(name);
            }
            return this;
        }

        /**
         * Sets whether the report has the {@linkplain Profile#fingerprint() fingerprints} of both profiles, by which it can be shown later which
         * data it is of; not by default, because it takes as long as the sorting of the numbers.
         *
         * @param fingerprints whether they are computed
         * @return this builder
         */
        public Builder fingerprints(boolean fingerprints) {
            this.fingerprints = fingerprints;
            return this;
        }

        /**
         * Sets what the report is about, {@code Drift report} by default. It is shown above the HTML page's verdict; write there what was
         * compared with what.
         *
         * @param title a few words, not blank
         * @return this builder
         */
        public Builder title(String title) {
            if (Objects.requireNonNull(title, "title").isBlank()) {
                throw new IllegalArgumentException("title must not be blank");
            }
            this.title = title;
            return this;
        }

        private static double share(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " must be between 0 and 1: " + value);
            }
            return value;
        }

        private static double notNegative(String name, double value) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " must be a number that is not negative: " + value);
            }
            return value;
        }

        /** {@return the options so far} */
        public DriftOptions build() {
            return new DriftOptions(this);
        }
    }
}
