package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The conditions of a query and the values bound to them. Column names come from this code, never from a request. */
final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void add(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
    }

    void in(String column, Collection<?> items) {
        conditions.add(column + " IN " + Sql.in(items.size()));
        values.addAll(items);
    }

    /** Compares a column of text with a string or a list of strings. */
    void text(String column, Comparison comparison, String what) {
        add(textTest(column, comparison.operator()), comparison.string(what));
    }

    /** Adds {@code column [NOT] IN (...)}. */
    void list(String column, Comparison comparison, Collection<?> items) {
        conditions.add(column + " " + comparison.operator() + " " + Sql.in(items.size()));
        values.addAll(items);
    }

    /** The test of a column of text against one bound string. */
    static String textTest(String column, String operator) {
        return operator.equals("ILIKE") ? "lower(" + column + ") LIKE lower(?)" : column + " " + operator + " ?";
    }

    String sql() {
        return conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions);
    }

    List<Object> values() {
        return values;
    }

    /** A key that is not among the known ones. */
    static ApiError unknownKey(String key, Collection<String> known) {
        return ApiError.invalid("Invalid attribute key '" + key + "' specified. Valid keys are " + sorted(known));
    }

    static ApiError unknownEntity(String entity, Collection<String> known) {
        return ApiError.invalid(
                "Invalid entity type '" + entity.toLowerCase(Locale.ROOT) + "'. Valid values are " + sorted(known));
    }

    private static List<String> sorted(Collection<String> known) {
        return known.stream().sorted().collect(java.util.stream.Collectors.toList());
    }
}
