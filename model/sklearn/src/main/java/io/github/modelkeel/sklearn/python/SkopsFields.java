package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.Node;
import java.util.List;
import java.util.Map;

/** What a value of the schema of a skops file says: its fields, which must be there, and the file that it names. */
final class SkopsFields {
    static final String SCHEMA = "schema.json";

    private final Reading reading;
    private final Archive archive;

    SkopsFields(Reading reading, Archive archive) {
        this.reading = reading;
        this.archive = archive;
    }

    String text(Map<?, ?> state, String field) {
        if (state.get(field) instanceof String text) {
            return text;
        }
        throw reading.refusal("a value of " + SCHEMA + " has no text " + field);
    }

    Map<?, ?> map(Map<?, ?> state, String field) {
        if (state.get(field) instanceof Map<?, ?> map) {
            return map;
        }
        throw reading.refusal("a value of " + SCHEMA + " has no object " + field);
    }

    List<?> list(Map<?, ?> state, String field) {
        if (state.get(field) instanceof List<?> list) {
            return list;
        }
        throw reading.refusal("a value of " + SCHEMA + " has no list " + field);
    }

    /** The file that a value names. */
    Span file(Map<?, ?> state) {
        String name = text(state, "file");
        return archive.find(name)
                .orElseThrow(
                        () -> reading.refusal("it names the file " + Reading.shorten(name) + ", which is not in it"));
    }

    /** The class or function that a value names. */
    Node.Name name(Map<?, ?> state) {
        return checked(text(state, "__module__"), text(state, "__class__"));
    }

    /** The name of a class or function, if it is not too long. */
    Node.Name checked(String module, String name) {
        if (module.length() > Reading.MAX_NAME || name.length() > Reading.MAX_NAME) {
            throw reading.refusal("a name is longer than " + Reading.MAX_NAME + " characters");
        }
        return new Node.Name(module, name);
    }
}
