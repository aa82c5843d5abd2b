package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The digests of the files and directories that a {@link Heavy} test checks, beside those at which it last passed. Immutable. */
final class CheckedFiles {
    private static final Set<String> MADE = Set.of("target", "__pycache__");

    private final Path digests;
    private final SortedMap<String, String> now;

    private CheckedFiles(Path digests, SortedMap<String, String> now) {
        this.digests = digests;
        this.now = now;
    }

    /** Reads what is below {@code root} now; {@code digests} is the file with what was there when the test last passed. */
    static CheckedFiles read(Path root, List<String> checks, Path digests) throws IOException {
        SortedMap<String, String> now = new TreeMap<>();
        for (String each : checks) {
            now.put(each, digest(root.resolve(each)));
        }
        return new CheckedFiles(digests, now);
    }

    /** Of a file its content; of a directory the names and contents of all its files but those that are made. */
    private static String digest(Path checked) throws IOException {
        if (!Files.exists(checked)) {
            throw new IllegalStateException(
                    "a heavy test checks " + checked + ", which is not there; correct its list");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(checked)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path name = checked.relativize(file);
                if (name.toString().isEmpty() || !isMade(name)) {
                    String line = name.toString().replace('\\', '/') + " " + contentOf(file) + "\n";
                    content.write(line.getBytes(UTF_8));
                }
            }
        }
        return Checkout.sha256(content.toByteArray());
    }

    private static boolean isMade(Path name) {
        for (Path part : name) {
            if (MADE.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The same wherever it was checked out: a line may end as Windows ends it. */
    private static String contentOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream same = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
                same.write(bytes[i]);
            }
        }
        return Checkout.sha256(same.toByteArray());
    }

    /** What is not as it was when the test last passed, in words; empty when all is. */
    Optional<String> change() throws IOException {
        if (!Files.exists(digests)) {
            return Optional.of("it has never passed");
        }
        Map<String, String> then = Files.readAllLines(digests).stream()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(parts -> parts[parts.length - 1], parts -> parts[0]));
        List<String> changed = new ArrayList<>(now.keySet());
        changed.removeIf(each -> Objects.equals(now.get(each), then.get(each)));
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(", ", changed) + " changed since it last passed");
    }

    /** Writes down that the test passed with what was read. */
    void passed() throws IOException {
        Files.createDirectories(digests.getParent());
        StringBuilder lines = new StringBuilder();
        now.forEach(
                (each, digest) -> lines.append(digest).append("  ").append(each).append('\n'));
        Files.writeString(digests, lines);
    }
}
