package io.github.modelkeel.serving.source;

import io.github.modelkeel.registry.ModelUri;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** Where a predictor's address leads. */
public sealed interface Address {
    String FILE = "file:";
    String CLASS_PATH = "classpath:";
    Set<String> IN_REGISTRY = Set.of("models:", "runs:", "mlflow-artifacts:");

    /** A registry. */
    record InRegistry(ModelUri uri) implements Address {
        @Override
        public String modelName() {
            return uri.name().isEmpty() ? uri.path() : uri.name();
        }
    }

    /** A directory of this machine. */
    record InDirectory(Path directory) implements Address {
        @Override
        public String modelName() {
            return Objects.requireNonNullElse(directory.getFileName(), directory)
                    .toString();
        }
    }

    /** A directory among the application's resources; the path has no slash at its ends. */
    record OnClassPath(String path) implements Address {
        @Override
        public String modelName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** The name that predictions carry before a version is known. */
    String modelName();

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it has none of the forms
     */
    static Address parse(String uri) {
        if (uri.startsWith(FILE)) {
            return new InDirectory(directory(uri));
        }
        if (uri.startsWith(CLASS_PATH)) {
            return new OnClassPath(resource(uri));
        }
        if (!IN_REGISTRY.contains(uri.substring(0, uri.indexOf(':') + 1))) {
            throw new IllegalArgumentException(
                    "the address of a predictor must start with models:/, runs:/, mlflow-artifacts:/,"
                            + " file: or classpath: (a directory is file:/DIRECTORY): '" + uri + "'");
        }
        return new InRegistry(ModelUri.parse(uri));
    }

    private static Path directory(String uri) {
        String rest = uri.substring(FILE.length());
        if (rest.isBlank()) {
            throw new IllegalArgumentException("the address names no directory: " + uri);
        }
        if (rest.startsWith("//") && !rest.startsWith("///")) {
            throw new IllegalArgumentException(
                    "the address names another machine; write file:/DIRECTORY or file:DIRECTORY: " + uri);
        }
        try {
            Path path = rest.startsWith("/") ? Path.of(URI.create(uri)) : Path.of(rest);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException | FileSystemNotFoundException e) {
            throw new IllegalArgumentException("the address names no directory: " + uri + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the address is not a valid file URI (blanks are written %20): " + uri + ": " + e.getMessage(), e);
        }
    }

    private static String resource(String uri) {
        String path = uri.substring(CLASS_PATH.length()).replaceAll("^/+|/+$", "");
        if (path.isBlank() || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("the address must be classpath:DIRECTORY, without '..': " + uri);
        }
        return path;
    }
}
