package io.github.modelkeel.springboot;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Fallback;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

/** Makes the predictors that the properties describe. */
final class Predictors {
    static final String BEAN = "modelkeelPredictors";

    private static final String MONITOR = "io.github.modelkeel.driftmonitor.Monitor";

    private final ModelkeelProperties properties;
    private final ClientConfig config;
    private final ObjectProvider<MeterRegistry> meters;
    private final ObjectProvider<PredictorCustomizer> customizers;

    Predictors(
            ModelkeelProperties properties,
            ClientConfig config,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<PredictorCustomizer> customizers) {
        this.properties = properties;
        this.config = config;
        this.meters = meters;
        this.customizers = customizers;
    }

    /** The factory method of each predictor's bean. */
    Predictor predictor(String name) {
        ModelkeelProperties.Model model = properties.models().get(name);
        if (model == null || model.uri() == null) {
            throw new IllegalArgumentException("modelkeel.models." + name
                    + ".uri is missing: set it to an address such as models:/" + name + "@champion");
        }
        if (model.monitor() != null && model.monitor().enabled() && !ClassUtils.isPresent(MONITOR, null)) {
            throw new IllegalStateException("modelkeel.models." + name
                    + ".monitor needs the artifact modelkeel-drift-monitor: add it, or set monitor.enabled to false");
        }
        PredictorBuilder builder = Predictor.builder(model.uri()).config(config);
        meters.ifUnique(registry -> measure(builder, registry, name, model));
        apply(name, model, builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(name, builder));
        return builder.startup(startup(model.startup())).load(); // last, as health goes by the property
    }

    /** Two models of one address would share their meters, so that these have the names of the beans. */
    private void measure(
            PredictorBuilder builder, MeterRegistry registry, String name, ModelkeelProperties.Model model) {
        long ofAddress = ModelNames.distinct(properties.models()).values().stream()
                .filter(other -> Objects.equals(other.uri(), model.uri()))
                .count();
        if (ofAddress > 1) {
            builder.meterRegistry(registry, name);
        } else {
            builder.meterRegistry(registry);
        }
    }

    private static void apply(String name, ModelkeelProperties.Model model, PredictorBuilder builder) {
        if (model.refreshEvery() != null) {
            builder.refreshEvery(model.refreshEvery());
        }
        if (model.contract() != null) {
            builder.inputPolicy(model.contract());
        }
        if (model.warmUp() != null) {
            builder.warmUp(model.warmUp());
        }
        if (model.fallbackValue() != null) {
            builder.fallback(Fallback.value(model.fallbackValue()));
        }
        PredictionLog log = log(name, model.log());
        if (log != null) {
            builder.log(log);
        }
    }

    private static @Nullable PredictionLog log(String name, ModelkeelProperties.@Nullable Log log) {
        if (log == null) {
            return null;
        }
        if (log.directory() == null) {
            throw new IllegalArgumentException("modelkeel.models." + name
                    + ".log.directory is missing: set it to the directory of the log's files");
        }
        return PredictionLog.to(log.directory()).oneIn(log.oneIn()).inputs(log.inputs());
    }

    private static PredictorBuilder.Startup startup(ModelkeelProperties.Startup startup) {
        return switch (startup) {
            case FAIL -> PredictorBuilder.Startup.FAIL_FAST;
            case LAZY -> PredictorBuilder.Startup.LAZY;
            case BACKGROUND -> PredictorBuilder.Startup.RETRY;
        };
    }
}
