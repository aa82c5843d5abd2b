package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands of the registry and of runs print the same on MLflow's own server and on the embedded one. */
@ExtendWith(ServerLogOnFailure.class)
class CommandLineOnRealMlflowTest {
    private static final String NAME = "interop-command-line";

    @TempDir
    private Path work = Path.of("");

    private static ClientConfig config(ServerKind server) {
        String uri = server.uri().toString();
        return ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
    }

    /** The output of a command, which ends with an exit code. */
    private String run(ServerKind server, int code, String... args) {
        return CommandLine.run(server, work, code, args);
    }

    private static String version(Tracker tracker, Registry registry, double rmse) {
        try (Run run = tracker.startRun("train")) {
            run.logMetric("rmse", rmse);
            run.logParam("depth", "3");
            LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
            registry.register(NAME, model);
            run.finish();
            return run.id();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelIsPromotedAndRunsAreCompared(ServerKind server) {
        String first;
        String second;
        ClientConfig config = config(server);
        try (Tracker tracker = Tracker.open(NAME, config);
                Registry registry = Registry.open(config)) {
            first = version(tracker, registry, 100);
            second = version(tracker, registry, 110);
        }

        assertThat(run(server, 0, "registry", "promote", NAME + "/1")).contains("no version -> version 1, accepted");
        assertThat(run(server, 3, "registry", "promote", NAME + "/latest", "--lower-is-better", "rmse=0.02"))
                .contains("version 1 -> version 2, refused", "failed: ");
        assertThat(run(server, 0, "registry", "promote", NAME + "/2", "--at-most", "rmse=200"))
                .contains("accepted");
        assertThat(run(server, 0, "registry", "list", "--filter", "name LIKE 'interop-command%'"))
                .containsPattern(NAME + "  champion=2  20");
        assertThat(run(server, 0, "registry", "show", NAME)).containsPattern("\n2 +20\\S+ +READY +champion +" + second);
        assertThat(run(server, 0, "registry", "show", NAME + "@champion", "--json"))
                .contains("\"version\":2,\"status\":\"READY\",\"aliases\":[\"champion\"],\"run_id\":\"" + second);
        assertThat(run(server, 0, "registry", "history", NAME + "@champion"))
                .containsPattern("\n1 +previous +20\\S+ +accepted\n2 +current +20\\S+ +accepted");
        assertThat(run(server, 0, "registry", "rollback", NAME + "@champion")).isEqualTo("1\n");
        assertThat(run(server, 0, "registry", "alias", NAME + "@nightly", "latest"))
                .isEqualTo("2\n");
        assertThat(run(server, 1, "registry", "show", NAME + "s")).contains("registered there: ", NAME);

        assertThat(run(server, 0, "runs", "list", "--experiment", NAME, "--order-by", "metrics.rmse ASC"))
                .containsSubsequence(first + "  FINISHED  ", second + "  FINISHED  ");
        assertThat(run(server, 0, "runs", "show", first)).contains("rmse    100.0\n", "depth      3\n");
        assertThat(run(server, 0, "runs", "compare", first, second, "--differing"))
                .containsPattern("metric rmse +100.0 +110.0\n")
                .doesNotContain("depth");
        assertThat(run(server, 1, "runs", "list", "--experiment", NAME + "s")).contains("did you mean '" + NAME + "'?");
        assertThat(run(server, 1, "runs", "show", "0".repeat(32))).contains("0".repeat(32));
    }
}
