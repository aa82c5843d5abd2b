package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.Located;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files that Python wrote, and what Python says is in them. Remade by {@code make_model_files.py} of the interop tests, which says how;
 * the versions are in {@code expected.json}.
 */
final class Fixtures {
    private static final Path DIRECTORY = Path.of("src/test/resources/python-files");
    private static final String EXPECTED = "expected.json";

    private Fixtures() {}

    static List<String> names() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(EXPECTED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Located read(String name) {
        return PythonFile.read(name, bytes(name));
    }

    static Map<?, ?> expected(String name) {
        return (Map<?, ?>) described(name);
    }

    static List<?> expectedList(String name) {
        return (List<?>) described(name);
    }

    private static Object described(String name) {
        byte[] json = bytes(EXPECTED);
        Object all = SkopsJson.read(new Reading(EXPECTED, json.length), EXPECTED, Span.of(json));
        Object files = Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(all)).get("files"));
        return Objects.requireNonNull(((Map<?, ?>) files).get(name), name);
    }
}
