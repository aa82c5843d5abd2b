package io.github.modelkeel.servinghttp.message;

import java.util.List;

/**
 * What is wrong at one place of a body. Immutable.
 *
 * @param type the kind of fault in one word
 * @param location the way to the value: texts are keys, numbers are positions
 * @param message what is wrong, for people
 */
public record Fault(String type, List<Object> location, String message) {
    /**
     * Copies the list.
     *
     * @param type the kind of fault in one word
     * @param location the way to the value
     * @param message what is wrong, for people
     */
    public Fault {
        location = List.copyOf(location);
    }
}
