package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import java.util.List;
import java.util.stream.Stream;

/** Finds runs and reads metrics, a page at a time. */
final class RunSearch {
    private static final int RUNS_PAGE = 1000;
    private static final String HISTORY_PAGE = "25000";

    private final TrackingApi api;

    RunSearch(TrackingApi api) {
        this.api = api;
    }

    Stream<RunInfo> runs(String experimentId, String filter, List<String> orderBy, Experiment.View view) {
        return runs(
                experimentId,
                filter,
                orderBy,
                Json.object().put("max_results", RUNS_PAGE).put("run_view_type", view.wireName()));
    }

    /** The first runs, without asking for more than them. */
    Stream<RunInfo> first(int maxResults, String experimentId, String filter, List<String> orderBy) {
        ObjectNode request = Json.object().put("max_results", Math.min(RUNS_PAGE, maxResults));
        return runs(experimentId, filter, orderBy, request).limit(maxResults);
    }

    private Stream<RunInfo> runs(String experimentId, String filter, List<String> orderBy, ObjectNode request) {
        request.putArray("experiment_ids").add(experimentId);
        if (!filter.isBlank()) {
            request.put("filter", filter);
        }
        ArrayNode order = request.putArray("order_by");
        orderBy.forEach(order::add);
        return Pages.stream("runs", token -> {
                    ObjectNode page = request.deepCopy();
                    if (token != null) {
                        page.put("page_token", token);
                    }
                    return api.http().post("runs/search", page);
                })
                .map(RunInfo::of);
    }

    Stream<RunInfo> children(String runId) {
        String experimentId = RunInfo.of(api.getRun(runId)).experimentId();
        return runs(experimentId, "tags.`mlflow.parentRunId` = '" + runId + "'", List.of(), Experiment.View.ACTIVE);
    }

    Stream<MetricPoint> history(String runId, String key) {
        String run = Limits.runId(runId);
        String metric = Limits.key("metric", key);
        return Pages.stream(
                        "metrics",
                        token -> token == null
                                ? api.http().get("metrics/get-history", query(run, metric))
                                : api.http().get("metrics/get-history", query(run, metric, "page_token", token)))
                .map(MetricPoint::of);
    }

    private static String[] query(String run, String metric, String... more) {
        return Stream.concat(
                        Stream.of("run_id", run, "metric_key", metric, "max_results", HISTORY_PAGE), Stream.of(more))
                .toArray(String[]::new);
    }

    void delete(String runId) {
        api.http().post("runs/delete", Json.object().put("run_id", Limits.runId(runId)));
    }

    void restore(String runId) {
        api.http().post("runs/restore", Json.object().put("run_id", Limits.runId(runId)));
    }

    void rename(String runId, String newName) {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("a run's name must not be blank");
        }
        Limits.tagValue("mlflow.runName", newName);
        api.http().post("runs/update", TrackingApi.run(Limits.runId(runId)).put("run_name", newName));
    }
}
