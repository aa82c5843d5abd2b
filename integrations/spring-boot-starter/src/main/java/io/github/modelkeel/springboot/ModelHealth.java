package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * How a predictor is doing, as health has it, whatever the version of Boot: a model that answers is up, however old; one whose first version is being loaded
 * is down. One that waits for its first prediction is unknown, which does not keep traffic away, since traffic loads it.
 *
 * @param status one of Spring's
 * @param details by name
 */
record ModelHealth(String status, Map<String, Object> details) {
    /** The name of the health of all models, and of the endpoint. */
    static final String NAME = "models";

    static final String READINESS = "readiness";

    private static final String GROUP = "management.endpoint.health.group." + READINESS + ".";

    /** Of a predictor. Without {@code startup} the application made it, perhaps lazy: then it is down when an attempt to load it has failed. */
    static ModelHealth of(Predictor predictor, ModelkeelProperties.@Nullable Startup startup) {
        PredictorStatus status = predictor.status();
        return new ModelHealth(word(status, startup), ModelsEndpoint.described(status));
    }

    private static String word(PredictorStatus status, ModelkeelProperties.@Nullable Startup startup) {
        return switch (status.state()) {
            case LIVE, STALE, REJECTED -> "UP";
            case STARTING ->
                startup == ModelkeelProperties.Startup.LAZY || (startup == null && status.problem() == null)
                        ? "UNKNOWN"
                        : "DOWN";
            case CLOSED -> "OUT_OF_SERVICE";
        };
    }

    /** Whether readiness waits for the models: it does unless the application says what it waits for. */
    static boolean belongsToReadiness(Environment environment) {
        for (String list : new String[] {"include", "include[0]", "exclude", "exclude[0]"}) {
            if (environment.containsProperty(GROUP + list)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a contributor is the health of all models, or of one. */
    static boolean isNameOfModels(String contributor) {
        return contributor.equals(NAME) || contributor.startsWith(NAME + "/");
    }
}
