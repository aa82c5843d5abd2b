package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.localserver.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MLflow 3.17.2 was seen to answer to its own clients, asked again of a server. */
class RecordedExchangesTest {
    private static final int AT_LEAST = 290;

    @Test
    void theEmbeddedServerAnswersAsMlflowWasRecorded(@TempDir Path data) throws IOException, InterruptedException {
        List<Exchange> recording = Exchange.readAll(Checkout.sharedOrSkip("mlflow/exchanges.jsonl"));
        KnownDifferences known = KnownDifferences.read(Checkout.resource("known-differences.json"));
        try (LocalServer server = LocalServer.start(data)) {
            Replay.Outcome outcome = new Replay(server.uri()).run(recording);
            Banner.say("embedded server: " + outcome + "; known differences listed: " + known.size());
            assertThat(known.mistakes(outcome.differences())).isEmpty();
            assertThat(outcome.replayed()).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }

    @Test
    void theReplayFindsNoDifferenceOnTheServerThatWasRecorded() throws IOException, InterruptedException {
        List<Exchange> recording = Exchange.readAll(Checkout.sharedOrSkip("mlflow/exchanges.jsonl"));
        try (RealMlflowServer server = RealMlflowServer.start()) {
            Replay.Outcome outcome = new Replay(server.uri()).run(recording);
            Banner.say("real MLflow: " + outcome);
            assertThat(outcome.differences()).isEmpty();
            assertThat(outcome.replayed()).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }
}
