package io.github.modelkeel.serving;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory among an application's resources: in a directory of classes, a jar, a jar within a jar as Spring Boot packs them, or a
 * run-time image. A class path cannot be listed, but the place that holds the directory's {@code MLmodel} can.
 */
final class ResourceDirectory {
    /** The file that says where the others are. */
    static final String MARKER = "MLmodel";

    private final String path;

    ResourceDirectory(String path) {
        this.path = path;
    }

    boolean exists() {
        return marker() != null;
    }

    private @Nullable URL marker() {
        String name = path + "/" + MARKER;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        URL found = context == null ? null : context.getResource(name);
        ClassLoader own = ResourceDirectory.class.getClassLoader();
        return found != null || own == null ? found : own.getResource(name);
    }

    void copyTo(Path target) throws IOException {
        URL marker = Objects.requireNonNull(marker(), "the resource was there before");
        URLConnection connection = marker.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            String entry = jar.getEntryName();
            try (JarFile file = jar.getJarFile()) {
                copyEntries(file, entry.substring(0, entry.length() - MARKER.length()), target);
            }
            return;
        }
        copyFiles(directoryOf(marker), target);
    }

    private static void copyEntries(JarFile jar, String prefix, Path target) throws IOException {
        List<JarEntry> entries = jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                .toList();
        for (JarEntry entry : entries) {
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, place(target, entry.getName().substring(prefix.length())));
            }
        }
    }

    private static Path directoryOf(URL marker) throws IOException {
        try {
            URI uri = marker.toURI();
            return Objects.requireNonNull(Path.of(uri).getParent());
        } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException e) {
            throw new IOException(
                    "the class loader's addresses of the form " + marker.getProtocol()
                            + ": cannot be listed; put the model into a directory and use file:",
                    e);
        }
    }

    private static void copyFiles(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, place(target, source.relativize(file).toString()));
        }
    }

    /** The file's place, whose directories are made; never outside of the target. */
    private static Path place(Path target, String relative) throws IOException {
        Path place = target.resolve(relative).normalize();
        if (!place.startsWith(target)) {
            throw new IOException("the resource " + relative + " leads outside of its directory");
        }
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        return place;
    }
}
