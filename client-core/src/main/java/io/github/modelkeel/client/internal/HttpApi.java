package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's JSON API of one server. Safe for use by multiple threads. Every failure is a
 * {@link io.github.modelkeel.client.ClientException}.
 */
public final class HttpApi {
    private static final String ROOT = "api/2.0/mlflow";
    private static final int SMALL_ANSWER_BYTES = 4 << 20;

    private final HttpUrl base;
    private final HttpCall http;
    private final ResponseReader responseReader;
    private final RetryPolicy retryPolicy;

    HttpApi(HttpUrl base, HttpCall http, ResponseReader responseReader, RetryPolicy retryPolicy) {
        this.base = base;
        this.http = http;
        this.responseReader = responseReader;
        this.retryPolicy = retryPolicy;
    }

    /** The server's address without a trailing slash. */
    public String address() {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether the server may have pages for people: false once one of its answers has named it as a server without. */
    public boolean hasPages() {
        return http.hasPages();
    }

    /** GET; the query is given as name, value, name, value. */
    public JsonValue get(String path, String... query) {
        HttpUrl.Builder url = url(path);
        for (int i = 0; i < query.length; i += 2) {
            url.addQueryParameter(query[i], Texts.wellFormed(query[i], query[i + 1]));
        }
        return send("GET", path, url.build(), null);
    }

    /** POST of something that may be repeated without harm. */
    public JsonValue post(String path, JsonValue body) {
        return send("POST", path, url(path).build(), body);
    }

    /** POST of something that a repetition would do twice: repeated only when the server cannot have seen it. */
    public JsonValue create(String path, JsonValue body) {
        String call = "POST " + path;
        HttpUrl url = url(path).build();
        return retryPolicy.once(() -> once(call, request("POST", url, body)));
    }

    /** One attempt of a GET, for a caller that decides by itself about another one; the answer must be small. */
    public JsonValue attemptGet(String path, String... query) throws FailedAttempt {
        HttpUrl.Builder url = url(path);
        for (int i = 0; i < query.length; i += 2) {
            url.addQueryParameter(query[i], Texts.wellFormed(query[i], query[i + 1]));
        }
        return single("GET " + path, request("GET", url.build(), (byte[]) null));
    }

    /** One attempt of a POST, for a caller that decides by itself about another one; the answer must be small. */
    public JsonValue attemptPost(String path, byte[] json) throws FailedAttempt {
        return single("POST " + path, request("POST", url(path).build(), json));
    }

    private JsonValue single(String call, Request request) throws FailedAttempt {
        return http.attempt(request, call, response -> responseReader.tree(response, call, SMALL_ANSWER_BYTES));
    }

    /** PATCH; repeated like a POST that may be. */
    public JsonValue patch(String path, JsonValue body) {
        return send("PATCH", path, url(path).build(), body);
    }

    /**
     * POST of something that must not be done twice: when it is open whether an attempt took effect, its effect is looked for
     * before the next one.
     */
    public JsonValue createOnce(String path, JsonValue body, Supplier<Optional<JsonValue>> effectOfAttempt) {
        String call = "POST " + path;
        HttpUrl url = url(path).build();
        return retryPolicy.once(() -> once(call, request("POST", url, body)), effectOfAttempt);
    }

    /** DELETE. What a repetition finds gone was deleted by the attempt before. */
    public JsonValue delete(String path, JsonValue body) {
        AtomicBoolean repeated = new AtomicBoolean();
        HttpUrl url = url(path).build();
        String call = "DELETE " + path;
        return retryPolicy.repeat(() -> {
            try {
                return once(call, request("DELETE", url, body));
            } catch (FailedAttempt e) {
                if (repeated.getAndSet(true) && e.failure() instanceof ResourceNotFoundException) {
                    return Json.object();
                }
                throw e;
            }
        });
    }

    private JsonValue send(String method, String path, HttpUrl url, @Nullable JsonValue body) {
        String call = method + " " + path;
        return retryPolicy.repeat(() -> once(call, request(method, url, body)));
    }

    private JsonValue once(String call, Request request) throws FailedAttempt {
        return http.attempt(request, call, response -> responseReader.tree(response, call));
    }

    private static Request request(String method, HttpUrl url, @Nullable JsonValue body) {
        return request(method, url, body == null ? null : Json.bytes(body));
    }

    private static Request request(String method, HttpUrl url, byte @Nullable [] json) {
        return new Request.Builder()
                .url(url)
                .method(method, json == null ? null : new BytesBody(json, "application/json"))
                .build();
    }

    private HttpUrl.Builder url(String path) {
        if (path.contains("..") || path.indexOf('%') >= 0 || path.indexOf('\\') >= 0) {
            throw new ClientException("INVALID_PARAMETER_VALUE", 0, "not a path of the API: " + path, null);
        }
        return base.newBuilder().addPathSegments(ROOT).addPathSegments(path);
    }
}
