package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.samples.houseprices.HouseData.Market;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(200);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private Workspace workspace(Sample sample) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                target: price
                candidates:
                  - {name: small, model: xgboost, trees: 20}
                generated: {rows: 800}
                """);
        return sample.workspace("--config", config.toString());
    }

    private double excess(String column) {
        Gauge gauge = meters.find("ml.drift.excess").tag("column", column).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    @Test
    void aServiceThatIsAskedForAnotherMarketDriftsInItsColumnsAndInNoOther() throws IOException {
        Sample sample = new Sample(folder);
        Workspace workspace = workspace(sample);
        sample.run(workspace);
        Path log = folder.resolve("log");
        try (Predictor house = Predictor.builder("models:/house@champion")
                .config(sample.config())
                .log(PredictionLog.to(log))
                .load()) {
            HouseData.generate(800, 7, Market.SHIFTED)
                    .rows()
                    .forEach(row -> house.predict(workspace.features().input(row)));
        }
        try (DriftWatch watch = DriftWatch.start(workspace, log, meters, "house", OFTEN, console)) {
            assertThat(watch).isNotNull();
            Gauge share = meters.get("ml.drift.share").tag("model", "house").gauge();
            await().atMost(Duration.ofSeconds(20)).until(() -> share.value() > 0);
            assertThat(share.value()).isEqualTo(3 / 6.0);
        }
        for (String column : new String[] {"sqft", "location", "year_built"}) {
            assertThat(excess(column)).as(column).isGreaterThan(0.2);
        }
        for (String column : new String[] {"bedrooms", "bathrooms", "condition"}) {
            assertThat(excess(column)).as(column).isLessThan(0.2);
        }
    }

    @Test
    void aLogThatCannotBeReadIsReportedAndLeavesTheMetersEmpty() throws IOException {
        Workspace workspace = workspace(new Sample(folder));
        Path log = Files.createDirectory(folder.resolve("empty"));
        try (DriftWatch watch = DriftWatch.start(workspace, log, meters, "house", OFTEN, console)) {
            assertThat(watch).isNotNull();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> printed.toString(StandardCharsets.UTF_8).contains("not compared: "));
        }
        assertThat(meters.get("ml.drift.share").gauge().value()).isNaN();
    }
}
