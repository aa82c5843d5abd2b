package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What MLflow 3.17.2 was seen to answer to its own clients, asked again of a server. */
class RecordedExchangesTest {
    private static final int AT_LEAST = 290;

    @Test
    void theReplayFindsNoDifferenceOnTheServerThatWasRecorded() throws IOException, InterruptedException {
        List<Exchange> recording = Exchange.readAll(Checkout.sharedOrSkip("mlflow/exchanges.jsonl"));
        try (RealMlflowServer server = RealMlflowServer.start()) {
            Replay.Outcome outcome = new Replay(server.uri()).run(recording);
            Banner.result("real MLflow: " + outcome);
            assertThat(outcome.differences()).isEmpty();
            assertThat(outcome.replayed()).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }
}
