package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A predictor of a real registry, and what its monitor counts of it. */
class AttachmentTest {
    @TempDir
    private Path directory;

    private ClientConfig config;
    private Registry registry;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void open() {
        String uri = "local:" + directory.resolve("store");
        config = ClientConfig.builder(Map.of())
                .trackingUri(uri)
                .registryUri(uri)
                .cacheDirectory(directory.resolve("cache"))
                .build();
        registry = Registry.open(config);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static List<Map<String, Object>> rows(long seed, int count, double from) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double sqft = from + random.nextInt(1000);
            rows.add(Map.of("sqft", sqft, "bedrooms", 1 + random.nextInt(5), "price", 150 * sqft));
        }
        return rows;
    }

    private static Map<String, Object> input(Map<String, Object> row) {
        Map<String, Object> input = new HashMap<>(row);
        input.remove("price");
        return input;
    }

    private static ModelBundle model(double pricePerSqft, boolean classifier) {
        List<Map<String, Object>> rows = rows(1, 50, 600);
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .build()
                .fit(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = pricePerSqft;
        ScoringModelBuilder builder = ScoringModelBuilder.linear(
                preprocessing,
                Column.number("price"),
                weights,
                classifier ? -1100 * pricePerSqft : 0,
                classifier ? Link.LOGISTIC : Link.IDENTITY);
        if (classifier) {
            builder.classes(List.of("small", "large"));
        }
        return ModelBundle.of(
                builder.build(),
                rows.subList(0, 5).stream().map(AttachmentTest::input).toList());
    }

    /** Registers the next version, whose training data start at a size; without a profile if it is negative. */
    private void publish(ModelBundle bundle, double from) {
        try (Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("train")) {
            ModelOptions options = from < 0
                    ? ModelOptions.defaults()
                    : ModelOptions.defaults()
                            .withProfile(StoredProfile.of(Profile.ofRows(rows(3, 2000, from)))
                                    .toJson());
            registry.setAlias(registry.register("house", run.logModel("house", bundle::writeTo, options)), "champion");
            run.finish();
        }
    }

    private PredictorBuilder predictor() {
        return Predictor.builder("models:/house@champion").config(config).refreshEvery(Duration.ZERO);
    }

    private static DriftState state(MonitorWindow window, String column) {
        return window.report().column(column).orElseThrow().state();
    }

    @Test
    void whatIsAskedAndAnsweredIsCountedWithoutCodeInTheService() {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).prediction("price").bindTo(meters)) {
            List<Map<String, Object>> asked =
                    rows(5, 1000, 600).stream().map(AttachmentTest::input).toList();
            asked.subList(0, 300).forEach(house::predict);
            house.predict(Rows.ofMaps(asked.subList(300, 600)));
            house.predictValues(Rows.ofMaps(asked.subList(600, 900)));
            asked.subList(900, 1000).forEach(row -> house.predictOne(Rows.of(row)));
            MonitorWindow window = monitor.endWindow();
            assertThat(window.version()).isEqualTo("1");
            assertThat(window.profile().rows()).isEqualTo(1000);
            assertThat(window.profile().columnNames()).containsExactlyInAnyOrder("sqft", "bedrooms", "price");
            assertThat(state(window, "sqft")).isEqualTo(DriftState.STABLE);
            assertThat(state(window, "price")).isEqualTo(DriftState.STABLE);
            assertThat(meters.get("ml.data.drift.score")
                            .tags("model", "house", "column", "price")
                            .gauge()
                            .value())
                    .isLessThan(0.2);
        }
        assertThat(meters.getMeters()).isEmpty();
    }

    /** The model weighs the area alone, and the bedrooms changed; with a weight of its own each column counts. */
    @Test
    void columnsWeighByTheirImportanceToTheModel() {
        publish(model(150, false), 600);
        DriftOptions equal =
                DriftOptions.builder().weight("sqft", 1).weight("bedrooms", 1).build();
        try (Predictor house = predictor().load();
                Monitor byImportance = Monitor.attach(house).start();
                Monitor weighted = Monitor.attach(house).options(equal).start();
                Monitor withPrice = Monitor.attach(house).prediction("price").start()) {
            for (Map<String, Object> row : rows(5, 1000, 600)) {
                Map<String, Object> asked = input(row);
                asked.put("bedrooms", 9);
                house.predict(asked);
            }
            DriftReport report = byImportance.endWindow().report();
            assertThat(report.column("bedrooms").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
            assertThat(report.driftShare()).isZero();
            assertThat(report.state()).isEqualTo(DriftState.SHIFTED);
            report = weighted.endWindow().report();
            assertThat(report.driftShare()).isEqualTo(0.5);
            assertThat(report.state()).isEqualTo(DriftState.DRIFTED);
            assertThat(withPrice.endWindow().report().driftShare()).isZero();
        }
        publish(model(150, false), 5000);
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).start()) {
            rows(5, 1000, 600).stream().map(AttachmentTest::input).forEach(house::predict);
            assertThat(monitor.endWindow().report().driftShare())
                    .as("of the area, which the model weighs alone")
                    .isEqualTo(1);
        }
    }

    @Test
    void aColumnThatIsNotServedIsNotGone() {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).start()) {
            rows(5, 1000, 600).stream().map(AttachmentTest::input).forEach(house::predict);
            MonitorWindow window = monitor.endWindow();
            assertThat(window.profile().columnNames()).containsExactlyInAnyOrder("sqft", "bedrooms");
            assertThat(window.report().drifted()).isFalse();
        }
    }

    @Test
    void aVersionThatTakesOverInTheMiddleOfAWindowIsJudgedByItsOwnProfile() throws Exception {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).start()) {
            Map<Integer, Integer> answered = new HashMap<>();
            AtomicBoolean asking = new AtomicBoolean(true);
            Thread client = new Thread(() -> {
                List<Map<String, Object>> asked =
                        rows(5, 1000, 600).stream().map(AttachmentTest::input).toList();
                for (int i = 0; asking.get() || i < 2000; i++) {
                    Prediction made = house.predict(asked.get(i % asked.size()));
                    answered.merge(made.modelVersion(), 1, Integer::sum);
                }
            });
            client.start();
            publish(model(160, false), 5000);
            house.refresh();
            Map<String, Object> one = input(rows(5, 1, 600).get(0));
            assertThat(house.predict(one).modelVersion()).isEqualTo(2);
            asking.set(false);
            client.join();
            answered.merge(2, 1, Integer::sum);

            monitor.endWindow();
            assertThat(monitor.windows()).extracting(MonitorWindow::version).containsExactly("1", "2");
            for (MonitorWindow window : monitor.windows()) {
                assertThat(window.profile().rows())
                        .isEqualTo(Objects.requireNonNull(answered.get(Integer.valueOf(window.version())))
                                .longValue());
            }
            assertThat(state(monitor.windows().get(0), "sqft")).isNotEqualTo(DriftState.DRIFTED);
            assertThat(state(monitor.windows().get(1), "sqft")).isEqualTo(DriftState.DRIFTED);
            assertThat(monitor.endWindow().version()).isEqualTo("2"); // the old one answers no more
            assertThat(monitor.windows()).hasSize(3);

            registry.setAlias("house", "champion", 1);
            house.refresh();
            house.predict(one);
            MonitorWindow back = monitor.endWindow();
            assertThat(back.version()).isEqualTo("1");
            assertThat(back.profile().rows()).isEqualTo(1);
        }
    }

    @Test
    void aVersionThatAnswersAgainIsCountedHoweverManyThereWere() {
        for (int version = 1; version <= 6; version++) {
            publish(model(150 + version, false), 600);
        }
        registry.setAlias("house", "champion", 1);
        Map<String, Object> one = input(rows(5, 1, 600).get(0));
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).start()) {
            for (int version : List.of(1, 2, 3, 4, 2, 5, 6, 3)) {
                registry.setAlias("house", "champion", version);
                house.refresh();
                house.predict(one);
                MonitorWindow window = monitor.endWindow();
                assertThat(window.version()).isEqualTo(Integer.toString(version));
                assertThat(window.profile().rows()).isEqualTo(1);
            }
        }
    }

    @Test
    @Timeout(60)
    void whoHearsOfAnAlertMayWaitForTheNextVersion() throws Exception {
        publish(model(150, false), 600);
        AtomicBoolean tookOver = new AtomicBoolean();
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house)
                        .rule(AlertRule.standard().windows(1))
                        .onAlert(alerts -> {
                            publish(model(160, false), 5000);
                            Thread other = new Thread(house::refresh);
                            other.start();
                            try {
                                other.join(10_000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            tookOver.set(house.version() == 2);
                        })
                        .start()) {
            rows(5, 600, 5000).stream().map(AttachmentTest::input).forEach(house::predict);
            monitor.endWindow();
            assertThat(tookOver).isTrue();
        }
    }

    @Test
    void whatAnObserverThrowsNeverReachesACaller() {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load()) {
            house.observe((model, profile) -> (row, made) -> {
                throw new AssertionError("observer");
            });
            assertThat(house.predict(input(rows(5, 1, 600).get(0))).value()).isPositive();
        }
    }

    @Test
    void aRestartWithAnotherVersionCountsNoRowOfTheOneBefore() {
        Path file = directory.resolve("monitor.json");
        for (int version = 1; version <= 2; version++) {
            publish(model(150 + version, false), 600);
            try (Predictor house = predictor().load();
                    Monitor monitor = Monitor.attach(house).snapshot(file).start()) {
                rows(5, version == 1 ? 300 : 10, 600).stream()
                        .map(AttachmentTest::input)
                        .forEach(house::predict);
                if (version == 2) {
                    monitor.endWindow();
                    assertThat(monitor.windows())
                            .extracting(window ->
                                    window.version() + ": " + window.profile().rows())
                            .containsExactly("1: 300", "2: 10");
                }
            }
        }
    }

    @Test
    void aVersionWithoutAProfileFailsAtTheStartAndIsNotCountedLater() {
        publish(model(150, false), -1);
        try (Predictor house = predictor().load()) {
            MonitorBuilder builder = Monitor.attach(house);
            assertThatThrownBy(() -> builder.bindTo(meters))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ModelOptions.withProfile");
            assertThat(meters.getMeters()).isEmpty();
        }
        publish(model(150, false), 600);
        try (Predictor house = predictor().load();
                Monitor monitor = Monitor.attach(house).start()) {
            Map<String, Object> one = input(rows(5, 1, 600).get(0));
            house.predict(one);
            publish(model(170, false), -1);
            house.refresh();
            assertThat(house.predict(one).modelVersion()).isEqualTo(3);
            MonitorWindow window = monitor.endWindow();
            assertThat(window.version()).isEqualTo("2");
            assertThat(window.profile().rows()).isEqualTo(1);
        }
    }

    @Test
    void aClosedMonitorSeesNothingAndThePredictorAnswers() {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load()) {
            Map<String, Object> one = input(rows(5, 1, 600).get(0));
            Monitor monitor = Monitor.attach(house).bindTo(meters);
            house.predict(one);
            monitor.close();
            assertThat(house.predict(one).value()).isPositive();
            assertThat(monitor.windows())
                    .extracting(window -> window.profile().rows())
                    .containsExactly(1L);
        }
    }

    @Test
    void outcomesGiveTheAccuracyOfEachVersion() {
        publish(model(0.1, true), 600);
        try (Predictor house = predictor()
                        .log(PredictionLog.to(directory.resolve("log")))
                        .load();
                Monitor monitor = Monitor.attach(house).bindTo(meters)) {
            assertThat(monitor.windows()).isEmpty();
            for (int version = 1; version <= 2; version++) {
                if (version == 2) {
                    publish(model(-0.1, true), 600);
                    house.refresh();
                }
                for (int i = 0; i < 40; i++) {
                    Map<String, Object> row = Map.of("sqft", i < 30 ? 1500 : 700, "bedrooms", 2);
                    Prediction made = house.predict(row);
                    house.feedback(made.id().orElseThrow(), "large");
                }
                assertThat(accuracy(version)).isEqualTo(version == 1 ? 0.75 : 0.25);
            }
            house.feedback("another process's", "large");
            assertThat(accuracy(1)).isEqualTo(0.75);
        }
        assertThat(meters.find("ml.model.accuracy").gauges()).isEmpty();
    }

    private double accuracy(int version) {
        return meters.get("ml.model.accuracy")
                .tags("model", "house", "version", Integer.toString(version))
                .gauge()
                .value();
    }

    @Test
    void thePredictionColumnIsChecked() {
        publish(model(150, false), 600);
        try (Predictor house = predictor().load()) {
            assertThatThrownBy(() -> Monitor.attach(house).prediction(" ")).hasMessageContaining("must not be blank");
        }
    }
}
