package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines of scikit-learn, XGBoost and LightGBM that Python fitted on real data and logged with MLflow as skops and as cloudpickle,
 * loaded by alias and compared bit by bit. {@code parity_pipelines.py} lists them, {@link ParityBound} says which may differ and why,
 * and {@code docs/parity.md} has the result; {@code -Dparity.only=TEXT} runs those whose name contains the text.
 */
@ExtendWith(ServerLogOnFailure.class)
class PipelinesFromMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int LEAST_PIPELINES = 60;
    private static final int ROWS = 5000;
    private static final List<String> FORMATS = List.of("skops", "cloudpickle");

    @TempDir
    private Path work;

    private final Map<String, List<Map<String, @Nullable Object>>> rows = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    @Test
    void everyRowIsAsCloseToPythonAsPromised() throws IOException {
        Path data = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data")
                .toAbsolutePath();
        if (!Files.exists(data.resolve("house_prices.csv"))) {
            Banner.skipped("pipelines on real data: no house_prices.csv under modelkeel.shared");
            abort("the data sets are absent");
        }
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = RealMlflowServer.shared().uri().toString();
        String only = System.getProperty("parity.only", "");
        JsonNode summary = python.run(
                "parity_models.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server),
                data.toString(),
                work.toString(),
                only);
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
        List<String> names = new ArrayList<>();
        for (JsonNode model : summary.path("models")) {
            names.add(model.path("name").asText());
            compare(model.path("name").asText(), config);
        }
        Banner.say("parity: " + names.size() + " pipelines in " + FORMATS.size() + " formats; Python took "
                + summary.path("seconds").asText() + " s");
        assertThat(faults).isEmpty();
        if (only.isEmpty()) {
            assertThat(names).hasSizeGreaterThanOrEqualTo(LEAST_PIPELINES);
            ParityPage.update(names, head(summary, names.size()) + table);
        }
    }

    private void compare(String name, ClientConfig config) throws IOException {
        ParityCase pipeline = ParityCase.read(work, name, rows);
        assertThat(pipeline.rows()).hasSize(ROWS);
        ParityTally first = null;
        for (String format : FORMATS) {
            ParityTally tally;
            try (Predictor predictor = Predictor.builder("models:/" + name + "-" + format + "@champion")
                    .config(config)
                    .load()) {
                tally = tally(pipeline, predictor);
            } catch (RuntimeException e) {
                faults.add(name + " as " + format + ": " + e.getMessage());
                continue;
            }
            check(pipeline, format, tally);
            if (first != null && (first.equal() != tally.equal() || first.worst() != tally.worst())) {
                faults.add(name + ": its two formats give different bits here");
            }
            first = tally;
        }
        if (first != null) {
            report(pipeline, first);
        }
    }

    private static ParityTally tally(ParityCase pipeline, Predictor predictor) {
        ParityTally tally = new ParityTally();
        boolean classifier = !pipeline.labels().isEmpty();
        for (Map<String, @Nullable Object> row : pipeline.rows()) {
            Prediction prediction = predictor.predict(row);
            if (!classifier) {
                tally.add(pipeline, prediction.values(), List.of());
            } else if (pipeline.outputs() == 0) {
                tally.add(pipeline, List.of(), List.of(prediction.label()));
            } else {
                List<Double> shares = new ArrayList<>(prediction.probabilities().values());
                tally.add(pipeline, shares, List.of(prediction.label()));
            }
        }
        return tally;
    }

    private void check(ParityCase pipeline, String format, ParityTally tally) {
        ParityBound bound = ParityBound.of(pipeline.name());
        boolean far = bound.ulps() == 0 ? tally.equal() < ROWS : tally.size() > bound.ulps();
        if (far || tally.labels() < ROWS) {
            faults.add("%s as %s: %d rows equal, %d labels, %.1f ulp of its size, %s"
                    .formatted(pipeline.name(), format, tally.equal(), tally.labels(), tally.size(), tally.farthest()));
        }
    }

    private void report(ParityCase pipeline, ParityTally tally) {
        ParityBound bound = ParityBound.of(pipeline.name());
        String line = "| %s | %,d | %,d | %s | %s |%n"
                .formatted(
                        pipeline.name(),
                        tally.rows(),
                        tally.equal(),
                        tally.equal() == tally.rows() ? "0" : "%.1f".formatted(tally.size()),
                        bound.reason().text());
        table.append(line.replace("\r", ""));
        Banner.say("parity " + line.strip());
    }

    private static String head(JsonNode summary, int pipelines) {
        List<String> versions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : summary.path("versions").properties()) {
            versions.add(entry.getKey() + " " + entry.getValue().asText());
        }
        return String.join(", ", versions) + "; " + pipelines
                + " pipelines, each logged as skops and as cloudpickle, with the same bits from both:\n\n"
                + "| pipeline | rows | bit-equal | farthest, in ulps | why |\n|---|---:|---:|---:|---|\n";
    }
}
