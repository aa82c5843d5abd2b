package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ReplyFields;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;

/** The model behind HTTP. */
final class PredictionService {
    private PredictionService() {}

    /** Starts to answer; the port 0 takes any free one. */
    static ScoringServer start(Predictor predictor, PrometheusMeterRegistry meters, String host, int port)
            throws IOException {
        DistributionSummary predictions = DistributionSummary.builder("predictions")
                .description("The values that the model predicted")
                .serviceLevelObjectives(oneTwoFive())
                .register(meters);
        ScoringApi api = ScoringApi.builder()
                .model(
                        predictor.status().modelName(),
                        predictor,
                        ReplyFields.standard().prediction("predicted_price"))
                .meterRegistry(meters)
                .metricsText(meters::scrape)
                .onPrediction(prediction -> predictions.record(prediction.value()))
                .build();
        try {
            return ScoringServer.builder(api).host(host).start(port);
        } catch (BindException e) {
            throw new UsageException("port " + port + " is taken; choose another with --port", e);
        }
    }

    /** 1, 2, 5, 10, 20, 50 and so on up to a billion: fits the prices of any currency. */
    private static double[] oneTwoFive() {
        double[] bounds = new double[28];
        double power = 1;
        for (int i = 0; i < bounds.length; i += 3, power *= 10) {
            bounds[i] = power;
            if (i + 2 < bounds.length) {
                bounds[i + 1] = 2 * power;
                bounds[i + 2] = 5 * power;
            }
        }
        return bounds;
    }
}
