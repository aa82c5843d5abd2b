package io.github.modelkeel.gates;

import io.github.modelkeel.client.internal.ConnectFailure;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.registry.PromotionGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A gate that a policy of Open Policy Agent decides. Immutable and safe for use by multiple threads.
 *
 * <p>The input of the policy is an object with {@code challenger} and {@code champion} (null while there is none), each with {@code name},
 * {@code version}, {@code run_id}, {@code tags}, {@code aliases} and {@code metrics}. The version passes only if the policy's value is
 * {@code true}, or an object whose {@code allow} is {@code true}; its {@code reasons}, a text or a list of them, are part of the verdict. Everything else
 * fails: another value, no value (OPA answers {@code {}} with 200 for a rule that it does not know), a status other than 200, a redirect,
 * an answer that is not JSON or larger than 1 MiB, no answer in time, no connection. Nothing is sent a second time.
 *
 * <p>A metric that is NaN or infinite is a text in the input, since JSON has no such number.
 */
public final class OpaGate implements PromotionGate {
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*");

    private final URI address;
    private final String rule;
    private final Duration timeout;
    private final @Nullable String token;
    private final HttpClient client;

    private OpaGate(URI address, String rule, Duration timeout, @Nullable String token, HttpClient client) {
        this.address = address;
        this.rule = rule;
        this.timeout = timeout;
        this.token = token;
        this.client = client;
    }

    /**
     * A gate that asks {@code <uri>/v1/data/<rule>}, within 5 seconds, without a token.
     *
     * @param uri where OPA is, for example {@code http://localhost:8181}: on this machine, or with {@code https}
     * @param rule the path of the rule, for example {@code modelkeel/promotion/allow}
     * @return the gate
     * @throws IllegalArgumentException if the address is not one of OPA's, or is of another machine without {@code https}, or the path is
     *     not one of a rule
     */
    public static OpaGate of(URI uri, String rule) {
        OpaGate gate = ofPlainHttp(uri, rule);
        if (!uri.getScheme().equalsIgnoreCase("https")
                && !LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("OPA at " + place(uri)
                    + " is another machine without https; use https, or permit plain http on a network that you trust"
                    + " (OpaGate.ofPlainHttp, 'plain_http: allowed' in a file)");
        }
        return gate;
    }

    /**
     * As {@link #of(URI, String)}, permitted to ask another machine without encryption: metrics, tags and the token can then be read, and
     * the decision be changed, on the way.
     *
     * @param uri where OPA is
     * @param rule the path of the rule
     * @return the gate
     * @throws IllegalArgumentException if the address is not one of OPA's or the path is not one of a rule
     */
    public static OpaGate ofPlainHttp(URI uri, String rule) {
        checkAddress(uri);
        if (!RULE.matcher(rule).matches()) {
            throw new IllegalArgumentException(
                    "a rule is a path such as modelkeel/promotion/allow, without a slash at its ends: " + rule);
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new OpaGate(uri, rule, TIMEOUT, null, client);
    }

    private static void checkAddress(URI uri) {
        String host = String.valueOf(uri.getRawAuthority());
        if (uri.getHost() == null && host.contains("_") && !host.contains("@")) {
            throw new IllegalArgumentException(
                    "the host of OPA's address has an underscore, which no host name may have"
                            + " and Java's HTTP client refuses: " + host + "; give the host another name");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if ((!scheme.equals("http") && !scheme.equals("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of OPA must be http(s)://HOST:PORT, without user, query and fragment: " + place(uri));
        }
    }

    /** The address without what may be secret. */
    private static String place(URI uri) {
        return uri.getHost() == null
                ? String.valueOf(uri.getScheme())
                : uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /**
     * This gate with another limit of time.
     *
     * @param limit for the whole question, 5 seconds by default
     * @return the gate
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public OpaGate withTimeout(Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("the timeout must be a millisecond or more: " + limit);
        }
        return new OpaGate(address, rule, limit, token, client);
    }

    /**
     * This gate with a token, which is sent as {@code Authorization: Bearer}.
     *
     * @param bearer the token; it is in no message
     * @return the gate
     * @throws IllegalArgumentException if it is empty or has characters that a header cannot have
     */
    public OpaGate withBearerToken(String bearer) {
        if (!Texts.isToken(bearer)) {
            throw new IllegalArgumentException("the token must be printable ASCII without blanks, and not empty");
        }
        return new OpaGate(address, rule, timeout, bearer, client);
    }

    @Override
    public Verdict check(Candidate candidate) {
        OpaAnswer answer = ask(candidate);
        return new Verdict("policy " + rule, answer.allowed(), answer.reason());
    }

    private OpaAnswer ask(Candidate candidate) {
        String opa = "OPA at " + place(address);
        try {
            long end = System.nanoTime() + timeout.toNanos();
            HttpResponse<InputStream> response = client.send(request(candidate), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] content = readUntil(end, body);
                return response.statusCode() == 200
                        ? OpaAnswer.read(opa, rule, content)
                        : OpaAnswer.refused(opa, response.statusCode());
            }
        } catch (HttpTimeoutException e) {
            return OpaAnswer.failed(
                    opa + " did not answer within " + timeout.toMillis() + " ms; look at its log and load");
        } catch (ConnectException e) {
            return OpaAnswer.failed(opa + " cannot be reached: " + ConnectFailure.reason(e));
        } catch (IOException e) {
            return OpaAnswer.failed(opa + " gave no complete answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OpaAnswer.failed("the thread was interrupted before " + opa + " answered");
        }
    }

    private HttpRequest request(Candidate candidate) {
        String base = address.toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/v1/data/" + rule))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(OpaInput.of(candidate))));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    /** The body, which the client's limit of time does not include: it is closed at the end of the time, which ends the reading. */
    private static byte[] readUntil(long end, InputStream body) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        try {
            byte[] content = body.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw late.get() ? new HttpTimeoutException("the body did not arrive in time") : e;
        } finally {
            watch.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
