package io.github.modelkeel.validation;

import io.github.modelkeel.validation.rule.Bounds;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleKind;
import io.github.modelkeel.validation.rule.RuleText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is expected of data. Immutable and safe for use by multiple threads.
 *
 * <p>Missing values (null, NaN, blank texts and the {@linkplain io.github.modelkeel.drift.CsvOptions#defaults() words} that pandas takes for
 * missing) are judged by {@link #notNull} alone, and left out by all others. Expectations of values hold for all of them unless
 * {@link #withMostly} lowers the share. A field of a CSV file is what its letters say: a number, {@code true} or {@code false}, a date or a
 * text. Java booleans count as 1 and 0.
 */
public final class Expectation {
    private final Rule rule;

    Expectation(Rule rule) {
        this.rule = rule;
    }

    private static Expectation of(RuleKind kind, String column) {
        return new Expectation(Rule.of(kind, column(column)));
    }

    private static Expectation of(RuleKind kind, @Nullable String column, double min, double max) {
        return new Expectation(Rule.of(kind, column, bounds(min, max)));
    }

    private static String column(String column) {
        return Objects.requireNonNull(column, "column");
    }

    private static Bounds bounds(double min, double max) {
        return new Bounds(min, max, false, false);
    }

    /**
     * Values are not missing.
     *
     * @param column the column
     * @return the expectation
     */
    public static Expectation notNull(String column) {
        return of(RuleKind.NOT_NULL, column);
    }

    /**
     * Values are numbers in a range; one that is not a number is unexpected.
     *
     * @param column the column
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, or both are infinite
     */
    public static Expectation between(String column, double min, double max) {
        return of(RuleKind.BETWEEN, column(column), min, max);
    }

    /**
     * Values are of a set: texts, numbers or booleans. Numbers are compared as numbers, whatever their type; the number 1 is not the text
     * {@code "1"}, but a field of a CSV file may be either.
     *
     * @param column the column
     * @param values the set
     * @return the expectation
     * @throws IllegalArgumentException if there is none, or one is of another type, NaN or infinite
     */
    public static Expectation inSet(String column, Object... values) {
        return new Expectation(Rule.of(RuleKind.IN_SET, column(column), list(values)));
    }

    /**
     * Values are not of a set.
     *
     * @param column the column
     * @param values the set, as in {@link #inSet}
     * @return the expectation
     * @throws IllegalArgumentException if there is none, or one is of another type, NaN or infinite
     */
    public static Expectation notInSet(String column, Object... values) {
        return new Expectation(Rule.of(RuleKind.NOT_IN_SET, column(column), list(values)));
    }

    private static List<Object> list(Object... values) {
        for (Object value : values) {
            Objects.requireNonNull(value, "a value is null; missing values are never judged");
        }
        return Arrays.asList(values.clone());
    }

    /**
     * No two values are equal; of equal ones all are unexpected. Fields of a CSV file are equal if their letters are, and if the suite says
     * that the column has numbers ({@link #type}), if the numbers are. Takes 20 to 40 bytes for each distinct value, and twice that while the table
     * grows; undecided with more than 10 million distinct values and none twice.
     *
     * @param column the column
     * @return the expectation
     */
    public static Expectation unique(String column) {
        return of(RuleKind.UNIQUE, column);
    }

    /**
     * A regular expression is found in the text of values; {@code ^} and {@code $} make it the whole text. A number is written as Python
     * does: {@code 1.0}, {@code 1e+16}, a whole one of a whole type {@code 1}.
     *
     * @param column the column
     * @param pattern in the syntax of {@link java.util.regex.Pattern}
     * @return the expectation
     * @throws IllegalArgumentException if it is not valid
     */
    public static Expectation regex(String column, String pattern) {
        return new Expectation(Rule.of(RuleKind.REGEX, column(column), Objects.requireNonNull(pattern, "pattern")));
    }

    /**
     * A regular expression is not found in the text of values.
     *
     * @param column the column
     * @param pattern as in {@link #regex}
     * @return the expectation
     * @throws IllegalArgumentException if it is not valid
     */
    public static Expectation notRegex(String column, String pattern) {
        return new Expectation(Rule.of(RuleKind.NOT_REGEX, column(column), Objects.requireNonNull(pattern, "pattern")));
    }

    /**
     * Texts have a length in a range, in code points.
     *
     * @param column the column
     * @param min the least
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them
     */
    public static Expectation length(String column, double min, double max) {
        return of(RuleKind.LENGTH, column(column), min, max);
    }

    /**
     * Each value is not less than the one above it that is not missing. Numbers are compared as numbers, texts as texts, so that days and times in
     * ISO form are in their order; a number beside a text is unexpected.
     *
     * @param column the column
     * @return the expectation, which {@link #strictly} makes strict
     */
    public static Expectation increasing(String column) {
        return of(RuleKind.INCREASING, column);
    }

    /**
     * Each value is not greater than the one above it that is not missing.
     *
     * @param column the column
     * @return the expectation, which {@link #strictly} makes strict
     */
    public static Expectation decreasing(String column) {
        return of(RuleKind.DECREASING, column);
    }

    /**
     * Values are of a type, or of one of several: {@code number}, {@code integer}, {@code float}, {@code boolean}, {@code date},
     * {@code text}. Whole numbers among fractions are floats, and a column of nothing but whole numbers is not {@code float}; any field of a CSV file
     * is a text.
     *
     * @param column the column
     * @param types the names
     * @return the expectation
     * @throws IllegalArgumentException if a name is unknown, or there is none
     */
    public static Expectation type(String column, String... types) {
        return new Expectation(Rule.of(RuleKind.TYPE, column(column), list((Object[]) types)));
    }

    /**
     * The mean is in a range. A value that is not a number fails this and all other expectations of figures.
     *
     * @param column the column
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, or both are infinite
     */
    public static Expectation mean(String column, double min, double max) {
        return of(RuleKind.MEAN, column(column), min, max);
    }

    /**
     * The standard deviation, with n − 1, is in a range; undecided of one value.
     *
     * @param column the column
     * @param min the least
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them
     */
    public static Expectation standardDeviation(String column, double min, double max) {
        return of(RuleKind.STANDARD_DEVIATION, column(column), min, max);
    }

    /**
     * A quantile, interpolated as NumPy's default is, is in a range. Takes 8 to 12 bytes for each number; undecided with more than 50 million.
     *
     * @param column the column
     * @param quantile in [0, 1]
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, both are infinite, or the quantile is not in [0, 1]
     */
    public static Expectation quantile(String column, double quantile, double min, double max) {
        return new Expectation(Rule.quantile(column(column), quantile, bounds(min, max), false));
    }

    /**
     * The least value is in a range.
     *
     * @param column the column
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, or both are infinite
     */
    public static Expectation minimum(String column, double min, double max) {
        return of(RuleKind.MINIMUM, column(column), min, max);
    }

    /**
     * The greatest value is in a range.
     *
     * @param column the column
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, or both are infinite
     */
    public static Expectation maximum(String column, double min, double max) {
        return of(RuleKind.MAXIMUM, column(column), min, max);
    }

    /**
     * The sum is in a range.
     *
     * @param column the column
     * @param min the least, or negative infinity
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them, or both are infinite
     */
    public static Expectation sum(String column, double min, double max) {
        return of(RuleKind.SUM, column(column), min, max);
    }

    /**
     * The column is there.
     *
     * @param column the column
     * @return the expectation
     */
    public static Expectation exists(String column) {
        return of(RuleKind.EXISTS, column);
    }

    /**
     * The number of rows is in a range. The one expectation that can fail of data without rows.
     *
     * @param min the least
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them
     */
    public static Expectation rowCount(double min, double max) {
        return of(RuleKind.ROW_COUNT, null, min, max);
    }

    /**
     * The number of columns is in a range.
     *
     * @param min the least
     * @param max the greatest, or infinity
     * @return the expectation
     * @throws IllegalArgumentException if no number is between them
     */
    public static Expectation columnCount(double min, double max) {
        return of(RuleKind.COLUMN_COUNT, null, min, max);
    }

    /**
     * The columns are exactly these, in any order.
     *
     * @param names the columns
     * @return the expectation
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static Expectation columns(String... names) {
        return new Expectation(Rule.of(RuleKind.COLUMNS, null, list((Object[]) names)));
    }

    /**
     * The columns are exactly these, in this order.
     *
     * @param names the columns
     * @return the expectation
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static Expectation columnsInOrder(String... names) {
        return new Expectation(Rule.of(RuleKind.COLUMNS_IN_ORDER, null, list((Object[]) names)));
    }

    /**
     * The columns are there, and others may be.
     *
     * @param names the columns
     * @return the expectation
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static Expectation columnsInclude(String... names) {
        return new Expectation(Rule.of(RuleKind.COLUMNS_INCLUDE, null, list((Object[]) names)));
    }

    /**
     * This expectation, but met when at least a share of the values is as expected.
     *
     * @param share in [0, 1]
     * @return a new expectation
     * @throws IllegalArgumentException if the share is not in [0, 1], or the expectation is not one of values
     */
    public Expectation withMostly(double share) {
        return new Expectation(rule.withMostly(share));
    }

    /**
     * This expectation, but with the bounds themselves left out.
     *
     * @param min whether the least is left out
     * @param max whether the greatest is left out
     * @return a new expectation
     * @throws IllegalArgumentException if the expectation has no bounds, or no number is between them then
     */
    public Expectation withStrict(boolean min, boolean max) {
        Bounds bounds = rule.bounds();
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException(rule.kind().saved() + ": it has no bounds");
        }
        return new Expectation(rule.withBounds(new Bounds(bounds.min(), bounds.max(), min, max)));
    }

    /**
     * This expectation of an order, but with equal values unexpected.
     *
     * @return a new expectation
     * @throws IllegalArgumentException if the expectation is not one of an order
     */
    public Expectation strictly() {
        return new Expectation(rule.withStrictly(true));
    }

    Rule rule() {
        return rule;
    }

    /** {@return whether the other expects the same} */
    @Override
    public boolean equals(Object other) {
        return other instanceof Expectation expectation && expectation.rule.equals(rule);
    }

    @Override
    public int hashCode() {
        return rule.hashCode();
    }

    /** {@return what is expected, in words} */
    @Override
    public String toString() {
        return RuleText.describe(rule);
    }
}
