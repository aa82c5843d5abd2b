package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.ScoringModel;
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
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of scikit-learn with texts, saved by Python, read and written again by Java, and served by {@code mlflow.pyfunc}. */
class PyfuncServesReadModelsTest {
    private static final String SCRIPT = "predict_again_with_pyfunc.py";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final double FLOAT_PRECISION = 2e-7;

    @TempDir
    private Path work;

    @Test
    void pythonServesWhatJavaReadAndWroteAgain() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        python.run(SCRIPT, work, LIMIT, Map.of(), "make", work.toString());
        List<Map<String, @Nullable Object>> rows = rows(work.resolve("rows.json"));
        for (String name : List.of("boosted", "forest", "logistic")) {
            ScoringModel model = ModelBundle.read(work.resolve(name)).model();
            ModelBundle.of(model, rows.subList(0, 20)).writeTo(work.resolve(name + "-java"));
        }
        JsonNode answer = python.run(SCRIPT, work, LIMIT, Map.of(), "predict", work.toString());
        Banner.say("pyfunc serves models of scikit-learn that Java wrote: " + answer);
        assertThat(answer.path("worst")).hasSize(3).allMatch(worst -> worst.asDouble() < FLOAT_PRECISION);
        assertThat(answer.path("labels")).hasSize(2).allMatch(wrong -> wrong.asInt() == 0);
    }

    private static List<Map<String, @Nullable Object>> rows(Path file) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(Files.readString(file))) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            row.properties()
                    .forEach(field -> values.put(
                            field.getKey(),
                            field.getValue().isNull()
                                    ? null
                                    : field.getValue().isTextual()
                                            ? field.getValue().asText()
                                            : (Object) field.getValue().asDouble()));
            rows.add(values);
        }
        return rows;
    }
}
