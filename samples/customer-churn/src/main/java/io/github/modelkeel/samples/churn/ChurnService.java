package io.github.modelkeel.samples.churn;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ReplyFields;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The model in production behind HTTP, watched: it follows the alias, keeps a prediction log, and compares what it is asked with training. */
final class ChurnService implements AutoCloseable {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Predictor predictor;
    private final Monitor monitor;
    private final ScoringServer server;

    /**
     * Starts to answer on the loopback address.
     *
     * @param log the directory of the prediction log; feedback goes there too
     * @param port 0 for any free one
     */
    ChurnService(ClientConfig config, String model, Path log, int port) throws IOException {
        predictor = Predictor.builder("models:/" + model + "@champion")
                .config(config)
                .meterRegistry(meters)
                .log(PredictionLog.to(log))
                .refreshEvery(Duration.ofSeconds(1))
                .load();
        try {
            monitor = Monitor.attach(predictor)
                    .prediction(Customers.TARGET)
                    .windows(12, Duration.ofMinutes(5))
                    .bindTo(meters);
            ScoringApi api = ScoringApi.builder()
                    .model(
                            model,
                            predictor,
                            ReplyFields.standard()
                                    .prediction("churn")
                                    .probability("churn_probability")
                                    .decision("will_churn")
                                    .probabilities(""))
                    .meterRegistry(meters)
                    .metricsText(meters::scrape)
                    .build();
            server = ScoringServer.start(api, port);
        } catch (IOException | RuntimeException e) {
            predictor.close();
            throw e;
        }
    }

    URI uri() {
        return server.uri();
    }

    /** Ends the window that is being counted, and judges it now instead of after its five minutes. */
    DriftReport compareNow() {
        return monitor.endWindow().report();
    }

    /** The share of right predictions among those that feedback was given for; NaN before the first. */
    double accuracy() {
        return meters.find("ml.model.accuracy").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .filter(value -> !Double.isNaN(value))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        try (predictor;
                monitor) {
            server.close();
        }
    }
}
