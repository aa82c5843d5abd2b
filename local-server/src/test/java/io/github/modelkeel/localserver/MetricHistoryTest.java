package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The histories of several runs at once, as MLflow's pages ask for them. */
class MetricHistoryTest {
    private static final String BULK = "/ajax-api/2.0/mlflow/metrics/get-history-bulk";
    private static final String INTERVAL = BULK + "-interval";

    @RegisterExtension
    static final LocalServerExtension SERVER = new LocalServerExtension();

    private Http http = new Http(SERVER.server().uri());
    private String first = "";
    private String second = "";

    @BeforeEach
    void twoRuns() {
        http = new Http(SERVER.server().uri());
        List<String> runs =
                Stream.of(http.newRun("0"), http.newRun("0")).sorted().toList();
        first = runs.get(0);
        second = runs.get(1);
    }

    private void log(String run, int points) {
        ObjectNode batch = Http.object("{}").put("run_id", run);
        ArrayNode metrics = batch.putArray("metrics");
        for (int i = 0; i < points; i++) {
            metrics.add(Http.object("{'key': 'm'}")
                    .put("value", i * 10)
                    .put("timestamp", 1_000 - i)
                    .put("step", i));
        }
        http.ok("runs/log-batch", batch);
    }

    @Test
    void runsComeInTheOrderOfTheirIdsAndPointsInThatOfTime() {
        log(second, 2);
        log(first, 3);
        JsonNode answer = http.okGet(BULK + "?metric_key=m&run_id=" + second + "&run_id=" + first);
        List<String> found = new ArrayList<>();
        answer.path("metrics").forEach(metric -> found.add(metric.path("run_id").asText() + metric.path("step")));
        assertThat(found).containsExactly(first + 2, first + 1, first + 0, second + 1, second + 0);
        assertThat(http.okGet(BULK + "?metric_key=m&max_results=4&run_id=" + second + "&run_id=" + first)
                        .path("metrics"))
                .hasSize(4);
        assertThat(http.okGet(BULK + "?metric_key=nope&run_id=" + first).toString())
                .isEqualTo("{\"metrics\":[]}");
    }

    /** Points logged, points asked for, steps that come: the first of each part, and always the last. */
    @ParameterizedTest
    @CsvSource({"5,10,0 1 2 3 4", "5,5,0 1 2 3 4", "10,5,0 2 4 6 9", "10,1,9", "10,3,0 4 9", "1,1,0"})
    void aSampleIsSpreadEvenlyAndHoldsTheLastPoint(int points, int asked, String steps) {
        log(first, points);
        assertThat(steps(http.okGet(INTERVAL + "?metric_key=m&run_ids=" + first + "&max_results=" + asked)))
                .isEqualTo(steps);
    }

    @Test
    void aSampleMayBeOfSomeSteps() {
        log(first, 10);
        assertThat(steps(http.okGet(INTERVAL + "?metric_key=m&run_ids=" + first + "&start_step=3&end_step=5")))
                .isEqualTo("3 4 5");
    }

    private static String steps(JsonNode answer) {
        List<String> steps = new ArrayList<>();
        answer.path("metrics").forEach(metric -> steps.add(metric.path("step").asText()));
        return String.join(" ", steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BULK + "?metric_key=m",
                BULK + "?run_id=1",
                BULK + "?run_id=1&metric_key=m&max_results=x",
                INTERVAL + "?metric_key=m",
                INTERVAL + "?run_ids=1",
                INTERVAL + "?run_ids=1&metric_key=m&max_results=0",
                INTERVAL + "?run_ids=1&metric_key=m&max_results=2501",
                INTERVAL + "?run_ids=1&metric_key=m&start_step=1",
                INTERVAL + "?run_ids=1&metric_key=m&start_step=1&end_step=0"
            })
    void whatIsMissingOrOutOfRangeIsRefused(String path) {
        Http.Answer answer = http.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void runsThatAreNotThereAndTooManyRunsAreRefused() {
        assertThat(http.get(INTERVAL + "?run_ids=nope&metric_key=m").status()).isEqualTo(404);
        for (String path : List.of(
                BULK + "?metric_key=m" + "&run_id=1".repeat(101),
                INTERVAL + "?metric_key=m" + "&run_ids=1".repeat(101))) {
            assertThat(http.get(path).status()).isEqualTo(400);
        }
    }
}
