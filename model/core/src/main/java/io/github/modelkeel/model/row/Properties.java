package io.github.modelkeel.model.row;

import io.github.modelkeel.model.Column;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How the components of a record and the properties of a bean are matched with columns. Matching happens once a class, not once a row. A
 * {@link Column.Name} annotation wins over it. Maps and JSON have the columns' own names. Immutable.
 *
 * @param columnOf the column's name of a property's name; a name without a column counts as an extra property
 * @param relaxed whether a column that has no property of its name takes the one that differs in case, underscores, hyphens, dots and
 *     blanks only, as {@code yearBuilt} and {@code year_built} do
 * @param ignoresExtra whether properties without a column are ignored; otherwise the model's rule for unknown columns holds
 */
public record Properties(UnaryOperator<String> columnOf, boolean relaxed, boolean ignoresExtra) {
    /**
     * Checks the function.
     *
     * @param columnOf the column's name of a property's name
     * @param relaxed whether case and separators may differ
     * @param ignoresExtra whether properties without a column are ignored
     */
    public Properties {
        Objects.requireNonNull(columnOf, "columnOf");
    }

    /**
     * The default: a property has the name of its column.
     *
     * @return the rule
     */
    public static Properties exact() {
        return new Properties(name -> name, false, false);
    }

    /**
     * This rule, but case, underscores, hyphens, dots and blanks may differ. An exact name wins; where two columns differ in these
     * only, neither takes a property of another name.
     *
     * @return the rule
     */
    public Properties relaxedNames() {
        return new Properties(columnOf, true, ignoresExtra);
    }

    /**
     * This rule with a function from a property's name to its column's.
     *
     * @param function the function; it is called once a property and class
     * @return the rule
     */
    public Properties mappedBy(UnaryOperator<String> function) {
        return new Properties(function, relaxed, ignoresExtra);
    }

    /**
     * This rule, but properties without a column are ignored, even where unknown columns are refused. Misspelled optional properties
     * then pass without notice.
     *
     * @return the rule
     */
    public Properties ignoringExtra() {
        return new Properties(columnOf, relaxed, true);
    }
}
