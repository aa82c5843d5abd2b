package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import java.util.List;

/** What the operations with a table of keys share. */
final class Lookups {
    private static final int MAX_SHOWN = 8;
    private static final int MAX_SHOWN_CHARACTERS = 40;

    private Lookups() {}

    static void check(int keys, Matrix values, Numbers otherwise) {
        if (values.rows() != keys) {
            throw new IllegalArgumentException(keys + " keys cannot have " + values.rows() + " rows of values");
        }
        if (!otherwise.isEmpty()) {
            otherwise.requireSize(values.columns(), "the values of any other key");
        }
    }

    static boolean mayBeMissing(Matrix values, Numbers otherwise, int output) {
        if (!otherwise.isEmpty() && Double.isNaN(otherwise.get(output))) {
            return true;
        }
        for (int row = 0; row < values.rows(); row++) {
            if (Double.isNaN(values.get(row, output))) {
                return true;
            }
        }
        return false;
    }

    static InvalidInputException unseen(String column, String value, List<String> known) {
        List<String> shown = known.stream().limit(MAX_SHOWN).map(Lookups::cut).toList();
        String more = known.size() > MAX_SHOWN ? " and " + (known.size() - MAX_SHOWN) + " more" : "";
        return new InvalidInputException(
                column,
                "column '" + column + "' has a category that training never saw: " + value + "; it saw "
                        + String.join(", ", shown) + more);
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS) + "…";
    }
}
