package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.feast.FeastClient;
import io.github.modelkeel.feast.FeastClientBuilder;
import io.github.modelkeel.feast.FeatureCounts;
import io.github.modelkeel.feast.FeatureRows;
import io.github.modelkeel.feast.OnMissing;
import io.github.modelkeel.feast.OnlineFeatures;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@link FeastClient} against Feast's own server, with what was seen to go wrong there. */
@Heavy(
        counterpart = "feast",
        checks = {
            "integrations/feast/src/main",
            "client-core/src/main/java/io/github/modelkeel/client/internal/json",
            "verification/interop-tests/requirements-feast.txt",
            "verification/interop-tests/src/test/resources/feast",
            "verification/interop-tests/src/test/resources/python/make_feast_data.py",
            "verification/interop-tests/src/test/resources/python/feast_online.py",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/RealFeast.java"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeastClientOnRealFeastTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ID = "customer_id";

    @TempDir
    private static Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private RealFeast feast;

    @BeforeAll
    void start() throws IOException {
        feast = RealFeast.start(work);
    }

    @AfterAll
    void stop() {
        if (feast != null) {
            feast.close();
        }
    }

    private FeastClientBuilder client(String service) {
        return FeastClient.builder(feast.uri()).service(service).timeout(LIMIT);
    }

    private static FeatureRows online(FeastClientBuilder builder, Object... ids) {
        return builder.build().online(Map.of(ID, List.of(ids)));
    }

    @Test
    void valuesAreThoseOfFeastsOwnClient() {
        ObjectNode question = RealFeast.question();
        List<Integer> ids = List.of(1, 2, 3, 99, 1000);
        ids.forEach(question.putArray("ids")::add);
        JsonNode own = feast.own("loan_features", question);
        List<Map<String, Object>> rows =
                new ArrayList<>(online(client("loan_features"), ids.toArray()).rows());
        assertThat(rows.get(0))
                .containsOnlyKeys("income", "age", "region", "member", "score", "balance", "late_payments");
        for (int i = 0; i < ids.size(); i++) {
            for (Map.Entry<String, Object> feature : rows.get(i).entrySet()) {
                JsonNode theirs = own.path(feature.getKey()).path(i);
                assertThat(String.valueOf(feature.getValue()))
                        .as(feature.getKey() + " of " + ids.get(i))
                        .isEqualTo(theirs.asText());
            }
        }
        assertThat(rows.get(2)).containsEntry("late_payments", (1L << 53) + 1).containsEntry("region", "");
    }

    @Test
    void anUnknownEntityAndANullHaveNoValue() {
        FeatureRows rows = online(client("loan_features"), 99, 7);
        assertThat(rows.rows().get(0).values()).containsOnlyNulls().hasSize(7);
        assertThat(rows.rows().get(1)).containsEntry("age", null).containsEntry("balance", "Infinity");
        assertThat(rows.failure()).isEmpty();
        assertThat(online(
                                client("loan_features")
                                        .onMissing(OnMissing.DEFAULT)
                                        .defaults(Map.of("income", 40_000.0, "age", 45)),
                                99)
                        .rows()
                        .get(0))
                .containsEntry("income", 40_000.0)
                .containsEntry("age", 45)
                .containsEntry("region", null);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> online(client("loan_features").onMissing(OnMissing.FAIL), 1, 99))
                .withMessageContaining("for customer_id=99: NOT_FOUND");
    }

    /** Feast serves it nevertheless, though the view's time to live is a day. */
    @Test
    void aValueThatIsTooOldIsMissingAndAComputedOneIsNot() {
        assertThat(online(client("loan_features"), 6).rows().get(0)).containsEntry("age", 60L);
        assertThat(online(client("loan_features").maxAge(Duration.ofHours(24)), 6)
                        .rows()
                        .get(0)
                        .values())
                .containsOnlyNulls();
        FeastClient decision = client("loan_decision")
                .requestData("loan_amount")
                .maxAge(Duration.ofHours(24))
                .build();
        FeatureRows rows =
                decision.online(Map.of(ID, List.of(1, 6, 99), "loan_amount", List.of(100_001.0, 20_000.0, 1.0)));
        assertThat(rows.rows().get(0)).hasSize(2).containsEntry("age", 30L).containsEntry("loan_to_income", 2.0);
        assertThat(rows.rows().get(1)).containsEntry("age", null).containsEntry("loan_to_income", 0.5);
        assertThat(rows.rows().get(2).values()).containsOnlyNulls();
        assertThat(decision.online(Map.of(ID, List.of(1), "loan_amount", List.of(-1.0)))
                        .rows()
                        .get(0))
                .as("computed as NaN")
                .containsEntry("loan_to_income", null);
    }

    /** Each of these is answered with 200 and the features of customer 1. */
    @Test
    void entitiesThatFeastTakesForOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client("loan_features").build().online(Map.of("customer", List.of(1))))
                .withMessageStartingWith("Feast took 'customer' for another name: its answer has [customer_id, ");
        for (Object other : List.of("1", 1.5, true)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> online(client("loan_features"), other))
                    .withMessageEndingWith(" for 1; give it as the type that the entity has there");
        }
        FeastClient known = client("loan_features").build();
        known.online(Map.of(ID, List.of(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.online(Map.of("customer", List.of(1))))
                .withMessageStartingWith("entities must be named [customer_id], as Feast answered before");
    }

    @Test
    void whatIsWrongWithAQuestionIsSaid() {
        refused(client("nowhere"), 404, "Feature service nowhere does not exist in project loans", 1);
        refused(client("loan_decision"), 404, "Required request data source features ['loan_amount'] not found", 1);
        refused(client("shop_features"), 500, "Missing join key values for keys: ['customer_id', 'merchant_code']", 1);
        refused(client("loan_features"), 500, "invalid literal for int() with base 10: 'abc'", "abc");
        FeastClientBuilder features = FeastClient.builder(feast.uri()).timeout(LIMIT);
        refused(features.features("profile:incme"), 500, "Feature incme not found in projection profile", 1);
        refused(features.features("nowhere:income"), 404, "Feature view nowhere does not exist in project loans", 1);
        FeastClientBuilder elsewhere =
                FeastClient.builder(feast.uri().resolve("/api")).service("a").timeout(LIMIT);
        refused(elsewhere, 404, "it has no /get-online-features; is this a Feast feature server?", 1);
    }

    private static void refused(FeastClientBuilder builder, int status, String message, Object id) {
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> online(builder, id))
                .withMessageStartingWith("FEAST_REFUSED Feast at http://127.0.0.1:")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void featuresOfEntitiesOfTwoKinds() {
        FeastClient shops = client("shop_features").build();
        assertThat(shops.online(Map.of(ID, List.of(1, 2, 1), "merchant_code", List.of("m1", "m9", "m2")))
                        .rows())
                .extracting(row -> row.get("income"), row -> row.get("turnover"))
                .containsExactly(tuple(50_000.5, 1e6), tuple(61_000.0, null), tuple(50_000.5, 2e6));
        FeastClientBuilder full =
                FeastClient.builder(feast.uri()).timeout(LIMIT).fullFeatureNames(true);
        assertThat(online(full.features("profile:income", "account:balance"), 2).rows())
                .containsExactly(Map.of("profile__income", 61_000.0, "account__balance", -3.0));
    }

    /** 2 a unit of income, 10,000 a late payment less, half of the amount less. */
    private static Predictor predictor(Path directory) throws IOException {
        List<Map<String, Object>> rows = List.of(Map.of("income", 1, "late_payments", 0, "loan_amount", 1));
        ModelBundle.of(
                        ScoringModelBuilder.linear(
                                        Preprocessing.builder()
                                                .number("income")
                                                .number("late_payments")
                                                .number("loan_amount")
                                                .build()
                                                .fit(rows),
                                        Column.number("limit"),
                                        new double[] {2, -10_000, -0.5},
                                        0,
                                        Link.IDENTITY)
                                .build(),
                        rows)
                .writeTo(directory);
        return Predictor.load(directory.toUri().toString());
    }

    @Test
    void predictionsGoOnWithDefaultsWhileTheServerIsKilledAndStartedAgain()
            throws IOException, InterruptedException, ExecutionException {
        FeastClient client = FeastClient.builder(feast.uri())
                .features("profile:income", "account:late_payments")
                .timeout(LIMIT)
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("income", 1_000.0, "late_payments", 1))
                .build();
        client.warmUp(Map.of(ID, List.of(2)), LIMIT);
        AtomicBoolean done = new AtomicBoolean();
        ConcurrentLinkedQueue<Double> predictions = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (Predictor predictor = predictor(work.resolve("model"))) {
            List<Future<?>> load = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                load.add(callers.submit(() -> {
                    while (!done.get()) {
                        predictions.add(predict(predictor, client));
                    }
                }));
            }
            await().atMost(LIMIT).until(() -> client.counts().requests() > 100);
            assertThat(client.counts().failures()).isZero();
            feast.kill();
            await().atMost(LIMIT).until(() -> client.counts().failures() > 100);
            FeatureCounts down = client.counts();
            feast.restart();
            await().atMost(LIMIT).until(() -> answered(client.counts()) > answered(down) + 100);
            done.set(true);
            for (Future<?> each : load) {
                each.get();
            }
        } finally {
            done.set(true);
            callers.shutdownNow();
        }
        double ofCustomer2 = 2 * 61_000.0 - 10_000 - 500;
        double ofDefaults = 2 * 1_000.0 - 10_000 - 500;
        assertThat(predictions).containsOnly(ofCustomer2, ofDefaults);
        FeatureCounts counts = client.counts();
        assertThat(counts.rows()).isEqualTo(predictions.size());
        assertThat(predictions.stream().filter(each -> each == ofDefaults).count())
                .isEqualTo(counts.rowsWithoutStore())
                .isEqualTo(counts.failures());
    }

    private static long answered(FeatureCounts counts) {
        return counts.requests() - counts.failures();
    }

    private static double predict(Predictor predictor, OnlineFeatures features) {
        return predictor
                .predict(Rows.ofMaps(
                        features.online(Map.of(ID, List.of(2))).merge(List.of(Map.of("loan_amount", 1_000)))))
                .get(0)
                .value();
    }
}
