package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorBuilder;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Answers predictions until the process is asked to stop (ctrl-C, SIGTERM). */
final class ServeCommand {
    private static final long MILLIS_TO_STOP = 15_000;
    private static final int WINDOWS = 12;

    private ServeCommand() {}

    static void run(String modelUri, Settings settings, Console console) throws IOException, InterruptedException {
        int port = settings.port();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PredictorBuilder builder =
                Predictor.builder(modelUri).meterRegistry(meters).guard(Guard.standard());
        settings.log().ifPresent(folder -> builder.log(log(folder)));
        CountDownLatch stop = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        try (Predictor predictor = builder.load();
                Monitor monitor = monitor(predictor, settings, meters, console);
                ScoringServer server = PredictionService.start(predictor, meters, settings.host(), port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, main), "house-prices-stop"));
            console.say("model", "%s, version %d", modelUri, predictor.version());
            console.say(
                    "listening",
                    "%s  (GET /health, /metrics, /openapi.json; POST /predict, /batch-predict)",
                    server.uri());
            if (monitor != null) {
                console.say("drift", "of what is asked, compared with training every %s", settings.driftWindow());
            }
            stop.await();
        }
        console.say("stopped", "open requests were completed");
    }

    private static PredictionLog log(Path folder) {
        return PredictionLog.to(folder).rotateAfterBytes(8L << 20).maxTotalBytes(64L << 20);
    }

    /** What is asked is compared with the rows of training, whose profile is stored with each version; null if it is not. */
    private static @Nullable Monitor monitor(
            Predictor predictor, Settings settings, PrometheusMeterRegistry meters, Console console) {
        MonitorBuilder builder;
        try {
            builder = Monitor.attach(predictor).windows(WINDOWS, settings.driftWindow());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--drift-window: " + e.getMessage(), e);
        }
        try {
            return builder.bindTo(meters);
        } catch (IllegalArgumentException e) {
            console.say("drift", "not watched: %s", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void stopAndWait(CountDownLatch stop, Thread main) {
        stop.countDown();
        try {
            main.join(MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
