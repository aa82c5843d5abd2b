package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.store.MetricHistory;
import java.util.List;

/** {@code metrics/*}: the history of one metric, of one run or of several. */
final class MetricHistoryRoutes {
    private static final int MAX_HISTORY = 25_000;
    private static final int MAX_SAMPLE = 2_500;
    private static final int MAX_RUNS = 100;

    private final MetricHistory metrics;

    MetricHistoryRoutes(MetricHistory metrics) {
        this.metrics = metrics;
    }

    void addTo(Router router) {
        router.get("metrics/get-history", this::history);
        router.get("metrics/get-history-bulk", this::bulk);
        router.get("metrics/get-history-bulk-interval", this::interval);
    }

    private Reply history(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        int size = fields.has("max_results") ? PageToken.size(fields, 0, MAX_HISTORY) : Integer.MAX_VALUE;
        PageToken.Page<ObjectNode> page = metrics.history(
                fields.runId(), fields.required("metric_key"), PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(answer, "metrics", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply bulk(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        List<String> runs = fields.strings("run_id");
        if (runs.isEmpty()) {
            throw ApiError.invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if (runs.size() > MAX_RUNS) {
            throw ApiError.invalid("GetMetricHistoryBulk request cannot specify more than " + MAX_RUNS
                    + " run_ids. Received " + runs.size() + " run_ids.");
        }
        if (!fields.has("metric_key")) {
            throw ApiError.invalid("GetMetricHistoryBulk request must specify a metric_key.");
        }
        int limit = PageToken.size(fields, MAX_HISTORY, Integer.MAX_VALUE);
        ObjectNode answer = Json.object();
        answer.putArray("metrics")
                .addAll(metrics.ofRuns(runs, fields.string("metric_key"), Math.min(limit, MAX_HISTORY)));
        return Reply.json(answer);
    }

    private Reply interval(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        List<String> runs = fields.strings("run_ids");
        if (runs.isEmpty()) {
            throw ApiError.missing("run_ids");
        }
        if (runs.size() > MAX_RUNS) {
            throw ApiError.invalid("GetMetricHistoryBulkInterval request must specify at most " + MAX_RUNS
                    + " run_ids. Received " + runs.size() + " run_ids.");
        }
        String key = fields.required("metric_key");
        long points = fields.longOr("max_results", MAX_SAMPLE);
        if (points < 1 || points > MAX_SAMPLE) {
            throw ApiError.invalid("max_results must be between 1 and " + MAX_SAMPLE + ".");
        }
        Long first = fields.longOrNull("start_step");
        Long last = fields.longOrNull("end_step");
        if ((first == null) != (last == null)) {
            throw ApiError.invalid("If either start step or end step are specified, both must be specified.");
        }
        if (first != null && last != null && first > last) {
            throw ApiError.invalid("end_step must be greater than start_step. Found start_step=" + first
                    + " and end_step=" + last + ".");
        }
        MetricHistory.Steps steps =
                new MetricHistory.Steps(first == null ? Long.MIN_VALUE : first, last == null ? Long.MAX_VALUE : last);
        ObjectNode answer = Json.object();
        Json.putList(answer, "metrics", metrics.sample(runs, key, steps, (int) points));
        return Reply.json(answer);
    }
}
