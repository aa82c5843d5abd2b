package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds: every file's path, size and SHA-256. Immutable; its text is the same whenever the files are the same.
 *
 * @param files the files, in the order of their paths
 */
public record ModelManifest(List<Entry> files) {
    /** The manifest's own name in a model's directory. */
    public static final String FILE_NAME = "modelkeel-manifest.json";

    /** The tag of a model version and of a logged model that holds the manifest's SHA-256. */
    public static final String DIGEST_TAG = "modelkeel.manifest.sha256";

    /** The most files and directories of a model, its manifest and its signature among them. */
    public static final int MAX_ENTRIES = 10_000;

    private static final int FORMAT_VERSION = 1;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** One file; the path is relative, with '/' between its names. */
    public record Entry(String path, long size, String sha256) {}

    /** Sorts the files and refuses two of one path. */
    public ModelManifest {
        files = files.stream().sorted(Comparator.comparing(Entry::path)).toList();
        Set<String> paths = new HashSet<>();
        for (Entry file : files) {
            if (!paths.add(file.path())) {
                throw invalid("two files of one path: " + file.path(), null);
            }
        }
    }

    /** Describes every file beneath a directory, except those of the given names at its top. */
    public static ModelManifest of(Path directory, Set<String> exceptTopLevel) throws IOException {
        return of(FileTree.list(directory), exceptTopLevel);
    }

    /** Describes files, except those of the given names at the top. */
    public static ModelManifest of(List<FileTree.Item> items, Set<String> exceptTopLevel) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (FileTree.Item item : items) {
            if (!exceptTopLevel.contains(item.path())) {
                entries.add(new Entry(item.path(), item.size(), Sha256.of(item.file())));
            }
        }
        return new ModelManifest(entries);
    }

    /** These files but for one. */
    public ModelManifest without(String path) {
        return new ModelManifest(
                files.stream().filter(file -> !file.path().equals(path)).toList());
    }

    /** The text of the manifest file. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder("{\"format_version\":" + FORMAT_VERSION + ",\"files\":[");
        String separator = "\n";
        for (Entry file : files) {
            JsonValue line = Json.object()
                    .put("path", file.path())
                    .put("size", file.size())
                    .put("sha256", file.sha256());
            text.append(separator).append(Json.text(line));
            separator = ",\n";
        }
        return text.append("\n]}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The SHA-256 of {@link #toBytes()}. */
    public String digest() {
        return Sha256.of(toBytes());
    }

    /** The bytes of all files. */
    public long totalBytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }

    /** Reads a manifest file that is not trusted. */
    public static ModelManifest parse(byte[] text) {
        JsonValue json;
        try {
            json = Json.parse(text);
        } catch (IOException e) {
            throw invalid("it is not JSON", e);
        }
        if (json.path("format_version").asInt(0) != FORMAT_VERSION) {
            throw invalid("format_version must be " + FORMAT_VERSION + ", a newer Modelkeel may be needed", null);
        }
        List<Entry> files = new ArrayList<>();
        for (JsonValue item : json.path("files")) {
            JsonValue size = item.path("size");
            String sha256 = item.path("sha256").asText("");
            if (!size.canConvertToLong()
                    || !size.isIntegralNumber()
                    || size.longValue() < 0
                    || !HEX.matcher(sha256).matches()) {
                throw invalid("a file lacks a size or a sha256", null);
            }
            files.add(new Entry(ArtifactNames.checkedPath(item.path("path").asText("")), size.longValue(), sha256));
        }
        return new ModelManifest(files);
    }

    private static ClientException invalid(String reason, @Nullable Throwable cause) {
        return new ClientException("INVALID_MANIFEST", 0, "INVALID_MANIFEST: " + FILE_NAME + ": " + reason, cause);
    }
}
