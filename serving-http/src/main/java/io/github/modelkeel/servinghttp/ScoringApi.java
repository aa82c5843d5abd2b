package io.github.modelkeel.servinghttp;

import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import io.github.modelkeel.servinghttp.message.Refusal;
import io.github.modelkeel.servinghttp.protocol.Endpoint;
import io.github.modelkeel.servinghttp.protocol.ErrorForm;
import io.github.modelkeel.servinghttp.protocol.KserveProtocol;
import io.github.modelkeel.servinghttp.protocol.MlflowProtocol;
import io.github.modelkeel.servinghttp.protocol.OpenApiDocument;
import io.github.modelkeel.servinghttp.protocol.OpenInferenceProtocol;
import io.github.modelkeel.servinghttp.protocol.Operations;
import io.github.modelkeel.servinghttp.protocol.Routes;
import io.github.modelkeel.servinghttp.protocol.RowsProtocol;
import io.github.modelkeel.servinghttp.protocol.ServedModel;
import io.github.modelkeel.servinghttp.protocol.TryPage;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a model answers over HTTP, apart from sockets: it takes a method, a path, headers and a body, and gives back a status, a content type
 * and bytes. {@link ScoringServer} puts it behind a port; any other server does so in a few lines. Safe for use by multiple threads.
 */
public final class ScoringApi {
    private static final System.Logger LOG = System.getLogger(ScoringApi.class.getName());
    private static final String VERSIONS = "/versions/";
    private static final String V2_MODELS = "/v2/models/";
    private static final String BEARER = "Bearer ";

    private final List<ServedModel> models;
    private final Limits limits;
    private final byte @Nullable [] token;
    private final Routes routes = new Routes();
    private final @Nullable RequestMeters meters;
    private final AtomicBoolean meterFailed = new AtomicBoolean();
    private final AtomicInteger servers = new AtomicInteger();
    private volatile boolean draining;

    ScoringApi(List<ServedModel> models, ScoringApiBuilder settings) {
        this.models = models;
        this.limits = settings.limits;
        this.token = settings.token;
        Set<Protocol> protocols = settings.protocols;
        JsonInput input = new JsonInput(limits.maxDepth(), limits.maxRows());
        ServedModel first = models.get(0);
        if (protocols.contains(Protocol.ROWS)) {
            RowsProtocol rows = new RowsProtocol(input);
            for (ServedModel model : models) {
                rows.addTo(routes, model, model.equals(first));
            }
            if (settings.tryPage) {
                new TryPage(models, input).addTo(routes);
            }
        }
        if (protocols.contains(Protocol.MLFLOW)) {
            new MlflowProtocol(input).addTo(routes, first);
        }
        if (protocols.contains(Protocol.KSERVE_V1)) {
            new KserveProtocol(input).addTo(routes, models);
        }
        if (protocols.contains(Protocol.OPEN_INFERENCE)) {
            new OpenInferenceProtocol(input).addTo(routes, models, this::isReady);
        }
        routes.addReady(this::isReady);
        Operations operations = new Operations(models);
        operations.addFeedback(routes, input);
        Supplier<String> metricsText = settings.metricsText;
        if (metricsText != null) {
            operations.addMetrics(routes, metricsText);
        }
        MlflowWebhook webhook = settings.webhook;
        if (webhook != null) {
            operations.addWebhook(routes, webhook);
        }
        new OpenApiDocument(models, routes, token != null).addTo(routes);
        MeterRegistry registry = settings.meters;
        this.meters = registry == null ? null : new RequestMeters(registry);
    }

    /**
     * Starts an API with the defaults of {@link ScoringApiBuilder}.
     *
     * @return the builder
     */
    public static ScoringApiBuilder builder() {
        return new ScoringApiBuilder();
    }

    /** {@return what a request may weigh; who reads bodies should read no more} */
    public Limits limits() {
        return limits;
    }

    /** {@return whether all models answer and {@link #drain()} was not called} */
    public boolean isReady() {
        return !draining && models.stream().allMatch(model -> model.predictor().isReady());
    }

    /**
     * From now on {@code /ready} and {@code /v2/health/ready} answer 503, so that no new requests are sent here; those that come are answered.
     * The next {@link ScoringServer} that starts with this API ends it.
     */
    public void drain() {
        draining = true;
    }

    /** A server started: the API is in service, also after the last was closed. */
    void serverStarted() {
        servers.incrementAndGet();
        draining = false;
    }

    /** A server closes; with the last the API is out of service. */
    void serverClosed() {
        if (servers.decrementAndGet() == 0) {
            drain();
        }
    }

    /**
     * Answers a request. Never throws: what is wrong with the request is a reply of 400 to 499, what is wrong with the model one of 500 or 503.
     *
     * @param method the method, for instance {@code POST}; the reply to {@code HEAD} is that to {@code GET}, and its body is to be left out
     * @param path the path as it was requested, with or without a query
     * @param header gives a header's value by its name in lower case, {@code null} where it is absent
     * @param body the body, empty where there is none
     * @return the reply
     */
    public Reply handle(String method, String path, Headers header, byte[] body) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(body, "body");
        String plain = withoutQuery(Objects.requireNonNull(path, "path"));
        long start = System.nanoTime();
        Answered answered;
        try {
            answered = answer(method, plain, header::find, body);
        } catch (RuntimeException | Error e) { // the contract of a service: one request may not end it
            LOG.log(System.Logger.Level.ERROR, "no answer to " + method, e);
            Answer failed = ErrorForm.of(plain).answer(new Refusal(500, "Internal Server Error"));
            answered = new Answered(failed, routes.find(plain));
        }
        count(answered.route(), method, answered.answer().status(), start);
        return new Reply(answered.answer());
    }

    /** An answer, and the route of the decoded path without a version. */
    private record Answered(Answer answer, Routes.@Nullable Route route) {}

    private void count(Routes.@Nullable Route route, String method, int status, long start) {
        if (meters == null) {
            return;
        }
        try {
            meters.count(route == null ? RequestMeters.NONE : route.label(), method, status, System.nanoTime() - start);
        } catch (RuntimeException | Error e) { // meters are the user's; no request may depend on them
            if (meterFailed.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "requests are not counted; further faults are not logged", e);
            }
        }
    }

    /** The reply to a request without the token, before its body is received; null where it may come. */
    @Nullable Reply refuseHead(String method, String path, Headers header) {
        if (token == null) {
            return null;
        }
        String plain = withoutQuery(path);
        long start = System.nanoTime();
        Routes.@Nullable Route route = null;
        try {
            String decoded = decoded(plain);
            route = routes.find(withoutVersion(decoded));
            checkToken(decoded, header::find);
            return null;
        } catch (Refusal e) {
            Answer answer = ErrorForm.of(plain).answer(e);
            count(route, method, e.status(), start);
            return new Reply(e.status() == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer);
        }
    }

    /**
     * An error in the form of a path's protocol, for a request that a server cannot hand over: a body that is too large (413), too many
     * that wait (503), a text that is not HTTP (400).
     *
     * @param path the path as far as it is known, or an empty text
     * @param status the status, 400 or more
     * @param message what is wrong and what to do
     * @return the reply
     */
    public Reply refuse(String path, int status, String message) {
        String plain = withoutQuery(path);
        count(routes.find(plain), "other", status, System.nanoTime());
        return new Reply(ErrorForm.of(plain).answer(new Refusal(status, message)));
    }

    private Answered answer(String method, String raw, HeaderLookup header, byte[] body) {
        String path = raw;
        Routes.Route route = null;
        try {
            path = decoded(raw);
            route = routes.find(withoutVersion(path));
            checkToken(path, header);
            checkVersion(path);
            if (route == null) {
                throw new Refusal(404, "Not Found");
            }
            Endpoint endpoint = route.byMethod().get(method.equals("HEAD") ? "GET" : method);
            if (endpoint == null) {
                Answer refused = route.errors().answer(new Refusal(405, "Method Not Allowed"));
                return new Answered(refused.with("Allow", route.allowed()), route);
            }
            if (body.length > limits.maxBodyBytes()) {
                throw new Refusal(413, "the body is larger than %,d bytes".formatted(limits.maxBodyBytes()));
            }
            Call call = new Call(method, path, header, body);
            if (body.length > 0) {
                call.requireUncoded();
            }
            return new Answered(endpoint.answer(call), route);
        } catch (Refusal e) {
            ErrorForm form = route == null ? ErrorForm.of(path) : route.errors();
            Answer answer = form.answer(e);
            return new Answered(e.status() == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer, route);
        }
    }

    private void checkToken(String path, HeaderLookup header) {
        byte[] secret = token;
        if (secret == null || routes.isOpen(path)) {
            return;
        }
        String given = header.find("authorization");
        byte[] sent = given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        if (!MessageDigest.isEqual(secret, sent)) {
            throw new Refusal(401, "send the header Authorization: Bearer with the token of this service");
        }
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "the path has a % without two hexadecimal digits");
        }
    }

    /** V2 allows {@code /v2/models/NAME/versions/VERSION/…}, where only the version that answers now can be asked. */
    private static String withoutVersion(String path) {
        int at = versionAt(path);
        int end = at < 0 ? -1 : path.indexOf('/', at + VERSIONS.length());
        return at < 0 ? path : path.substring(0, at) + (end < 0 ? "" : path.substring(end));
    }

    private static int versionAt(String path) {
        return path.startsWith(V2_MODELS) ? path.indexOf(VERSIONS, V2_MODELS.length()) : -1;
    }

    private void checkVersion(String path) {
        int at = versionAt(path);
        if (at < 0) {
            return;
        }
        String name = path.substring(V2_MODELS.length(), at);
        String rest = path.substring(at + VERSIONS.length());
        int end = rest.indexOf('/');
        String version = end < 0 ? rest : rest.substring(0, end);
        for (ServedModel model : models) {
            if (model.name().equals(name)) {
                model.requireVersion(version);
            }
        }
    }

    /** The headers of a request, for instance {@code request::getHeader} of a servlet. */
    @FunctionalInterface
    public interface Headers {
        /**
         * A header's value.
         *
         * @param name the name in lower case; a server's look-up ignores case
         * @return the value, or {@code null} where the header is absent
         */
        @Nullable String find(String name);
    }

    /** A status, a content type and bytes. Immutable apart from its bytes, which belong to the caller. */
    public static final class Reply {
        private final Answer answer;

        Reply(Answer answer) {
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }

        /** {@return the HTTP status} */
        public int status() {
            return answer.status();
        }

        /** {@return the value for the header {@code Content-Type}} */
        public String contentType() {
            return answer.contentType();
        }

        /** {@return the bytes} */
        public byte[] body() {
            return answer.body();
        }

        /** {@return further headers, such as {@code Allow} and {@code Retry-After}} */
        public Map<String, String> headers() {
            return answer.headers();
        }
    }
}
