package io.github.modelkeel.interop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where this build's files are. */
final class Checkout {
    private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    private Checkout() {}

    /** The root of the checkout: the system property {@code modelkeel.root}, else the directory above the working directory. */
    static Path root() {
        return Path.of(System.getProperty("modelkeel.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** A file of {@code src/test/resources}. */
    static Path resource(String name) {
        try {
            URI address = Objects.requireNonNull(Checkout.class.getResource("/" + name), name)
                    .toURI();
            return Path.of(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a file: " + name, e);
        }
    }

    /** A file of the directory {@code modelkeel.shared}; skips the calling test with one loud line where it is absent. */
    static Path sharedOrSkip(String name) {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../shared")).resolve(name);
        if (!Files.isReadable(file)) {
            if (ANNOUNCED.add(name)) {
                Banner.skipped("tests that read " + name + ": set -Dmodelkeel.shared=DIR");
            }
            Assumptions.abort("no file " + name);
        }
        return file;
    }

    /** Deletes a directory and all that is in it; nothing when it is not there. */
    static void deleteTree(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A new directory below {@code target}. */
    static Path newDirectory(String prefix) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target")).toAbsolutePath(), prefix);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
