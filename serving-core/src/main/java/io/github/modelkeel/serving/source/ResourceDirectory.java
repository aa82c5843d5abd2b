package io.github.modelkeel.serving.source;

import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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
public final class ResourceDirectory {
    /** The file that says where the others are. */
    public static final String MARKER = "MLmodel";

    private final String path;

    public ResourceDirectory(String path) {
        this.path = path;
    }

    public boolean exists() {
        return marker() != null;
    }

    private @Nullable URL marker() {
        String name = path + "/" + MARKER;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        URL found = context == null ? null : context.getResource(name);
        ClassLoader own = ResourceDirectory.class.getClassLoader();
        return found != null || own == null ? found : own.getResource(name);
    }

    /** Takes one file after another. */
    private interface Visitor {
        /** The path is relative, with '/' between its names. */
        void file(String path, InputStream content) throws IOException;
    }

    public void copyTo(Path target) throws IOException {
        visit((path, content) -> Files.copy(content, place(target, path)));
    }

    /** What is there, read without a copy. */
    public ModelManifest manifest() throws IOException {
        List<ModelManifest.Entry> entries = new ArrayList<>();
        visit((path, content) -> {
            MessageDigest digest = Sha256.newDigest();
            long size = new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            entries.add(new ModelManifest.Entry(path, size, HexFormat.of().formatHex(digest.digest())));
        });
        return new ModelManifest(entries);
    }

    private void visit(Visitor visitor) throws IOException {
        URL marker = Objects.requireNonNull(marker(), "the resource was there before");
        URLConnection connection = marker.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            String entry = jar.getEntryName();
            try (JarFile file = jar.getJarFile()) {
                visitEntries(file, entry.substring(0, entry.length() - MARKER.length()), visitor);
            }
            return;
        }
        visitFiles(directoryOf(marker), visitor);
    }

    private static void visitEntries(JarFile jar, String prefix, Visitor visitor) throws IOException {
        List<JarEntry> entries = jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                .toList();
        for (JarEntry entry : entries) {
            try (InputStream content = jar.getInputStream(entry)) {
                visitor.file(entry.getName().substring(prefix.length()), content);
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

    private static void visitFiles(Path source, Visitor visitor) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try (InputStream content = Files.newInputStream(file)) {
                visitor.file(
                        source.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/"),
                        content);
            }
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
