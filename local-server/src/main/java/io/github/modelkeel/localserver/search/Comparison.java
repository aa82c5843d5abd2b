package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.message.ApiError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a filter, such as {@code metrics.rmse < 2}: an entity (null when the key stands alone), a key, an
 * operator in capitals, and what the key is compared with.
 */
public record Comparison(@Nullable String entity, String key, String operator, Operand operand) {
    static final Set<String> NUMERIC = Set.of("=", "!=", "<", "<=", ">", ">=");
    static final Set<String> TEXT = Set.of("=", "!=", "LIKE", "ILIKE");
    static final Set<String> LISTS = Set.of("IN", "NOT IN");
    static final Set<String> NULLS = Set.of("IS NULL", "IS NOT NULL");

    /** What a key is compared with. */
    public record Operand(Kind kind, String text, List<String> items) {
        public enum Kind {
            STRING,
            NUMBER,
            LIST,
            NOTHING
        }

        public Operand {
            items = List.copyOf(items);
        }

        String shown() {
            return kind == Kind.STRING ? "'" + text + "'" : text;
        }
    }

    String shown() {
        return entity == null ? key : entity + "." + key;
    }

    @SafeVarargs
    final Comparison allow(Set<String>... operators) {
        Set<String> allowed = new TreeSet<>();
        for (Set<String> some : operators) {
            allowed.addAll(some);
        }
        if (!allowed.contains(operator)) {
            throw ApiError.invalid(
                    "Invalid comparator '" + operator + "' for '" + shown() + "', not one of " + allowed);
        }
        return this;
    }

    /** The number to compare with; {@code what} names the kind of key in the refusal. */
    double number(String what) {
        if (operand.kind() != Operand.Kind.NUMBER) {
            throw ApiError.invalid("Expected numeric value type for " + what + ". Found " + operand.shown());
        }
        return Double.parseDouble(operand.text());
    }

    /** The whole number to compare with. */
    long integer(String what) {
        double number = number(what);
        try {
            return Long.parseLong(operand.text());
        } catch (NumberFormatException e) {
            throw ApiError.invalid("Invalid value for numeric attribute '" + key + "': '" + number + "'");
        }
    }

    /** The string to compare with; {@code what} names the kind of key in the refusal. */
    String string(String what) {
        if (operand.kind() != Operand.Kind.STRING) {
            throw ApiError.invalid(
                    "Expected a quoted string value for " + what + " (e.g. 'my-value'). Got value " + operand.shown());
        }
        return operand.text();
    }

    boolean isList() {
        return LISTS.contains(operator);
    }

    /** The strings of a list, which the key must be allowed to be compared with. */
    List<String> list(Set<String> keysWithLists) {
        if (!keysWithLists.contains(key)) {
            throw ApiError.invalid("Only " + new TreeSet<>(keysWithLists)
                    + " attributes support comparison with a list of quoted string values.");
        }
        return operand.items();
    }
}
