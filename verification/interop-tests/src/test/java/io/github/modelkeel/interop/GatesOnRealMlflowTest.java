package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gates of a file over tables that MLflow's own client logged, and the card of the version that they let pass, on both servers. */
@ExtendWith(ServerLogOnFailure.class)
class GatesOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "interop-gates";

    @TempDir
    private Path work = Path.of("");

    /** The output of a command, which ends with an exit code. */
    private String run(ServerKind server, int code, String... args) {
        return CommandLine.run(server, work, code, args);
    }

    /** Registers a version, whose run gets a table from Python. */
    private void version(ServerKind server, int rows, double error) {
        String uri = server.uri().toString();
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        String id;
        try (Tracker tracker = Tracker.open(NAME, config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("train")) {
            run.logMetric("rmse", error);
            LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
            registry.register(NAME, model);
            run.finish();
            id = run.id();
        }
        Map<String, String> variables = Map.of("MLFLOW_TRACKING_URI", uri);
        assertThat(PythonEnvironment.orSkip()
                        .run("log_table.py", work, LIMIT, variables, id, String.valueOf(rows), String.valueOf(error))
                        .path("rows")
                        .asInt())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aTableOfMlflowDecidesAndTheCardSaysHow(ServerKind server) throws IOException {
        Path gates = Files.writeString(work.resolve("gates.yaml"), """
                gates:
                  - metric: rmse
                    tolerance: 5%
                    table: eval_results_table.json
                    actual: price
                    predicted: prediction
                  - signature: required
                  - replay: stored
                """);
        version(server, 300, 10);
        version(server, 300, 12);
        version(server, 10, 10.1);
        version(server, 300, 9);
        String[] promote = {"registry", "promote", "", "--gates", gates.toString()};
        promote[2] = NAME + "/1";
        assertThat(run(server, 0, promote)).contains("accepted", "there is no champion yet");
        promote[2] = NAME + "/2";
        assertThat(run(server, 3, promote)).contains("refused", "failed: rmse not worse", "300 rows of both");
        promote[2] = NAME + "/3";
        assertThat(run(server, 5, promote))
                .contains(
                        "undecided",
                        "investigate: rmse not worse",
                        "10 rows, not those of the champion, too few to tell");
        promote[2] = NAME + "/4";
        assertThat(run(server, 0, promote)).contains("version 1 -> version 4, accepted", "bit for bit");

        run(server, 0, "model", "card", "--model", "models:/" + NAME + "@champion", "--output", "card");
        assertThat(Files.readString(work.resolve("card/model-card.md")))
                .contains("# Model card: interop-gates, version 4", "| rmse | 9.0 |", "accepted, 20", "| passed | ");
    }
}
