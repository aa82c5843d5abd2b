package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonTokenId;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts single values into the columns of a row. Safe for use by multiple threads. */
final class Slots {
    private static final int EXACT_DIGITS = 15;
    private static volatile Slots last = new Slots(new Signature(List.of(Column.number("-")), Column.number("-")));

    private final Signature signature;
    private final Map<String, Integer> columns = new HashMap<>();

    private Slots(Signature signature) {
        this.signature = signature;
        for (Column column : signature.inputs()) {
            columns.put(column.name(), columns.size());
        }
    }

    /** The columns of a signature; those of the last one are kept. */
    @SuppressWarnings("ReferenceEquality") // another signature with equal columns is merely not found again
    static Slots of(Signature signature) {
        Slots known = last;
        if (known.signature != signature) {
            known = new Slots(signature);
            last = known;
        }
        return known;
    }

    int count() {
        return columns.size();
    }

    /** The column of a name, or -1. */
    int indexOf(String name) {
        return columns.getOrDefault(name, -1);
    }

    String name(int column) {
        return signature.inputs().get(column).name();
    }

    /** The value at which the parser is. */
    void set(Signature.Row into, int column, JsonParser json, List<Object> place) throws IOException {
        switch (json.currentTokenId()) {
            case JsonTokenId.ID_NUMBER_INT -> {
                if (json.getTextLength() <= EXACT_DIGITS) {
                    into.number(column, json.getDoubleValue());
                } else {
                    Number value = json.getNumberValue();
                    finite(value.doubleValue(), column, place);
                    into.value(column, value);
                }
            }
            case JsonTokenId.ID_NUMBER_FLOAT -> into.number(column, finite(json.getDoubleValue(), column, place));
            case JsonTokenId.ID_STRING -> into.value(column, json.getText());
            case JsonTokenId.ID_TRUE -> into.value(column, true);
            case JsonTokenId.ID_FALSE -> into.value(column, false);
            case JsonTokenId.ID_NULL -> into.value(column, null);
            default -> throw notScalar(name(column), place);
        }
    }

    private double finite(double value, int column, List<Object> place) {
        if (!Double.isFinite(value)) {
            throw new Refusal(
                    422,
                    "finite_number",
                    with(place, name(column)),
                    "column '" + name(column) + "' is too large for a number");
        }
        return value;
    }

    static Refusal notScalar(String column, List<Object> place) {
        return new Refusal(
                422,
                "scalar_type",
                with(place, column),
                "column '" + shorten(column)
                        + "' must be a number, a text, a boolean or null, not a list or an object");
    }

    static List<Object> with(List<Object> place, Object next) {
        List<Object> longer = new ArrayList<>(place);
        longer.add(next instanceof String text ? shorten(text) : next);
        return longer;
    }

    /** A text of a caller that is to be shown. */
    static String shorten(String text) {
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }
}
