package io.github.modelkeel.model.row;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which property of a class of records or beans belongs to which column. */
final class PropertyNames {
    private final String owner;
    private final List<String> columns;
    private final Map<String, Member> byColumn = new LinkedHashMap<>();
    private final Map<String, String> propertyOf = new HashMap<>();
    private final Map<String, Member> rest = new TreeMap<>();

    private PropertyNames(String owner, List<String> columns) {
        this.owner = owner;
        this.columns = columns;
    }

    /**
     * Matches properties with columns.
     *
     * @param owner the class, for messages
     * @param members the properties by their own names
     * @param columns the model's columns
     * @param rule how names are matched
     * @throws InvalidInputException if two properties mean one column
     */
    static PropertyNames match(String owner, Map<String, Member> members, String[] columns, Properties rule) {
        PropertyNames names = new PropertyNames(owner, List.of(columns));
        new TreeMap<>(members).forEach((property, member) -> names.place(property, member, rule));
        if (rule.relaxed()) {
            names.relax();
        }
        return names;
    }

    /** The property of a column, or null. */
    @Nullable Member of(String column) {
        return byColumn.get(column);
    }

    /** A violation for each property without a column. */
    List<Violation> unknown() {
        return rest.keySet().stream()
                .map(property -> new Violation(
                        property,
                        Kind.UNKNOWN_COLUMN,
                        null,
                        owner + " has \"" + property + "\", which the model does not know"
                                + NearestName.question(property, columns) + "; its columns are "
                                + Arrays.toString(columns.toArray())))
                .toList();
    }

    private void place(String property, Member member, Properties rule) {
        Column.Name annotation =
                member instanceof AnnotatedElement element ? element.getAnnotation(Column.Name.class) : null;
        String column =
                annotation != null ? annotation.value() : rule.columnOf().apply(property);
        if (column != null && columns.contains(column)) {
            assign(column, property, member);
        } else {
            rest.put(property, member);
        }
    }

    private void assign(String column, String property, Member member) {
        String other = propertyOf.putIfAbsent(column, property);
        if (other != null) {
            throw new InvalidInputException(
                    column,
                    owner + " has two properties for the column '" + column + "': \"" + other + "\" and \"" + property
                            + "\"");
        }
        byColumn.put(column, member);
    }

    /** Gives columns without a property the one whose name differs in case and separators only. */
    private void relax() {
        Map<String, List<String>> open = new HashMap<>();
        for (String column : columns) {
            if (!byColumn.containsKey(column)) {
                open.merge(NearestName.canonical(column), List.of(column), PropertyNames::both);
            }
        }
        for (String property : List.copyOf(rest.keySet())) {
            List<String> meant = open.getOrDefault(NearestName.canonical(property), List.of());
            if (meant.size() == 1) {
                Member member = rest.remove(property);
                if (member != null) {
                    assign(meant.get(0), property, member);
                }
            }
        }
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
