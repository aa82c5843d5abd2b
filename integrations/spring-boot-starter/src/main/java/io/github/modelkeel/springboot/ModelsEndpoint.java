package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.serving.RefreshOutcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** {@code /actuator/models}: how each model is doing, and a check of the registry at once. */
@Endpoint(id = ModelHealth.NAME)
final class ModelsEndpoint {
    private final Map<String, Predictor> predictors;

    ModelsEndpoint(Map<String, Predictor> predictors) {
        this.predictors = new TreeMap<>(predictors);
    }

    /** All models by the names of their beans. */
    @ReadOperation
    public Map<String, Object> models() {
        Map<String, Object> models = new LinkedHashMap<>();
        predictors.forEach((name, predictor) -> models.put(name, described(predictor.status())));
        return Map.of("models", models);
    }

    /** One model, with the columns that it asks for. */
    @ReadOperation
    public Map<String, Object> model(@Selector String name) {
        Predictor predictor = named(name);
        Map<String, Object> model = described(predictor.status());
        if (predictor.isReady()) {
            model.put("inputs", predictor.signature().inputTypes());
        }
        return model;
    }

    /** Asks the registry now and follows it; also a version that was refused is tried again. */
    @WriteOperation
    public Map<String, Object> refresh(@Selector String name) {
        RefreshOutcome outcome = named(name).refresh();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", word(outcome.result()));
        result.put("model", outcome.modelName());
        result.put("version", outcome.modelVersion());
        putIfThere(result, "problem", outcome.problem());
        return result;
    }

    private Predictor named(String name) {
        Predictor predictor = predictors.get(name);
        if (predictor == null) {
            throw new InvalidEndpointRequestException(
                    "unknown model " + name,
                    "there is no model '" + name + "'; there are " + new TreeSet<>(predictors.keySet()));
        }
        return predictor;
    }

    /** What is known of a predictor, for the endpoint and for health. */
    static Map<String, Object> described(PredictorStatus status) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("uri", status.uri());
        described.put("model", status.modelName());
        described.put("version", status.modelVersion());
        described.put("state", word(status.state()));
        described.put("stale", status.state() == PredictorStatus.State.STALE);
        described.put("stalenessSeconds", status.staleness().toSeconds());
        putIfThere(described, "problem", status.problem());
        putIfThere(described, "rejectedVersion", status.rejectedVersion());
        described.put("checks", status.checks());
        described.put("swaps", status.swaps());
        described.put("failures", status.failures());
        described.put("rejections", status.rejections());
        described.put("lostLogLines", status.lostLogLines());
        return described;
    }

    private static void putIfThere(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
