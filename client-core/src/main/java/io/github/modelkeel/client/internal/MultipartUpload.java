package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends a large file in parts, straight to the storage behind the server, where the server offers it. The server gives an address for
 * each part that lets anybody write there: such an address is a secret, is never logged, and gets none of our credentials. A file
 * appears with the completion of the upload, or not at all. Safe for use by multiple threads.
 */
final class MultipartUpload {
    private static final System.Logger LOG = System.getLogger(MultipartUpload.class.getName());
    private static final int MAX_PARTS = 10_000;

    private final Calls calls;
    private final TransferThreads threads;
    private final long minimumBytes;
    private final long partBytes;
    private final AtomicReference<@Nullable Boolean> offered = new AtomicReference<>();

    /** How to reach the server and the storage. */
    record Calls(
            HttpUrl base, HttpCall http, HttpCall storage, ResponseReader responseReader, RetryPolicy retryPolicy) {}

    /** One file of an upload; {@code directory} and {@code name} are its place among the artifacts. */
    record Item(Path file, long size, ArtifactUri root, String relative) {
        String directory() {
            int slash = relative.lastIndexOf('/');
            return slash < 0 ? "" : relative.substring(0, slash);
        }

        String name() {
            return relative.substring(relative.lastIndexOf('/') + 1);
        }
    }

    MultipartUpload(Calls calls, TransferThreads threads, ClientConfig config) {
        this.calls = calls;
        this.threads = threads;
        this.minimumBytes = config.multipartUploadMinimumBytes();
        this.partBytes = config.multipartUploadPartBytes();
        config.multipartUploadEnabled().ifPresent(offered::set);
    }

    /** Sends a file in parts; false when it is small or the server does not take parts, and nothing was sent. */
    boolean send(Item item, TransferBatch batch, TransferBatch.Counter counter) {
        if (item.size() < Math.max(1, minimumBytes) || !isOffered()) {
            return false;
        }
        long part = Math.max(partBytes, (item.size() + MAX_PARTS - 1) / MAX_PARTS);
        int parts = Math.toIntExact((item.size() + part - 1) / part);
        JsonValue created;
        try {
            created =
                    call("create", item, Json.object().put("path", item.name()).put("num_parts", parts));
        } catch (ClientException e) {
            if (e.status() == 501 || e.status() == 404 || e.status() == 405) {
                offered.set(false);
                LOG.log(System.Logger.Level.DEBUG, "the server takes no uploads in parts: HTTP " + e.status());
                return false;
            }
            throw e;
        }
        String upload = Json.string(created, "upload_id");
        boolean complete = false;
        try {
            complete(item, upload, sendParts(item, credentials(created, parts), part, batch, counter));
            complete = true;
        } finally {
            if (!complete) {
                abort(item, upload);
            }
        }
        return true;
    }

    private boolean isOffered() {
        Boolean known = offered.get();
        if (known == null) {
            known = ask();
            offered.set(known);
        }
        return known;
    }

    /** MLflow's servers say since 3.x what they can; others have no such route. */
    private boolean ask() {
        HttpUrl url = calls.base()
                .newBuilder()
                .addPathSegments("api/3.0/mlflow/server-info")
                .build();
        String call = "GET server-info";
        try {
            return calls.retryPolicy()
                    .repeat(() -> calls.http()
                            .attempt(
                                    new Request.Builder().url(url).build(),
                                    call,
                                    answer -> calls.responseReader().tree(answer, call)))
                    .path("multipart_uploads_enabled")
                    .asBoolean(false);
        } catch (ClientException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "no uploads in parts: " + e.getMessage());
            return false;
        }
    }

    private record Credential(int number, HttpUrl url, Map<String, String> headers) {}

    private List<Credential> credentials(JsonValue created, int parts) {
        List<Credential> credentials = new ArrayList<>();
        for (JsonValue item : created.path("credentials")) {
            HttpUrl url = HttpUrl.parse(Json.string(item, "url"));
            if (url == null || (calls.base().isHttps() && !url.isHttps())) {
                throw invalid(
                        "an address of a part that is not " + (calls.base().isHttps() ? "https" : "http"));
            }
            Map<String, String> headers = new HashMap<>();
            item.path("headers")
                    .properties()
                    .forEach(entry ->
                            headers.put(entry.getKey(), entry.getValue().asText()));
            credentials.add(new Credential(Math.toIntExact(Json.int64(item, "part_number")), url, headers));
        }
        if (credentials.size() != parts) {
            throw invalid(credentials.size() + " addresses for " + parts + " parts");
        }
        return credentials;
    }

    private static ClientException invalid(String reason) {
        return new ClientException(
                "INVALID_RESPONSE", 200, "INVALID_RESPONSE POST mpu/create: the server gave " + reason, null);
    }

    private Map<Integer, JsonValue> sendParts(
            Item item, List<Credential> credentials, long part, TransferBatch batch, TransferBatch.Counter counter) {
        Map<Integer, JsonValue> sent = new ConcurrentSkipListMap<>();
        List<Runnable> jobs = new ArrayList<>();
        for (int i = 0; i < credentials.size(); i++) {
            Credential credential = credentials.get(i);
            long from = i * part;
            FileBody body = new FileBody(item.file(), from, Math.min(part, item.size() - from), counter);
            jobs.add(() -> sent.put(credential.number(), sendPart(item, credential, body, batch)));
        }
        threads.runAll(jobs, batch);
        return sent;
    }

    private JsonValue sendPart(Item item, Credential credential, FileBody body, TransferBatch batch) {
        String call = "PUT part " + credential.number() + " of artifact " + item.relative();
        Request.Builder request =
                new Request.Builder().url(credential.url()).put(body).tag(TransferBatch.class, batch);
        credential.headers().forEach(request::header);
        String etag = calls.retryPolicy()
                .repeat(
                        () -> {
                            batch.ensureGoing(call);
                            return calls.storage()
                                    .attempt(
                                            request.build(), call, answer -> ResponseReader.header(answer, "ETag", ""));
                        },
                        batch::pause);
        return Json.object()
                .put("part_number", credential.number())
                .put("etag", etag)
                .put("url", credential.url().toString());
    }

    /** A repeated completion is refused by the storage, so the listing is asked whether the one before took effect. */
    private void complete(Item item, String upload, Map<Integer, JsonValue> sent) {
        JsonObject request = Json.object().put("path", item.name()).put("upload_id", upload);
        request.putArray("parts").addAll(sent.values());
        HttpUrl url = item.root().multipart(calls.base(), "complete", item.directory());
        calls.retryPolicy().once(() -> post(url, "complete", item, request), () -> listed(item));
    }

    private Optional<JsonValue> listed(Item item) {
        HttpUrl url = item.root().listing(calls.base(), item.directory());
        String call = "GET artifacts " + item.directory();
        JsonValue answer = calls.retryPolicy()
                .repeat(() -> calls.http()
                        .attempt(
                                new Request.Builder().url(url).build(),
                                call,
                                listing -> calls.responseReader().tree(listing, call)));
        for (JsonValue file : answer.path("files")) {
            if (file.path("path").asText().equals(item.name()) && Json.int64(file, "file_size") == item.size()) {
                return Optional.of(Json.object());
            }
        }
        return Optional.empty();
    }

    private void abort(Item item, String upload) {
        try {
            call("abort", item, Json.object().put("path", item.name()).put("upload_id", upload));
        } catch (ClientException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "the parts of a failed upload stay in the storage until it removes them: " + e.getMessage());
        }
    }

    private JsonValue call(String action, Item item, JsonObject request) {
        HttpUrl url = item.root().multipart(calls.base(), action, item.directory());
        return calls.retryPolicy().repeat(() -> post(url, action, item, request));
    }

    private JsonValue post(HttpUrl url, String action, Item item, JsonObject request) throws FailedAttempt {
        String call = "POST mpu/" + action + " " + item.relative();
        Request post = new Request.Builder()
                .url(url)
                .post(new BytesBody(Json.bytes(request), "application/json"))
                .build();
        return calls.http().attempt(post, call, answer -> calls.responseReader().tree(answer, call));
    }
}
