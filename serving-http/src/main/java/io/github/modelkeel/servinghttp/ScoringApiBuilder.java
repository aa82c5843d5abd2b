package io.github.modelkeel.servinghttp;

import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.protocol.PredictionListener;
import io.github.modelkeel.servinghttp.protocol.ServedModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link ScoringApi}. By default: all protocols, {@link Limits#standard()}, {@link ReplyFields#standard()}, no token. Not
 * thread-safe.
 */
public final class ScoringApiBuilder {
    private static final Pattern NAME = Pattern.compile("[^/:{}\\p{Cntrl}]{1,250}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=\\-]{8,4096}");

    private final Map<String, Predictor> models = new LinkedHashMap<>();
    private final Map<String, ReplyFields> fields = new LinkedHashMap<>();
    Set<Protocol> protocols = EnumSet.allOf(Protocol.class);
    Limits limits = Limits.standard();
    byte @Nullable [] token;

    @Nullable MeterRegistry meters;

    @Nullable Supplier<String> metricsText;

    @Nullable MlflowWebhook webhook;

    boolean tryPage = true;
    private Consumer<? super Prediction> listener = prediction -> {};

    ScoringApiBuilder() {}

    /**
     * Adds a model. The first one also answers the paths that name no model.
     *
     * @param name the name in paths, of any characters but {@code / : { }} and control characters
     * @param predictor what predicts; it stays the caller's to close
     * @return this builder
     * @throws IllegalArgumentException if the name has other characters or was added before
     */
    public ScoringApiBuilder model(String name, Predictor predictor) {
        return model(name, predictor, ReplyFields.standard());
    }

    /**
     * Adds a model whose replies of {@link Protocol#ROWS} have other names.
     *
     * @param name the name in paths
     * @param predictor what predicts; it stays the caller's to close
     * @param names what the members of a reply are called
     * @return this builder
     * @throws IllegalArgumentException if the name has other characters or was added before, or two members have one name
     */
    public ScoringApiBuilder model(String name, Predictor predictor, ReplyFields names) {
        Objects.requireNonNull(predictor, "predictor");
        Objects.requireNonNull(names, "names");
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException(
                    "a model's name in paths has 1 to 250 characters and neither '/', ':', '{' nor '}': '" + name
                            + "'");
        }
        names.requireDistinct();
        if (models.putIfAbsent(name, predictor) != null) {
            throw new IllegalArgumentException("model '" + name + "' was added before");
        }
        fields.put(name, names);
        return this;
    }

    /**
     * The protocols that are answered; all by default.
     *
     * @param some at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public ScoringApiBuilder protocols(Protocol... some) {
        if (some.length == 0) {
            throw new IllegalArgumentException("protocols must not be empty");
        }
        protocols = EnumSet.copyOf(List.of(some));
        return this;
    }

    /**
     * What a request may weigh; {@link Limits#standard()} by default.
     *
     * @param most the limits
     * @return this builder
     */
    public ScoringApiBuilder limits(Limits most) {
        limits = Objects.requireNonNull(most, "limits");
        return this;
    }

    /**
     * What a caller must send as {@code Authorization: Bearer TOKEN}; none by default. Probes that say yes or no ({@code /ready},
     * {@code /ping}, {@code /version}, {@code /v2/health/live}, {@code /v2/health/ready}, {@code /}) stay open.
     *
     * @param secret 8 characters or more of those that RFC 6750 allows; it never reaches a log or a message
     * @return this builder
     * @throws IllegalArgumentException if it is too short or has other characters
     */
    public ScoringApiBuilder bearerToken(String secret) {
        if (!TOKEN.matcher(Objects.requireNonNull(secret, "secret")).matches()) {
            throw new IllegalArgumentException(
                    "a bearer token has 8 characters or more: letters, digits and any of . _ ~ + / = -");
        }
        token = secret.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /**
     * Where requests are counted: {@code http_requests_total} by handler, method and status ({@code 2xx}), and
     * {@code http_request_duration_seconds} by handler and method. Not counted by default.
     *
     * @param registry the registry, for instance that of the predictor
     * @return this builder
     */
    public ScoringApiBuilder meterRegistry(MeterRegistry registry) {
        meters = Objects.requireNonNull(registry, "registry");
        return this;
    }

    /**
     * What {@code GET /metrics} answers; there is no such path by default.
     *
     * @param text makes Prometheus's text, for instance {@code prometheusMeterRegistry::scrape}
     * @return this builder
     */
    public ScoringApiBuilder metricsText(Supplier<String> text) {
        metricsText = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Receives webhooks of MLflow 3.3 or later at {@code POST /hooks/mlflow}: an event that was signed with the secret refreshes all
     * predictors, each on its own thread. There is no such path by default. It needs no token.
     *
     * @param receiver checks the signature
     * @return this builder
     */
    public ScoringApiBuilder mlflowWebhook(MlflowWebhook receiver) {
        webhook = Objects.requireNonNull(receiver, "receiver");
        return this;
    }

    /**
     * Whether {@code GET /try} is a page to try predictions with {@link Protocol#ROWS}; true by default. It shows the columns, their ranges and up to
     * 1,000 categories of each, as training saw them, to who may predict.
     *
     * @param shown false for a service without the page
     * @return this builder
     */
    public ScoringApiBuilder tryPage(boolean shown) {
        tryPage = shown;
        return this;
    }

    /**
     * Hears of each prediction before it is sent, for instance to count what was predicted. What it throws is logged once and changes no reply.
     *
     * @param consumer is called on the answering thread; it must be safe for use by multiple threads and should be fast
     * @return this builder
     */
    public ScoringApiBuilder onPrediction(Consumer<? super Prediction> consumer) {
        listener = Objects.requireNonNull(consumer, "consumer");
        return this;
    }

    /**
     * Makes the API.
     *
     * @return an API that answers at once
     * @throws IllegalStateException if there is no model
     */
    public ScoringApi build() {
        if (models.isEmpty()) {
            throw new IllegalStateException("an API needs a model: ScoringApi.builder().model(name, predictor)");
        }
        PredictionListener guarded = new PredictionListener(listener);
        List<ServedModel> served = models.entrySet().stream()
                .map(entry -> new ServedModel(
                        entry.getKey(),
                        entry.getValue(),
                        Objects.requireNonNull(fields.get(entry.getKey())).names(),
                        guarded))
                .toList();
        return new ScoringApi(served, this);
    }
}
