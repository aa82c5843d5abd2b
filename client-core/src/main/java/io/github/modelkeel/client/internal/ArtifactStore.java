package io.github.modelkeel.client.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The tracking server's artifact proxy. Safe for use by multiple threads. What it lists is checked before it is used. */
public final class ArtifactStore {
    private static final int MAX_DEPTH = 32;

    private final HttpUrl base;
    private final HttpCall http;
    private final Answers answers;
    private final Attempts attempts;

    ArtifactStore(HttpUrl base, HttpCall http, Answers answers, Attempts attempts) {
        this.base = base;
        this.http = http;
        this.answers = answers;
        this.attempts = attempts;
    }

    /** A listed file; the size is what the server says, 0 or more, or -1 when it says none. */
    public record Listed(String path, long size) {}

    /** What a downloaded file must be; an unknown size is -1, an unknown digest null. It may have the given bytes at most. */
    public record Expected(long size, @Nullable String sha256, long maxBytes) {}

    /** Sends a file, streaming. */
    public void upload(Path file, String artifactUri, String relative) {
        put(new FileBody(file), artifactUri, relative);
    }

    /** Sends some bytes. */
    public void upload(byte[] content, String artifactUri, String relative) {
        put(new BytesBody(content, ContentTypes.of(relative)), artifactUri, relative);
    }

    private void put(RequestBody body, String artifactUri, String relative) {
        HttpUrl url = ArtifactUri.parse(artifactUri, base).file(base, relative);
        String call = "PUT artifact " + relative;
        attempts.repeat(() -> http.attempt(
                new Request.Builder()
                        .url(url)
                        .put(body)
                        .header("Content-Type", ContentTypes.of(relative))
                        .build(),
                call,
                response -> Json.object()));
    }

    /** All files beneath a place, with paths relative to it; empty when there is nothing or the place is a file. */
    public List<Listed> list(String artifactUri, int maxFiles) {
        ArtifactUri root = ArtifactUri.parse(artifactUri, base);
        List<Listed> files = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        list(root, "", 0, maxFiles, files, seen);
        return files;
    }

    private void list(
            ArtifactUri root, String directory, int depth, int maxFiles, List<Listed> files, Set<String> seen) {
        if (depth > MAX_DEPTH) {
            throw tooMuch("directories nest deeper than " + MAX_DEPTH);
        }
        HttpUrl url = root.listing(base, directory);
        String call = "GET artifacts" + (directory.isEmpty() ? "" : " " + directory);
        JsonNode answer = attempts.repeat(() ->
                http.attempt(new Request.Builder().url(url).build(), call, response -> answers.tree(response, call)));
        for (JsonNode item : answer.path("files")) {
            String name = SafeNames.checkedName(Json.string(item, "path"));
            String path = directory.isEmpty() ? name : directory + "/" + name;
            if (!seen.add(path.toLowerCase(Locale.ROOT)) || seen.size() > maxFiles) {
                throw tooMuch(
                        seen.size() > maxFiles
                                ? "more than " + maxFiles + " files"
                                : "two names that differ only in case: " + path);
            }
            if (item.path("is_dir").asBoolean(false)) {
                list(root, path, depth + 1, maxFiles, files, seen);
            } else {
                files.add(new Listed(path, item.has("file_size") ? Math.max(0, Json.int64(item, "file_size")) : -1));
            }
        }
    }

    private static ClientException tooMuch(String what) {
        return new ClientException("UNSAFE_LISTING", 0, "UNSAFE_LISTING: the server lists " + what, null);
    }

    /** Fetches a file to a path that does not exist yet: streaming, checked, synced, then moved into place in one step. */
    public void download(String artifactUri, String relative, Path target, Expected expected) {
        HttpUrl url = ArtifactUri.parse(artifactUri, base).file(base, relative);
        Request request = new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .build();
        String call = "GET artifact " + (relative.isEmpty() ? String.join("/", url.encodedPathSegments()) : relative);
        attempts.repeat(
                () -> http.attempt(request, call, response -> FileDownload.save(response, target, expected, call)));
    }
}
