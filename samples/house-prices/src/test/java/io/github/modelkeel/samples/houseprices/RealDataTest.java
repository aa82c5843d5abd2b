package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.github.modelkeel.tribuo.TribuoModels;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** California's 20,640 districts of 1990, if the file is there. */
class RealDataTest {
    private static final Path DATA =
            Path.of(System.getProperty("modelkeel.shared", "../shared"), "data", "house_prices.csv");
    private static final int ROWS = 2_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findTheData() {
        if (!Files.isRegularFile(DATA)) {
            System.out.println("SKIPPED: the sample on real data: no file " + DATA);
        }
        assumeTrue(Files.isRegularFile(DATA), "no real data");
    }

    private static Workspace workspace(Sample sample) {
        return sample.workspace("--data", DATA.toString(), "--target", "median_house_value");
    }

    @Test
    void theModelIsGoodAndTheSameBitsComeFromTribuoThePredictorAndHttp() throws Exception {
        Sample sample = new Sample(folder);
        Workspace workspace = workspace(sample);
        RunCommand.Outcome outcome = sample.run(workspace);
        Trained trained = outcome.champion().winner().trained();
        assertThat(trained.candidate().name()).isEqualTo("boosted-100x3");
        assertThat(trained.evaluation().r2()).isGreaterThanOrEqualTo(0.75);
        System.out.printf(
                "house_prices.csv: test R2 %.4f%n", trained.evaluation().r2());

        List<Map<String, Object>> rows = workspace.parts().second().rows().subList(0, ROWS);
        List<Map<String, Object>> inputs =
                rows.stream().map(workspace.features()::input).toList();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Predictor predictor = Predictor.builder("models:/house@champion")
                        .config(sample.config())
                        .load();
                ScoringServer server = PredictionService.start(predictor, meters, "127.0.0.1", 0)) {
            List<Prediction> predicted = predictor.predict(Rows.ofMaps(inputs));
            JsonNode answered = Http.json(
                            new Http(server.uri()).post("/batch-predict", Http.JSON.writeValueAsString(inputs)))
                    .get("predictions");
            FittedPreprocessing preprocessing = trained.scoring().preprocessing();
            for (int i = 0; i < ROWS; i++) {
                long bits = Double.doubleToRawLongBits(trained.tribuo()
                        .predict(TribuoModels.example(preprocessing, rows.get(i)))
                        .getOutput()
                        .getValues()[0]);
                assertThat(Double.doubleToRawLongBits(predicted.get(i).value())).isEqualTo(bits);
                double overHttp = answered.get(i).get("predicted_price").doubleValue();
                assertThat(Double.doubleToRawLongBits(overHttp)).isEqualTo(bits);
            }
        }
    }

    @Test
    void coastAndInlandDifferAndRandomHalvesDoNot() {
        Workspace workspace = workspace(new Sample(folder));
        List<DriftCheck> checks = DriftCheck.of(workspace.features(), workspace.config());
        assertThat(checks.get(0).question()).contains("longitude");
        assertThat(checks.get(0).report().drifted()).isTrue();
        assertThat(checks.get(0).report().columns())
                .filteredOn(ColumnDrift::drifted)
                .extracting(ColumnDrift::name)
                .contains("latitude", "ocean_proximity", "median_house_value");
        assertThat(checks.get(1).report().driftedCount()).isZero();
    }

    @Test
    void theExampleConfigurationDoesBetterWithDerivedColumns() throws IOException {
        Workspace workspace =
                new Sample(folder).workspace("--config", "model_config.california.yaml", "--data", DATA.toString());
        Trained trained = Trained.train(
                workspace.config().candidates().get(0), workspace.features(), workspace.parts(), workspace.config());
        assertThat(trained.scoring().preprocessing().featureNames())
                .contains("rooms_per_household", "bedrooms_per_room", "people_per_household");
        assertThat(trained.evaluation().r2()).isGreaterThanOrEqualTo(0.75);
    }
}
