package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ValueText;
import io.github.modelkeel.drift.column.WholeNumbers;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each column of a reference is. It decides how the current data are read: a comparison never lets the judged side say what a column
 * is. Inferred from a profile by {@link #of(Profile)}, and changed by {@link #with}. Immutable and safe for use by multiple threads.
 */
public final class Schema {
    /** What a column is. */
    public enum Kind {
        /** Numbers; a text that is not a number is invalid. */
        NUMBER,
        /**
         * Whole numbers, also written {@code 10001.0}; a number with a fraction and a text that is not a number are invalid. Declared by a
         * model's signature or {@link #with}, never inferred from values: prices that happen to be whole are numbers.
         */
        INTEGER,
        /** True and false, also written {@code True}, {@code TRUE}, {@code 1} or {@code 1.0}; anything else is invalid. */
        BOOLEAN,
        /** Texts or codes; a number is read as the text it is written as. */
        CATEGORY,
        /**
         * Categories with an order, such as S, M and L; anything else is invalid. Declared by {@link #withOrder}, never inferred: texts do not
         * show their order. Compared as categories, and by a rank test, which sees a move along the order.
         */
        ORDERED,
        /**
         * Dates or times in ISO form; a text that is not one is invalid. Compared by their age before the moment that each side was taken ({@link
         * Profile#withTakenAt}), or before the newest date, and by days of the week, months and hours where both sides have eight weeks, years or days.
         */
        DATE,
        /** Names of rows: texts that are all different, or whole numbers that only grow or only fall, such as an index. Not scored. */
        IDENTIFIER,
        /** Texts of more categories than the options allow. Not scored. */
        TEXT,
        /** Nothing but missing values; taken as the current data are. */
        UNKNOWN
    }

    /** What MLflow calls the type of texts. */
    static final String STRING = "string";

    /** Of how many categories on texts are free text by default. */
    static final int MAX_CATEGORIES = 10_000;

    /** From how many values on "all different" says something. */
    private static final long ENOUGH = 50;

    private final Map<String, Kind> columns;
    private final Map<String, List<String>> orders;

    /** Columns that were given a kind, and are expected in the data. */
    private final Set<String> given;

    private Schema(Map<String, Kind> columns, Map<String, List<String>> orders, Set<String> given) {
        this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        this.orders = Map.copyOf(orders);
        this.given = Set.copyOf(given);
    }

    /**
     * Infers what the columns of a reference are, with the default of {@link DriftOptions.Builder#maxCategories}.
     *
     * @param reference the reference
     * @return its schema
     */
    public static Schema of(Profile reference) {
        return of(reference, MAX_CATEGORIES);
    }

    static Schema of(Profile reference, int maxCategories) {
        Objects.requireNonNull(reference, "reference");
        Map<String, Kind> kinds = new LinkedHashMap<>();
        reference.columns().forEach((name, column) -> kinds.put(name, kind(column, maxCategories)));
        return new Schema(kinds, Map.of(), Set.of());
    }

    /**
     * What the columns of a reference are by a model's signature, where it says it: numbers, integers, booleans and dates are what it says,
     * strings are texts even where all of them are numbers. What a column of texts is, and what the signature does not have, is inferred.
     *
     * @param reference the reference; read CSV with {@link CsvOptions#withSignature}
     * @param types the types of the model's inputs by name, in MLflow's words ({@code double}, {@code long}, {@code boolean}, {@code string},
     *     {@code datetime} …), as {@code model.signature().inputTypes()} of {@code modelkeel-model} gives them
     * @return the schema of the reference's columns
     */
    public static Schema ofSignature(Profile reference, Map<String, String> types) {
        Objects.requireNonNull(types, "types");
        Map<String, Kind> kinds = new LinkedHashMap<>();
        of(reference).columns.forEach((name, inferred) -> {
            boolean numbers = reference.type(name).equals(Optional.of(ColumnType.NUMBER));
            kinds.put(name, ofType(types.getOrDefault(name, ""), inferred, numbers));
        });
        return new Schema(kinds, Map.of(), Set.of());
    }

    private static Kind ofType(String type, Kind inferred, boolean numbers) {
        return switch (type) {
            case "integer", "long" -> Kind.INTEGER;
            case "float", "double" -> Kind.NUMBER;
            case "boolean" -> Kind.BOOLEAN;
            case "datetime" -> Kind.DATE;
            case STRING -> numbers || inferred == Kind.BOOLEAN ? Kind.CATEGORY : inferred;
            default -> inferred;
        };
    }

    /** What a column is, by its values. */
    static Kind kind(ProfileColumn column, int maxCategories) {
        if (column instanceof ProfileColumn.Numbers numbers) {
            boolean grows = numbers.monotone() && numbers.sorted().length >= ENOUGH;
            return grows && isWhole(numbers.sorted()) ? Kind.IDENTIFIER : Kind.NUMBER;
        }
        if (!(column instanceof ProfileColumn.Categories categories)
                || categories.counts().isEmpty()) {
            return Kind.UNKNOWN;
        }
        Set<String> words = categories.counts().keySet();
        if (words.size() <= 6 && words.stream().allMatch(word -> isTrueOrFalse(word.toLowerCase(Locale.ROOT)))) {
            return Kind.BOOLEAN;
        }
        if (words.stream().allMatch(word -> ValueText.date(word) != null)) {
            return Kind.DATE;
        }
        if (categories.values() >= ENOUGH && words.size() == categories.values()) {
            return Kind.IDENTIFIER;
        }
        return words.size() > maxCategories ? Kind.TEXT : Kind.CATEGORY;
    }

    private static boolean isTrueOrFalse(String word) {
        return word.equals("true") || word.equals("false");
    }

    private static boolean isWhole(double[] values) {
        for (double value : values) {
            if (!WholeNumbers.isLong(value)) {
                return false;
            }
        }
        return true;
    }

    Map<String, List<String>> orders() {
        return orders;
    }

    /** The columns that {@link #with} or {@link #withOrder} gave a kind, in alphabetical order. */
    List<String> given() {
        return given.stream().sorted().toList();
    }

    static Schema empty() {
        return ofSaved(Map.of(), Map.of());
    }

    /** Of a profile. */
    static Schema ofSaved(Map<String, Kind> columns, Map<String, List<String>> orders) {
        return new Schema(columns, orders, Set.of());
    }

    /** The name of a kind in files; it may not change, whatever Java calls the constant. */
    static String saved(Kind kind) {
        return switch (kind) {
            case NUMBER -> "number";
            case INTEGER -> "integer";
            case BOOLEAN -> "boolean";
            case CATEGORY -> "category";
            case ORDERED -> "ordered";
            case DATE -> "date";
            case IDENTIFIER -> "identifier";
            case TEXT -> "text";
            case UNKNOWN -> "unknown";
        };
    }

    static Kind ofSaved(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> saved(kind).equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What a column is.
     *
     * @param column its name
     * @return its kind, empty if the schema does not have it
     */
    public Optional<Kind> kind(String column) {
        return Optional.ofNullable(columns.get(Objects.requireNonNull(column, "column")));
    }

    /** {@return the columns and their kinds, in the reference's order} */
    public Map<String, Kind> columns() {
        return columns;
    }

    /**
     * The order of a column's categories.
     *
     * @param column its name
     * @return its categories from the lowest to the highest, empty unless it is {@link Kind#ORDERED}
     */
    public List<String> order(String column) {
        return orders.getOrDefault(Objects.requireNonNull(column, "column"), List.of());
    }

    /**
     * This schema, but with another kind of one column.
     *
     * @param column its name; added if the schema does not have it. A comparison or profile refuses the schema if its data do not have it either
     * @param kind what it is
     * @return a new schema
     * @throws IllegalArgumentException if the kind is {@link Kind#ORDERED}, which {@link #withOrder} gives
     */
    public Schema with(String column, Kind kind) {
        Objects.requireNonNull(column, "column");
        if (Objects.requireNonNull(kind, "kind") == Kind.ORDERED) {
            throw new IllegalArgumentException(
                    "column '" + column + "': ordered categories need their order; use withOrder(column, categories)");
        }
        return with(column, kind, List.of());
    }

    /**
     * This schema, but with one column of categories that have an order.
     *
     * @param column its name; added if the schema does not have it. A comparison or profile refuses the schema if its data do not have it either
     * @param categories all of its categories, from the lowest to the highest, at most 10,000; others are invalid. {@code 3} and {@code 3.0} are one
     * @return a new schema
     * @throws IllegalArgumentException if there are fewer than two or too many, or one is blank or there twice
     */
    public Schema withOrder(String column, List<String> categories) {
        Objects.requireNonNull(column, "column");
        if (Objects.requireNonNull(categories, "categories").size() > MAX_CATEGORIES) {
            throw new IllegalArgumentException("column '" + column + "': an order of " + categories.size()
                    + " categories; it may have " + MAX_CATEGORIES + ". Compare them as numbers instead");
        }
        for (String category : categories) {
            Objects.requireNonNull(category, () -> "column '" + column + "': a category of its order is null");
        }
        List<String> order = List.copyOf(categories);
        boolean blank = order.stream().anyMatch(String::isBlank);
        if (order.size() < 2 || blank || Set.copyOf(order).size() < order.size()) {
            throw new IllegalArgumentException("column '" + column
                    + "': an order has two or more different categories, none of them blank: " + order);
        }
        return with(column, Kind.ORDERED, order);
    }

    private Schema with(String column, Kind kind, List<String> order) {
        Map<String, Kind> kinds = new LinkedHashMap<>(columns);
        kinds.put(column, kind);
        Map<String, List<String>> ordered = new HashMap<>(orders);
        ordered.remove(column);
        if (!order.isEmpty()) {
            ordered.put(column, order);
        }
        Set<String> known = new HashSet<>(given);
        known.add(column);
        return new Schema(kinds, ordered, known);
    }

    /** {@return whether the other is a schema of the same columns, kinds and orders} */
    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && schema.columns.equals(columns) && schema.orders.equals(orders);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, orders);
    }

    /** {@return the columns and their kinds, and the orders of those that have one} */
    @Override
    public String toString() {
        return "Schema" + columns + (orders.isEmpty() ? "" : ", in order " + new TreeMap<>(orders));
    }
}
