package io.github.modelkeel.registry.internal;

import io.github.modelkeel.client.internal.AtomicFile;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Versions that failed in service on this machine, one file for each pair of registry and address, beneath the cache directory. Safe for use
 * by multiple threads and processes: a file is replaced in one step.
 *
 * <p>A file is a JSON object: {@code format} (1), {@code registry}, {@code uri}, {@code name}, {@code version}, {@code source}, {@code digest}
 * (absent for a version without a manifest), {@code reason} and {@code since} (ISO 8601).
 */
public final class QuarantineDirectory {
    private static final String SUFFIX = ".json";
    private static final int FORMAT = 1;
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_REASON = 2000;

    private final Path directory;

    /**
     * Of a cache directory. Nothing is made or read yet.
     *
     * @param cacheDirectory the directory where downloaded models are kept
     */
    public QuarantineDirectory(Path cacheDirectory) {
        this.directory = cacheDirectory.resolve("quarantine");
    }

    /**
     * One version that is not served.
     *
     * @param registry the registry that names it
     * @param uri the address
     * @param name the registered model's name
     * @param version the registered version
     * @param source where the registry keeps the files
     * @param digest SHA-256 of the manifest, or null
     * @param reason the last failure
     * @param since when it failed
     */
    public record Entry(
            String registry,
            String uri,
            String name,
            int version,
            String source,
            @Nullable String digest,
            String reason,
            Instant since) {}

    /**
     * The version that is not served for an address.
     *
     * @param registry the registry
     * @param uri the address
     * @return the entry, or empty
     * @throws IOException if there is one that cannot be read; the message names the file
     */
    public Optional<Entry> find(String registry, String uri) throws IOException {
        return read(file(registry, uri));
    }

    /**
     * All of them.
     *
     * @return the entries, in no certain order
     * @throws IOException if one cannot be read; the message names the file
     */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(found -> found.toString().endsWith(SUFFIX)).toList()) {
                read(file).ifPresent(entries::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    /**
     * Writes an entry; one for the same address is replaced.
     *
     * @param entry the entry
     * @throws IOException if it cannot be written
     */
    public void write(Entry entry) throws IOException {
        Files.createDirectories(directory);
        AtomicFile.write(
                file(entry.registry(), entry.uri()),
                Json.bytes(Json.object()
                        .put("format", FORMAT)
                        .put("registry", entry.registry())
                        .put("uri", entry.uri())
                        .put("name", entry.name())
                        .put("version", entry.version())
                        .put("source", entry.source())
                        .put("digest", entry.digest())
                        .put("reason", Texts.start(entry.reason(), MAX_REASON))
                        .put("since", entry.since().toString())),
                directory,
                true);
    }

    /**
     * Ends the quarantine of an address.
     *
     * @param registry the registry
     * @param uri the address
     * @return whether there was one
     * @throws IOException if the file cannot be deleted
     */
    public boolean release(String registry, String uri) throws IOException {
        return Files.deleteIfExists(file(registry, uri));
    }

    private Path file(String registry, String uri) {
        return directory.resolve(Sha256.of((registry + "\n" + uri).getBytes(StandardCharsets.UTF_8)) + SUFFIX);
    }

    private static Optional<Entry> read(Path file) throws IOException {
        byte[] content;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            JsonValue json = Json.parse(content);
            if (json.path("format").asInt() != FORMAT) {
                throw new IOException("it has another format than " + FORMAT);
            }
            JsonValue digest = json.path("digest");
            return Optional.of(new Entry(
                    text(json, "registry"),
                    text(json, "uri"),
                    text(json, "name"),
                    json.path("version").asInt(),
                    text(json, "source"),
                    digest.isTextual() ? digest.asText() : null,
                    text(json, "reason"),
                    Instant.parse(text(json, "since"))));
        } catch (IOException | DateTimeException e) {
            throw new IOException(
                    file + " does not say which version is under quarantine (" + e.getMessage()
                            + "); delete it to end the quarantine",
                    e);
        }
    }

    private static String text(JsonValue json, String field) throws IOException {
        JsonValue value = json.path(field);
        if (!value.isTextual()) {
            throw new IOException("no text '" + field + "'");
        }
        return value.asText();
    }
}
