package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the rows in JSON: objects, an array of objects, or a request for MLflow's scoring server. Not thread-safe. */
final class JsonShape {
    private static final Set<String> LISTS = Set.of("dataframe_records", "instances", "inputs");
    private static final String SPLIT = "dataframe_split";
    private static final String COLUMNS = "columns";
    private static final String DATA = "data";

    /** Where the rows are. */
    private enum Place {
        START,
        OBJECTS,
        ARRAY,
        END
    }

    private final Set<String> known;
    private Place place = Place.START;

    /** Objects around the array. */
    private int depth;

    private @Nullable List<String> split;

    /**
     * Starts.
     *
     * @param known the model's columns; a row that starts with one is not a request
     */
    JsonShape(Set<String> known) {
        this.known = known;
    }

    /** The columns of the arrays that are the rows; null when the rows are objects. */
    @Nullable List<String> splitColumns() {
        return split;
    }

    /** Goes to the next row, behind the bracket of an object, at that of an array; false when there is no other row. */
    boolean toRow(JsonParser parser) throws IOException {
        if (place == Place.START) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                place = Place.OBJECTS;
                return isRow(parser, first) && (!entersRequest(parser) || toRow(parser));
            }
            place = Place.ARRAY;
        }
        if (place == Place.END) {
            return false;
        }
        JsonToken next = parser.nextToken();
        if (place == Place.ARRAY && next == JsonToken.END_ARRAY) {
            end(parser);
            return false;
        }
        return isRow(parser, next);
    }

    private boolean isRow(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null && place == Place.OBJECTS) {
            place = Place.END;
            return false;
        }
        if (token == JsonToken.START_ARRAY && split != null) {
            return true;
        }
        if (token != JsonToken.START_OBJECT || split != null) {
            throw new NoRow(split == null ? "a row is an object" : "a row is an array, one value a column");
        }
        parser.nextToken();
        return true;
    }

    /** Whether the first object is a request, whose array is entered then. */
    private boolean entersRequest(JsonParser parser) throws IOException {
        String key = parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : "";
        if (known.contains(key) || !(LISTS.contains(key) || key.equals(SPLIT) || key.equals(COLUMNS))) {
            return false;
        }
        depth = 1;
        if (LISTS.contains(key)) {
            expect(parser.nextToken(), JsonToken.START_ARRAY, "\"" + key + "\" must be an array of objects");
        } else {
            if (key.equals(SPLIT)) {
                depth = 2;
                expect(parser.nextToken(), JsonToken.START_OBJECT, "\"" + SPLIT + "\" must be an object");
                parser.nextToken();
            }
            enterData(parser);
        }
        place = Place.ARRAY;
        return true;
    }

    private void enterData(JsonParser parser) throws IOException {
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals(COLUMNS)) {
                expect(value, JsonToken.START_ARRAY, "\"columns\" must be an array of strings");
                split = names(parser);
            } else if (key.equals(DATA) && split != null) {
                expect(value, JsonToken.START_ARRAY, "\"data\" must be an array of arrays");
                return;
            } else {
                parser.skipChildren();
            }
            parser.nextToken();
        }
        throw new NoRow("expected \"columns\" and then \"data\"");
    }

    private static List<String> names(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_STRING, "\"columns\" must be an array of strings");
            names.add(parser.getText());
        }
        return names;
    }

    /** Behind the array there may be the ends of the objects around it, with other keys before them, and nothing else. */
    private void end(JsonParser parser) throws IOException {
        place = Place.END;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_OBJECT) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                parser.nextToken();
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new NoRow("trailing data after the array of rows");
        }
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String rule) throws NoRow {
        if (token != expected) {
            throw new NoRow(rule);
        }
    }

    static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** JSON that is not a row. */
    static final class NoRow extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        NoRow(String message) {
            super(message);
        }
    }
}
