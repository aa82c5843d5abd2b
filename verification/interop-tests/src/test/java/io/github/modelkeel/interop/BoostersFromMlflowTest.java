package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Boosters that Python trained on real data and logged with MLflow, loaded by alias and compared bit by bit. */
@ExtendWith(ServerLogOnFailure.class)
class BoostersFromMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final int MODELS = 10;
    private static final long BOUND_ULPS = 4;

    @TempDir
    private Path work;

    @Test
    void everyRowHasTheBitsOfPython() throws IOException {
        Path data = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data")
                .toAbsolutePath();
        if (!Files.exists(data.resolve("house_prices.csv"))) {
            Banner.skipped("boosters on real data: no house_prices.csv under modelkeel.shared");
            abort("the data sets are absent");
        }
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = RealMlflowServer.shared().uri().toString();
        JsonNode summary = python.run(
                "log_boosters.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server),
                data.toString(),
                work.toString());
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
        assertThat(summary.path("models")).hasSize(MODELS);
        for (JsonNode model : summary.path("models")) {
            compare(model, config);
        }
    }

    private void compare(JsonNode model, ClientConfig config) throws IOException {
        String name = model.path("name").asText();
        JsonNode expected =
                new ObjectMapper().readTree(work.resolve(name + ".json").toFile());
        int rows = expected.path("rows").size();
        long worst = 0;
        int equal = 0;
        try (Predictor predictor = Predictor.builder("models:/" + name + "@champion")
                .config(config)
                .load()) {
            for (int i = 0; i < rows; i++) {
                Prediction prediction = predictor.predict(row(expected, i));
                long apart = apart(prediction, expected.path("bits").path(i));
                worst = Math.max(worst, apart);
                equal += apart == 0 ? 1 : 0;
                if (!expected.path("labels").isEmpty()) {
                    assertThat(prediction.label())
                            .isEqualTo(expected.path("labels").path(i).asText());
                }
            }
        }
        Banner.say(
                "parity " + name + ": " + equal + " of " + rows + " rows bit-equal, at most " + worst + " ulp apart");
        assertThat(rows).isEqualTo(5000);
        if (model.path("exact").asBoolean()) {
            assertThat(equal).as(name).isEqualTo(rows);
        } else {
            assertThat(worst).as(name).isLessThanOrEqualTo(BOUND_ULPS);
        }
    }

    /** How many doubles lie between the answer and Python's, the farthest of all classes. */
    private static long apart(Prediction prediction, JsonNode bits) {
        List<Double> values = bits.size() == 1
                ? List.of(prediction.value())
                : new ArrayList<>(prediction.probabilities().values());
        long worst = 0;
        for (int i = 0; i < values.size(); i++) {
            long wanted = Long.parseUnsignedLong(bits.path(i).asText(), 16);
            worst = Math.max(worst, Math.abs(Double.doubleToRawLongBits(values.get(i)) - wanted));
        }
        assertThat(values).hasSize(bits.size());
        return worst;
    }

    private static Map<String, @Nullable Object> row(JsonNode expected, int index) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        JsonNode values = expected.path("rows").path(index);
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.path(i);
            row.put(expected.path("columns").path(i).asText(), value.isNull() ? null : (Double) value.asDouble());
        }
        return row;
    }
}
