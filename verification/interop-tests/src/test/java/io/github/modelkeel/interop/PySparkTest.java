package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/python/modelkeel_spark.py} in a real PySpark: the same profiles and reports as the command line makes of pandas' CSV, the same bits as scikit-learn. */
@Heavy(
        counterpart = "pyspark",
        checks = {
            "docs/python/modelkeel_spark.py",
            "integrations/spark/src/main",
            "verification/interop-tests/requirements-pyspark.txt",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/SparkJars.java",
            "verification/interop-tests/src/test/resources/python/pyspark_steps.py"
        })
class PySparkTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path work;

    @Test
    void profilesReportsAndPredictionsAreThoseOfOneMachine() throws IOException {
        JsonNode said = python(SparkJars.ours(work));

        assertThat(said.path("inferred").properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue().asText())
                .contains("sqft number", "sold boolean", "listed date", "region category", "postcode number");
        assertThat(said.path("declared").properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue().asText())
                .contains("sqft number", "bedrooms integer", "region ordered");
        assertThat(said.path("regions"))
                .extracting(JsonNode::asText)
                .containsExactly("(missing)", "east", "north", "south", "west");
        assertThat(said.path("region_rows").asInt()).isEqualTo(5_000);
        assertThat(said.path("kind").asText())
                .startsWith("ValueError: column 'postcode' cannot be a 'code'; kinds are ");
        assertThat(said.path("column").asText()).contains("the dataset has no column 'regoin'");
        assertThat(said.path("profile").asText()).contains("'format': expected \"modelkeel-profile\"");
        theCommandLineSaysTheSame();
        predictionsAreThoseOfPython(said.path("predictions"));
    }

    private void theCommandLineSaysTheSame() throws IOException {
        StoredProfile ofSpark = StoredProfile.read(work.resolve("profile.json"));
        run(0, "drift", "profile", "--reference", "reference.csv", "--output", "inferred.json");
        StoredProfile ofCsv = StoredProfile.read(work.resolve("inferred.json"));
        assertThat(columns(ofSpark)).containsAllEntriesOf(columnsWithout(ofCsv, "postcode"));
        JsonNode ofCsvCompared = JSON.readTree(
                run(0, "drift", "compare", "--profile", "profile.json", "--current", "current.csv", "--json"));
        JsonNode ofSparkCompared = JSON.readTree(work.resolve("report.json").toFile());
        assertThat(comparable(ofSparkCompared)).isEqualTo(comparable(ofCsvCompared));
        assertThat(ofSparkCompared.path("state").asText()).isEqualTo("SHIFTED");
        assertThat(ofSparkCompared.path("columns"))
                .filteredOn(column -> column.path("drifted").asBoolean())
                .extracting(column -> column.path("name").asText())
                .containsExactly("sqft", "region");
    }

    private static Map<String, JsonNode> columns(StoredProfile profile) throws IOException {
        return columnsWithout(profile, "");
    }

    private static Map<String, JsonNode> columnsWithout(StoredProfile profile, String name) throws IOException {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        JSON.readTree(profile.toJson())
                .path("columns")
                .forEach(column -> columns.put(column.path("name").asText(), column));
        columns.remove(name);
        return columns;
    }

    /** Without the moments, which are equal up to rounding, and the version, which a directory of classes does not have. */
    private static JsonNode comparable(JsonNode report) {
        report.path("columns").forEach(column -> ((ObjectNode) column).remove("moments"));
        return ((ObjectNode) report).without("modelkeel_version");
    }

    private void predictionsAreThoseOfPython(JsonNode said) throws IOException {
        List<Map<String, Object>> rows = JSON.readerForListOf(Map.class)
                .readValue(work.resolve("rows.json").toFile());
        assertThat(rows).hasSizeGreaterThan(4_000);
        assertThat(said.path("rows").asInt()).isEqualTo(rows.size());
        assertThat(said.path("same_bits").asInt())
                .as("rows with scikit-learn's bits")
                .isEqualTo(rows.size());
        assertThat(said.path("given").asInt()).isEqualTo(rows.size());
        assertThat(said.path("models")).extracting(JsonNode::asText).containsExactly("house/1");
        assertThat(said.path("refused"))
                .extracting(JsonNode::asText)
                .singleElement()
                .asString()
                .contains("moon");
        assertThat(said.path("lacks").asText()).contains("no column 'age', which the model house/1 requires");
        assertThat(said.path("unknown").asText()).contains("nowhere");
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(ServerKind.EMBEDDED.uri().toString())
                .cacheDirectory(work.resolve("predictor"))
                .build();
        try (Predictor house =
                Predictor.builder("models:/house@champion").config(config).load()) {
            for (Map<String, Object> row : rows) {
                double ofSpark = ((Number) row.remove("prediction")).doubleValue();
                row.remove("id");
                assertThat(Double.doubleToRawLongBits(house.predict(row).value()))
                        .isEqualTo(Double.doubleToRawLongBits(ofSpark));
            }
        }
    }

    @Test
    void withoutTheJarsItIsSaid() {
        JsonNode said = python(List.of());
        assertThat(said.path("drift").asText())
                .startsWith("RuntimeError: modelkeel-spark is not on the class path of this session");
        assertThat(said.path("scoring").asText())
                .startsWith("RuntimeError: modelkeel-serving-core is not on the class path of this session");
        assertThat(said.path("other").asText()).startsWith("TypeError: not a data frame of a classic session");
    }

    private JsonNode python(List<Path> jars) {
        PythonEnvironment python = PythonEnvironment.heavyOrSkip("pyspark");
        Map<String, String> variables = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "PYSPARK_PYTHON", python.executable().toString(),
                "MLFLOW_TRACKING_URI", ServerKind.EMBEDDED.uri().toString(),
                "MODELKEEL_CACHE_DIR", work.resolve("cache").toString());
        String folder = Checkout.root().resolve("docs/python").toString();
        return python.run("pyspark_steps.py", work, LIMIT, variables, folder, SparkJars.joined(jars));
    }

    private String run(int code, String... words) {
        List<String> command = CommandLine.modelkeel(words);
        try (ChildProcess process = ChildProcess.start(command, work, Map.of(), work.resolve("output"))) {
            assertThat(process.awaitEnd(LIMIT)).as("ended").isTrue();
            assertThat(process.exitValue()).as(process.output()).isEqualTo(code);
            return process.output();
        }
    }
}
