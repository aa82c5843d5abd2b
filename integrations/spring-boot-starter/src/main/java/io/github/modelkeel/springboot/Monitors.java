package io.github.modelkeel.springboot;

import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorBuilder;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The drift monitors that the properties describe. They end before the predictors that they watch. */
final class Monitors implements AutoCloseable {
    private final Deque<Monitor> monitors = new ArrayDeque<>();

    Monitors(Map<String, Predictor> predictors, ModelkeelProperties properties, @Nullable MeterRegistry meters) {
        try {
            properties.models().forEach((name, model) -> {
                ModelkeelProperties.Monitor settings = model.monitor();
                Predictor predictor = predictors.get(name);
                if (settings != null && settings.enabled() && predictor != null) {
                    MonitorBuilder builder = builder(predictor, settings);
                    monitors.push(meters == null ? builder.start() : builder.bindTo(meters));
                }
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
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
