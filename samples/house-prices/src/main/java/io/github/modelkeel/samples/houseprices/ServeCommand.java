package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Answers predictions until the process is asked to stop (ctrl-C, SIGTERM). */
final class ServeCommand {
    private static final long MILLIS_TO_STOP = 15_000;

    private ServeCommand() {}

    static void run(String modelUri, int port, Console console) throws IOException, InterruptedException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch stop = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        try (Predictor predictor =
                        Predictor.builder(modelUri).meterRegistry(meters).load();
                ScoringServer server = PredictionService.start(predictor, meters, port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, main), "house-prices-stop"));
            console.say("model", "%s, version %d", modelUri, predictor.version());
            console.say(
                    "listening",
                    "%s  (GET /health, /metrics, /openapi.json; POST /predict, /batch-predict)",
                    server.uri());
            stop.await();
        }
        console.say("stopped", "open requests were completed");
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
