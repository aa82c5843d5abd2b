package io.github.modelkeel.springboot;

import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorBuilder;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drift monitors that the properties describe. They end before the predictors that they watch. */
final class Monitors implements AutoCloseable {
    private final Deque<Monitor> monitors = new ArrayDeque<>();

    Monitors(Map<String, Predictor> predictors, ModelkeelProperties properties, @Nullable MeterRegistry meters) {
        Map<String, Predictor> watched = watched(predictors, properties);
        try {
            Map<String, String> names = names(watched);
            watched.forEach((bean, predictor) -> {
                MonitorBuilder builder = builder(predictor, Objects.requireNonNull(settings(properties, bean)));
                String name = names.getOrDefault(bean, bean);
                if (!name.isBlank()) {
                    builder.model(name);
                }
                monitors.push(meters == null ? builder.start() : builder.bindTo(meters));
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Map<String, Predictor> watched(Map<String, Predictor> predictors, ModelkeelProperties properties) {
        Map<String, Predictor> watched = new LinkedHashMap<>();
        for (String bean : ModelNames.distinct(properties.models()).keySet()) {
            ModelkeelProperties.Monitor settings = settings(properties, bean);
            Predictor predictor = predictors.get(bean);
            if (settings != null && settings.enabled() && predictor != null) {
                watched.put(bean, predictor);
            }
        }
        return watched;
    }

    private static ModelkeelProperties.@Nullable Monitor settings(ModelkeelProperties properties, String bean) {
        ModelkeelProperties.Model model = properties.models().get(bean);
        return model == null ? null : model.monitor();
    }

    /** By bean the name in meters and alerts: the model's, or the bean's where two models have one name, such as a champion and its challenger. */
    private static Map<String, String> names(Map<String, Predictor> watched) {
        Map<String, String> names = new LinkedHashMap<>();
        watched.forEach((bean, predictor) -> names.put(bean, predictor.status().modelName()));
        List<String> before = List.copyOf(names.values());
        names.replaceAll((bean, name) -> Collections.frequency(before, name) > 1 ? bean : name);
        if (Set.copyOf(names.values()).size() < names.size()) { // a bean has the name of another one's model
            names.replaceAll((bean, name) -> bean);
        }
        return names;
    }

    private static MonitorBuilder builder(Predictor predictor, ModelkeelProperties.Monitor settings) {
        MonitorBuilder builder = Monitor.attach(predictor).windows(settings.windows(), settings.window());
        if (settings.prediction() != null) {
            builder.prediction(settings.prediction());
        }
        if (settings.snapshot() != null) {
            builder.snapshot(settings.snapshot());
        }
        return builder;
    }

    @Override
    public void close() {
        while (!monitors.isEmpty()) {
            monitors.pop().close();
        }
    }
}
