package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of JSON that are carried to the output, which each row must have. Not thread-safe. */
final class KeptColumns {
    private final List<String> names;
    private Map<String, ? extends @Nullable Object> last = Map.of();

    KeptColumns(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** The fault of a call: a column that is carried to the output has the name of one of the output's own. */
    static CommandFailure twice(String column) {
        return new CommandFailure(
                Failures.USAGE,
                "--keep: the output would have the column '" + column + "' twice; rename it in the input");
    }

    List<String> names() {
        return names;
    }

    /**
     * Takes the values of a row.
     *
     * @throws InvalidInputException if the row, which is then cleared, lacks one of the columns
     */
    void take(Map<String, ? extends @Nullable Object> values, Signature.Row row) {
        if (names.isEmpty()) {
            return;
        }
        last = values;
        TreeSet<String> absent = new TreeSet<>(names);
        absent.removeAll(values.keySet());
        if (!absent.isEmpty()) {
            row.clear();
            throw new InvalidInputException(
                    absent.first(), "--keep: the row lacks the column '" + String.join("', '", absent) + "'");
        }
    }

    /** After a row of which nothing could be read. */
    void clear() {
        last = Map.of();
    }

    /** The values of the last row; null for one that it lacks. */
    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>();
        names.forEach(name -> values.add(last.get(name)));
        return values;
    }
}
