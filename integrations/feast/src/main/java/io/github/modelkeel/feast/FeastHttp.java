package io.github.modelkeel.feast;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.ConnectFailure;
import io.github.modelkeel.client.internal.Texts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends questions to a feature server. Nothing is sent a second time. Safe for use by multiple threads. */
final class FeastHttp {
    private final URI address;
    private final @Nullable Supplier<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    FeastHttp(URI server, @Nullable Supplier<String> token) {
        this.address = URI.create(server.toString().replaceAll("/+$", "") + "/get-online-features");
        this.token = token;
    }

    /** The server, for messages. */
    String place() {
        return "Feast at " + address.getScheme() + "://" + address.getAuthority();
    }

    /**
     * Waits for the whole answer, its body too, no longer than the limit.
     *
     * @throws ServerUnavailableException if there is none by then
     */
    HttpResponse<byte[]> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, response -> new BoundedBody());
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(limit, e);
        } catch (ExecutionException e) {
            throw failed(limit, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(
                    "INTERRUPTED", 0, "INTERRUPTED the thread was interrupted before " + place() + " answered", e);
        } finally {
            answer.cancel(true);
        }
    }

    private ServerUnavailableException late(Duration limit, Throwable cause) {
        return new ServerUnavailableException(
                "DEADLINE_EXCEEDED",
                0,
                "DEADLINE_EXCEEDED " + place() + " gave no whole answer within " + limit.toMillis()
                        + " ms; look at its load, or give it a longer timeout",
                cause);
    }

    private RuntimeException failed(Duration limit, @Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return late(limit, cause);
        }
        if (cause instanceof ConnectException failure) {
            return unavailable("cannot be reached: " + ConnectFailure.reason(failure), cause);
        }
        if (cause instanceof IOException) {
            return unavailable("gave no complete answer: " + cause, cause);
        }
        return cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
    }

    private ServerUnavailableException unavailable(String what, Throwable cause) {
        return new ServerUnavailableException("IO_ERROR", 0, "IO_ERROR " + place() + " " + what, cause);
    }

    /** A question, with the token of now. */
    HttpRequest request(byte[] json, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + checked(token.get()));
        }
        return request.build();
    }

    /** The JDK would show a token that is not one in its message. */
    private static String checked(@Nullable String token) {
        if (token == null || !Texts.isToken(token)) {
            throw new ClientException(
                    "CREDENTIALS_UNAVAILABLE",
                    0,
                    "CREDENTIALS_UNAVAILABLE bearerToken must give printable ASCII without blanks, and not nothing",
                    null);
        }
        return token;
    }
}
