package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.log.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a predictor writes down. */
class PredictionLogTest {
    private static final String KEY = "a key of at least 16 characters";

    private final Rig rig = new Rig();

    @RegisterExtension
    final CapturedLog warnings = new CapturedLog();

    @TempDir
    Path directory;

    private Predictor load(PredictionLog log) {
        return rig.builder().log(log).load(rig.wiring());
    }

    private List<JsonNode> predictions() throws IOException {
        return LogLines.all(directory, "prediction");
    }

    @Test
    void aRowIsALine() throws IOException {
        String id;
        try (Predictor house = load(PredictionLog.to(directory).gzip(false))) {
            Prediction made = house.predict(ROW);
            assertThat(made).isEqualTo(TestModels.priced(1));
            id = made.id().orElseThrow();
        }
        Path file = LogLines.files(directory).get(0);
        String log = id.substring(0, id.indexOf('-'));
        assertThat(id).isEqualTo(log + "-1");
        assertThat(file.getFileName()).hasToString("predictions-20260301T120000Z-" + log + "-000001.jsonl");
        assertThat(LogLines.text(file))
                .isEqualTo("{\"kind\":\"start\",\"format_version\":1,\"time\":\"2026-03-01T12:00:00Z\",\"log\":\"" + log
                        + "\"}\n{\"kind\":\"prediction\",\"time\":\"2026-03-01T12:00:00Z\",\"id\":\"" + id
                        + "\",\"model\":\"house\",\"version\":1,\"digest\":\"digest1\",\"origin\":\"live\","
                        + "\"inputs\":{\"sqft\":1500,\"bedrooms\":3},\"output\":{\"value\":" + TestModels.priceOf(1)
                        + "}}\n");
        assertThat(LogLines.names(directory)).as("the lock is gone").hasSize(1);
    }

    record House(long sqft, Optional<Integer> bedrooms) {}

    /** A bean. */
    public static final class HouseBean {
        public int getSqft() {
            return 1500;
        }

        public float getBedrooms() {
            return 1.1f; // the model reads a double
        }
    }

    @Test
    void everyFormOfRowIsLoggedAsItWasRead() throws IOException {
        byte[] json =
                "[{\"sqft\": 5, \"bedrooms\": 1}, {\"sqft\": 6, \"bedrooms\": 1.5}]".getBytes(StandardCharsets.UTF_8);
        List<String> ids = new ArrayList<>();
        try (Predictor house = load(PredictionLog.to(directory))) {
            ids.add(house.predict(new House(1500, Optional.of(3))).id().orElseThrow());
            ids.add(house.predictOne(Rows.ofBean(new HouseBean())).id().orElseThrow());
            house.predict(Rows.ofMaps(List.of(Map.of("sqft", 1, "bedrooms", new BigDecimal("1.50")), ROW)))
                    .forEach(made -> ids.add(made.id().orElseThrow()));
            house.predict(Rows.ofRecords(List.of(new House(2, Optional.of(2)))))
                    .forEach(made -> ids.add(made.id().orElseThrow()));
            house.predict(Rows.ofColumns(Map.of("sqft", new int[] {3, 4}, "bedrooms", List.of(1, 2L))))
                    .forEach(made -> ids.add(made.id().orElseThrow()));
            house.predict(JsonRows.from(new ByteArrayInputStream(json)))
                    .forEach(made -> ids.add(made.id().orElseThrow()));
            double[] values =
                    house.predictValues(Rows.ofColumns(Map.of("sqft", new double[] {7}, "bedrooms", new long[] {8})));
            assertThat(values).hasSize(1);
        }
        List<JsonNode> lines = predictions();
        assertThat(lines.stream().map(line -> line.path("inputs").toString()))
                .containsExactly(
                        "{\"sqft\":1500,\"bedrooms\":3}",
                        "{\"sqft\":1500,\"bedrooms\":1.100000023841858}",
                        "{\"sqft\":1,\"bedrooms\":1.5}",
                        "{\"sqft\":1500,\"bedrooms\":3}",
                        "{\"sqft\":2,\"bedrooms\":2}",
                        "{\"sqft\":3,\"bedrooms\":1}",
                        "{\"sqft\":4,\"bedrooms\":2}",
                        "{\"sqft\":5,\"bedrooms\":1}",
                        "{\"sqft\":6,\"bedrooms\":1.5}",
                        "{\"sqft\":7,\"bedrooms\":8}");
        assertThat(lines.stream().limit(9).map(line -> line.path("id").asText()))
                .containsExactlyElementsOf(ids);
        assertThat(lines.get(9).path("output").path("value").asDouble())
                .isEqualTo(TestModels.house(1).predict(Map.of("sqft", 7, "bedrooms", 8)));
    }

    @Test
    void whatJsonDoesNotHaveIsMarked() throws IOException {
        rig.source.put(1, () -> TestModels.acceptingMissing("a", "b"));
        Map<String, Object> row = new HashMap<>();
        row.put("a", Double.NEGATIVE_INFINITY);
        row.put("b", Float.NaN);
        try (Predictor sums = rig.builder()
                .inputPolicy(InputPolicy.LENIENT)
                .log(PredictionLog.to(directory))
                .load(rig.wiring())) {
            assertThat(sums.predict(row).id()).isPresent();
        }
        JsonNode line = predictions().get(0);
        assertThat(line.path("inputs")).hasToString("{\"a\":null,\"b\":null}");
        assertThat(line.path("not_finite")).hasToString("{\"a\":\"-Infinity\",\"b\":\"NaN\"}");
    }

    @Test
    void aClassifierIsLoggedWithItsClassesAndProbabilities() throws IOException {
        rig.source.put(1, () -> TestModels.classifier("no \u2028\ud800\"\n", "j\u00e4 \ud83d\ude00"));
        Prediction made;
        try (Predictor classes = load(PredictionLog.to(directory))) {
            made = classes.predict(Map.of("x", 1.5));
        }
        JsonNode output = predictions().get(0).path("output");
        assertThat(output.path("value").asDouble()).isEqualTo(made.value());
        assertThat(output.path("label").asText()).isEqualTo("j\u00e4 \ud83d\ude00");
        Map<String, Double> probabilities = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : output.path("probabilities").properties()) {
            probabilities.put(each.getKey(), each.getValue().asDouble());
        }
        assertThat(probabilities).isEqualTo(made.probabilities());
    }

    @Test
    void severalTargetsAndScoresAreLogged() throws IOException {
        rig.source.put(
                1,
                () -> TestModels.severalTargets(List.of(List.of("a", "b"), List.of("c", "d")), 1, 0.25, 0.75, 0, 1, 0));
        try (Predictor targets = load(PredictionLog.to(directory))) {
            targets.predict(Map.of("x", 1));
        }
        JsonNode targets = predictions().get(0).path("output").path("targets");
        assertThat(targets.findValuesAsText("label")).containsExactly("b", "c");
        assertThat(targets.get(0).path("probabilities")).hasToString("{\"a\":0.25,\"b\":0.75}");
    }

    @Test
    void aRowThatIsRefusedIsNotLogged() throws IOException {
        try (Predictor house = load(PredictionLog.to(directory))) {
            Assertions.assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> house.predict(Map.of("sqft", "large")));
            house.predict(ROW);
        }
        assertThat(predictions()).hasSize(1);
    }

    @Test
    void theLineSaysWhichVersionAnsweredAndWhy() throws IOException {
        Map<String, Object> bad = Map.of("sqft", 1500, "bedrooms", 3);
        rig.source.put(
                2, () -> TestModels.of(new double[] {1e307, 1}, 0, Column.number("sqft"), Column.number("bedrooms")));
        try (Predictor house = rig.builder()
                .guard(Guard.standard().window(10).minimum(2))
                .fallback(Fallback.value(7))
                .log(PredictionLog.to(directory))
                .load(rig.wiring())) {
            rig.source.named = 2;
            rig.poll();
            assertThat(house.predict(bad).origin()).isEqualTo(Prediction.Origin.FALLBACK);
            Prediction rolledBack = house.predict(bad);
            assertThat(rolledBack.origin()).isEqualTo(Prediction.Origin.ROLLED_BACK);
            assertThat(rolledBack.id()).isPresent();
        }
        assertThat(predictions().stream()
                        .map(line -> line.path("origin").asText() + " " + line.path("version") + " "
                                + line.path("digest").asText()))
                .containsExactly("fallback 2 digest1", "rolled_back 1 digest1");
        assertThat(predictions().get(0).path("output")).hasToString("{\"value\":7}");
        assertThat(predictions().get(1).path("output").path("value").asDouble()).isEqualTo(TestModels.priceOf(1));
    }

    @Test
    void valuesOfAFallbackAreLoggedAsSuch() throws IOException {
        rig.source.put(
                1, () -> TestModels.of(new double[] {1e307, 1}, 0, Column.number("sqft"), Column.number("bedrooms")));
        try (Predictor house = rig.builder()
                .fallback(Fallback.value(7))
                .log(PredictionLog.to(directory))
                .load(rig.wiring())) {
            assertThat(house.predictValues(Rows.ofMaps(List.of(ROW, ROW)))).containsExactly(7, 7);
            assertThat(house.predict(Rows.ofMaps(List.of(ROW, ROW))))
                    .extracting(Prediction::id)
                    .doesNotHaveDuplicates();
        }
        assertThat(predictions())
                .hasSize(4)
                .allMatch(line -> line.path("origin").asText().equals("fallback"));
    }

    @Test
    void whatBecameOfARowIsALineOfItsOwn() throws IOException {
        String id;
        try (Predictor house = load(PredictionLog.to(directory))) {
            id = house.predict(ROW).id().orElseThrow();
            assertThat(house.feedback(id, 251_000)).isTrue();
            assertThat(house.feedback("other", "sold")).isTrue();
            assertThat(house.feedback("other", Double.NaN)).isTrue();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> house.feedback(" ", 1))
                    .withMessageContaining("blank");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> house.feedback(id, List.of(1)))
                    .withMessageContaining("must be a number");
        }
        assertThat(LogLines.all(directory, "outcome").stream().map(JsonNode::toString))
                .containsExactly(
                        "{\"kind\":\"outcome\",\"time\":\"2026-03-01T12:00:00Z\",\"id\":\"" + id
                                + "\",\"actual\":251000}",
                        "{\"kind\":\"outcome\",\"time\":\"2026-03-01T12:00:00Z\",\"id\":\"other\",\"actual\":\"sold\"}",
                        "{\"kind\":\"outcome\",\"time\":\"2026-03-01T12:00:00Z\",\"id\":\"other\",\"actual\":\"NaN\"}");
    }

    @Test
    void feedbackNeedsALogThatIsOpen() {
        try (Predictor house = rig.load()) {
            assertThat(house.predict(ROW).id()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(() -> house.feedback("a-1", 1))
                    .withMessageContaining("PredictorBuilder.log");
        }
        Predictor closed = load(PredictionLog.to(directory));
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.feedback("a-1", 1))
                .withMessageContaining("closed");
    }

    @Test
    void aSampleByChanceHasAboutItsShare() throws IOException {
        int logged = 0;
        try (Predictor house = load(PredictionLog.to(directory).oneIn(4))) {
            for (int i = 0; i < 4000; i++) {
                logged += house.predict(ROW).id().isPresent() ? 1 : 0;
            }
        }
        assertThat(predictions()).hasSize(logged);
        assertThat(logged).isBetween(700, 1300); // 1000, and more than 10 standard deviations either way
    }

    @Test
    void aSampleByKeyHasAllRowsOfAValueOrNone() throws IOException {
        Map<Integer, Set<Boolean>> logged = new TreeMap<>();
        for (int life = 0; life < 2; life++) {
            try (Predictor house = load(PredictionLog.to(directory).oneIn(4, "sqft"))) {
                for (int i = 0; i < 800; i++) {
                    Object sqft = life == 0 ? (Object) (i % 400) : (Object) (double) (i % 400);
                    boolean present = house.predict(Map.of("sqft", sqft, "bedrooms", i))
                            .id()
                            .isPresent();
                    logged.computeIfAbsent(i % 400, any -> new HashSet<>()).add(present);
                }
            }
        }
        assertThat(logged.values()).allMatch(each -> each.size() == 1);
        assertThat(logged.values().stream().filter(each -> each.contains(true)).count())
                .isBetween(60L, 140L);
    }

    @Test
    void columnsAreLeftOutOrHashed() throws Exception {
        PredictionLog log =
                PredictionLog.to(directory).withoutFields("bedrooms").hashedFields(KEY, "sqft");
        try (Predictor house = load(log)) {
            house.predict(ROW);
            for (Number same : List.of(1500.0, 1500f, 1500L, new BigDecimal("1500.00"))) {
                house.predict(Map.of("sqft", same, "bedrooms", 3));
            }
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hash = HexFormat.of().formatHex(mac.doFinal("1500".getBytes(StandardCharsets.UTF_8)));
        assertThat(predictions().stream().map(line -> line.path("inputs").toString()))
                .hasSize(5)
                .as("one number, whatever its type")
                .containsOnly("{\"sqft\":\"" + hash + "\"}");
        assertThat(log.toString()).doesNotContain(KEY).contains("hashed=[sqft]");
    }

    @Test
    void withoutInputsTheLineIsAnAuditTrail() throws IOException {
        try (Predictor house = load(PredictionLog.to(directory).inputs(false))) {
            house.predict(ROW);
        }
        assertThat(predictions().get(0).has("inputs")).isFalse();
        assertThat(predictions().get(0).path("output").has("value")).isTrue();
    }

    @Test
    void aMisspelledColumnIsNoticedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(PredictionLog.to(directory).withoutFields("sqtf")))
                .withMessage(
                        "the prediction log names columns that house/1 does not have: sqtf; it has sqft, bedrooms");
        assertThat(rig.alarmClosed).isTrue();
        try (Predictor lazy = rig.builder()
                .startup(PredictorBuilder.Startup.LAZY)
                .log(PredictionLog.to(directory).oneIn(2, "rooms"))
                .load(rig.wiring())) {
            lazy.predict(ROW);
            assertThat(warnings.messages(Level.WARNING)).anyMatch(each -> each.contains("does not have: rooms"));
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeCostsLinesAndNoPrediction() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Predictor house = rig.builder()
                .meterRegistry(meters)
                .log(PredictionLog.to(file.resolve("log")))
                .load(rig.wiring())) {
            for (int i = 0; i < 100; i++) {
                assertThat(house.predict(ROW).value()).isEqualTo(TestModels.priceOf(1));
            }
            await().until(() -> house.status().lostLogLines() == 100);
            assertThat(meters.get("ml.prediction.log")
                            .tag("outcome", "failed")
                            .functionCounter()
                            .count())
                    .isEqualTo(100);
            assertThat(warnings.messages(Level.WARNING).stream().filter(each -> each.contains("cannot be written")))
                    .hasSize(1);
        }
    }

    @Test
    void aFullQueueCostsLinesAndNoPrediction() throws IOException {
        int rows = 50_000;
        Predictor house = load(PredictionLog.to(directory).queueRows(2));
        List<Prediction> made = house.predict(Rows.ofColumns(Map.of("sqft", new int[rows], "bedrooms", new int[rows])));
        house.close();
        assertThat(made).hasSize(rows);
        long logged = made.stream().filter(each -> each.id().isPresent()).count();
        PredictorStatus status = house.status();
        assertThat(status.lostLogLines()).isPositive().isEqualTo(rows - logged);
        assertThat(predictions()).hasSize((int) logged);
    }

    @Test
    void metersCountLines() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Predictor house = rig.builder()
                .meterRegistry(meters)
                .log(PredictionLog.to(directory))
                .load(rig.wiring());
        house.predict(ROW);
        await().until(() -> meters.get("ml.prediction.log")
                        .tag("outcome", "written")
                        .functionCounter()
                        .count()
                == 1);
        house.close();
        assertThat(meters.find("ml.prediction.log").meters()).isEmpty();
    }

    @Test
    void settingsAreCheckedWhereTheyAreGiven() {
        PredictionLog log = PredictionLog.to(directory);
        assertThatIllegalArgumentException().isThrownBy(() -> log.oneIn(0)).withMessageContaining("one in 1 to");
        assertThatIllegalArgumentException().isThrownBy(() -> log.oneIn(0, "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.rotateAfterBytes(100))
                .withMessageContaining("16384");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.maxTotalBytes(100))
                .withMessageContaining("32768");
        assertThatIllegalArgumentException().isThrownBy(() -> log.rotateAfter(Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> log.queueRows(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.hashedFields("short", "a"))
                .withMessageContaining("16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(log.maxTotalBytes(1 << 20)))
                .withMessage("rotateAfterBytes (67108864) must be at most half of maxTotalBytes (1048576)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoPredictorsShareADirectory(boolean gzip) throws IOException {
        try (Predictor one = load(PredictionLog.to(directory).gzip(gzip));
                Predictor two = load(PredictionLog.to(directory).gzip(gzip))) {
            one.predict(ROW);
            two.predict(ROW);
            two.predict(ROW);
        }
        assertThat(predictions()).hasSize(3);
        assertThat(LogLines.files(directory))
                .hasSize(2)
                .allMatch(file -> file.toString().endsWith(".gz") == gzip);
    }
}
