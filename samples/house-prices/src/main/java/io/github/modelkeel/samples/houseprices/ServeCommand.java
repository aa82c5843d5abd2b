package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Answers predictions until the process is asked to stop (ctrl-C, SIGTERM). */
final class ServeCommand {
    private static final long MILLIS_TO_STOP = 15_000;
    private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(1);

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
                DriftWatch watch = watch(predictor, settings, meters, console);
                ScoringServer server = PredictionService.start(predictor, meters, settings.host(), port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, main), "house-prices-stop"));
            console.say("model", "%s, version %d", modelUri, predictor.version());
            console.say(
                    "listening",
                    "%s  (GET /health, /metrics, /openapi.json; POST /predict, /batch-predict)",
                    server.uri());
            console.say(
                    "drift",
                    watch == null ? "not watched; --log FOLDER watches it" : "of what is asked, compared every minute");
            stop.await();
        }
        console.say("stopped", "open requests were completed");
    }

    /** The drift of what is asked is that of the last 64 MB of the log. */
    private static PredictionLog log(Path folder) {
        return PredictionLog.to(folder).rotateAfterBytes(8L << 20).maxTotalBytes(64L << 20);
    }

    private static @Nullable DriftWatch watch(
            Predictor predictor, Settings settings, PrometheusMeterRegistry meters, Console console) {
        if (settings.log().isEmpty()) {
            return null;
        }
        Workspace workspace = Workspace.open(settings, console);
        return DriftWatch.start(
                workspace,
                settings.log().orElseThrow(),
                meters,
                predictor.status().modelName(),
                BETWEEN_COMPARISONS,
                console);
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
