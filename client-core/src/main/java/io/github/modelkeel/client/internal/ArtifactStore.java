package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.TransferListener;
import io.github.modelkeel.client.TransferListener.Direction;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The tracking server's artifact proxy. Safe for use by multiple threads. What it lists is shown as it is and checked before it is written. */
public final class ArtifactStore {
    private final HttpUrl base;
    private final HttpCall http;
    private final ResponseReader responseReader;
    private final RetryPolicy retryPolicy;
    private final TransferThreads threads;
    private final MultipartUpload parts;
    private final @Nullable TransferListener listener;

    ArtifactStore(
            HttpUrl base,
            HttpCall http,
            ResponseReader responseReader,
            RetryPolicy retryPolicy,
            TransferThreads threads,
            MultipartUpload parts,
            ClientConfig config) {
        this.base = base;
        this.http = http;
        this.responseReader = responseReader;
        this.retryPolicy = retryPolicy;
        this.threads = threads;
        this.parts = parts;
        this.listener = config.transferListener().orElse(null);
    }

    /** A listed file; the size is what the server says, 0 or more, or -1 when it says none. */
    public record Listed(String path, long size) {}

    /**
     * What is beneath a place.
     *
     * @param files the files that this system can hold
     * @param refused paths, those of directories with '/' at the end, and why this system cannot hold them
     */
    public record Listing(List<Listed> files, Map<String, String> refused) {
        /** Whether nothing is there. */
        public boolean isEmpty() {
            return files.isEmpty() && refused.isEmpty();
        }
    }

    /** What a downloaded file must be; an unknown size is -1, an unknown digest null. It may have the given bytes at most. */
    public record Expected(long size, @Nullable String sha256, long maxBytes) {}

    /** A file to send. */
    public record Upload(Path file, String relative) {}

    /** A file to fetch to a path that does not exist yet. */
    public record Download(String relative, Path target, Expected expected) {}

    /** Sends a file, streaming. */
    public void upload(Path file, String artifactUri, String relative) {
        upload(artifactUri, List.of(new Upload(file, relative)));
    }

    /** Sends files, several at a time. The first failure stops the others. */
    public void upload(String artifactUri, List<Upload> files) {
        ArtifactUri root = ArtifactUri.parse(artifactUri, base);
        TransferBatch batch = new TransferBatch(listener, Direction.UPLOAD, files.size());
        threads.runAll(
                files.stream()
                        .map(file -> (Runnable) () -> upload(root, file, batch))
                        .toList(),
                batch);
    }

    private void upload(ArtifactUri root, Upload upload, TransferBatch batch) {
        String call = "PUT artifact " + upload.relative();
        long size;
        try {
            size = Files.size(upload.file());
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + upload.file(), e).asClientException(call);
        }
        TransferBatch.Counter counter = batch.counter(upload.relative(), size);
        MultipartUpload.Item item = new MultipartUpload.Item(upload.file(), size, root, upload.relative());
        if (!parts.send(item, batch, counter)) {
            put(root, upload.relative(), new FileBody(upload.file(), 0, size, counter), batch);
        }
        counter.done();
    }

    /** Sends some bytes. */
    public void upload(byte[] content, String artifactUri, String relative) {
        TransferBatch batch = new TransferBatch(listener, Direction.UPLOAD, 1);
        TransferBatch.Counter counter = batch.counter(relative, content.length);
        put(ArtifactUri.parse(artifactUri, base), relative, new BytesBody(content, ContentTypes.of(relative)), batch);
        counter.done();
    }

    private void put(ArtifactUri root, String relative, RequestBody body, TransferBatch batch) {
        String call = "PUT artifact " + relative;
        Request request = new Request.Builder()
                .url(root.file(base, relative))
                .put(body)
                .header("Content-Type", ContentTypes.of(relative))
                .tag(TransferBatch.class, batch)
                .build();
        retryPolicy.repeat(
                () -> {
                    batch.ensureGoing(call);
                    return http.attempt(request, call, response -> Json.object());
                },
                batch::pause);
    }

    /** All files beneath a place that this system can hold; nothing is listed when the place is a file or is not there. */
    public Listing list(String artifactUri, int maxFiles) {
        return list(artifactUri, "", maxFiles);
    }

    /** All files beneath a directory of a place, with paths relative to the directory. */
    public Listing list(String artifactUri, String directory, int maxFiles) {
        ArtifactUri root = ArtifactUri.parse(artifactUri, base);
        Listing listing = new Listing(new ArrayList<>(), new LinkedHashMap<>());
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(""));
        for (String next = left.poll(); next != null; next = left.poll()) {
            left.addAll(list(root, directory, next, maxFiles, listing, seen));
        }
        return listing;
    }

    /** Adds the files of one directory, and returns the directories in it. */
    private List<String> list(
            ArtifactUri root, String top, String directory, int maxFiles, Listing listing, Set<String> seen) {
        List<String> directories = new ArrayList<>();
        for (JsonValue item : listing(root, beneath(top, directory))) {
            String name = Json.string(item, "path");
            String path = directory.isEmpty() ? name : directory + "/" + name;
            if (!seen.add(path) || seen.size() > maxFiles) {
                throw tooMuch(
                        seen.size() > maxFiles
                                ? "more than " + maxFiles + " files"
                                : "two files of one name: " + ArtifactNames.shown(path));
            }
            boolean isDirectory = item.path("is_dir").asBoolean(false);
            Optional<String> obstacle =
                    name.indexOf('/') >= 0 ? Optional.of("a name must not hold '/'") : ArtifactNames.obstacle(path);
            if (obstacle.isPresent()) {
                listing.refused().put(isDirectory ? path + "/" : path, obstacle.get());
            } else if (isDirectory) {
                directories.add(path);
            } else {
                listing.files()
                        .add(new Listed(path, item.has("file_size") ? Math.max(0, Json.int64(item, "file_size")) : -1));
            }
        }
        return directories;
    }

    private static String beneath(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }

    private JsonValue listing(ArtifactUri root, String directory) {
        HttpUrl url = root.listing(base, directory);
        String call = "GET artifacts" + (directory.isEmpty() ? "" : " " + directory);
        return retryPolicy
                .repeat(() -> http.attempt(
                        new Request.Builder().url(url).build(), call, response -> responseReader.tree(response, call)))
                .path("files");
    }

    /** One entry of a directory; the path is relative to the place, the size of a directory 0. */
    public record Entry(String path, boolean directory, long size) {}

    /** What is directly in a directory beneath a place, under the names that the server lists; empty when there is nothing or it is a file. */
    public List<Entry> entries(String artifactUri, String directory) {
        List<Entry> entries = new ArrayList<>();
        for (JsonValue item : listing(ArtifactUri.parse(artifactUri, base), directory)) {
            String path = beneath(directory, Json.string(item, "path"));
            entries.add(new Entry(path, item.path("is_dir").asBoolean(false), Json.int64(item, "file_size")));
        }
        return entries;
    }

    private static ClientException tooMuch(String what) {
        return new ClientException("UNSAFE_LISTING", 0, "UNSAFE_LISTING: the server lists " + what, null);
    }

    /** Fetches a file to a path that does not exist yet: streaming, checked, synced, then moved into place in one step. */
    public void download(String artifactUri, String relative, Path target, Expected expected) {
        download(artifactUri, List.of(new Download(relative, target, expected)));
    }

    /** Fetches files, several at a time, each as a single one is. The first failure stops the others; whole files stay. */
    public void download(String artifactUri, List<Download> files) {
        ArtifactUri root = ArtifactUri.parse(artifactUri, base);
        TransferBatch batch = new TransferBatch(listener, Direction.DOWNLOAD, files.size());
        threads.runAll(
                files.stream()
                        .map(file -> (Runnable) () -> download(root, file, batch))
                        .toList(),
                batch);
    }

    private void download(ArtifactUri root, Download wanted, TransferBatch batch) {
        HttpUrl url = root.file(base, wanted.relative());
        Request request = new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .tag(TransferBatch.class, batch)
                .build();
        String shown = wanted.relative().isEmpty() ? String.join("/", url.encodedPathSegments()) : wanted.relative();
        String call = "GET artifact " + shown;
        TransferBatch.Counter counter = batch.counter(shown, wanted.expected().size());
        try (FileDownload download = new FileDownload(wanted.target(), wanted.expected(), call, counter)) {
            retryPolicy.repeat(
                    () -> {
                        batch.ensureGoing(call);
                        return attempt(request, call, download);
                    },
                    batch::pause);
        }
        counter.done();
    }

    private Path attempt(Request request, String call, FileDownload download) throws FailedAttempt {
        Request next = download.next(request);
        try {
            return http.attempt(next, call, download::save);
        } catch (FailedAttempt e) {
            if (e.failure().status() == 416 && next.header("Range") != null) {
                download.startAnew(); // it became shorter
                throw new FailedAttempt(e.failure(), FailedAttempt.Retry.IF_IDEMPOTENT, null);
            }
            throw e;
        }
    }
}
