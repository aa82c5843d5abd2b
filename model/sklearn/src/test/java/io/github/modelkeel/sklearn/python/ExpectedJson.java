package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A value of a JSON file that says what Python gave. Immutable.
 *
 * @param value a map, a list, a string or a boolean
 */
public record ExpectedJson(Object value) {
    public static ExpectedJson read(Path file) {
        try {
            byte[] json = Files.readAllBytes(file);
            String name = String.valueOf(file.getFileName());
            return new ExpectedJson(
                    Objects.requireNonNull(SkopsJson.read(new Reading(name, json.length), name, Span.of(json))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ExpectedJson get(String name) {
        return find(name).orElseThrow();
    }

    public Optional<ExpectedJson> find(String name) {
        return Optional.<Object>ofNullable(((Map<?, ?>) value).get(name)).map(ExpectedJson::new);
    }

    public List<ExpectedJson> list() {
        return ((List<?>) value).stream().map(ExpectedJson::new).toList();
    }

    public String text() {
        return (String) value;
    }

    public boolean isTrue() {
        return value.equals(true);
    }
}
