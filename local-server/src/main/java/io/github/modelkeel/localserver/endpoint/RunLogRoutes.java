package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Metric;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.JsonBody;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.store.InputStore;
import io.github.modelkeel.localserver.store.RunLogStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code runs/log-*}: what is logged to a run. */
final class RunLogRoutes {
    private static final int MAX_METRICS = 1_000;
    private static final int MAX_PARAMS_OR_TAGS = 100;

    private final RunLogStore log;
    private final InputStore inputs;

    RunLogRoutes(RunLogStore log, InputStore inputs) {
        this.log = log;
        this.inputs = inputs;
    }

    void addTo(Router router) {
        router.post("runs/log-metric", this::logMetric);
        router.post("runs/log-parameter", this::logParameter);
        router.add("POST", "runs/log-batch", BodyKind.LARGE_JSON, this::logBatch);
        router.add("POST", "runs/log-inputs", BodyKind.LARGE_JSON, this::logInputs);
        router.add("POST", "runs/log-model", BodyKind.LARGE_JSON, this::logModel);
        router.post("runs/outputs", this::logOutputs);
    }

    private Reply logMetric(RequestContext requestContext) {
        String runId = requestContext.fields().runId();
        log.logMetrics(runId, List.of(Metric.of(requestContext.fields(), "")));
        return Reply.empty();
    }

    private Reply logParameter(RequestContext requestContext) {
        String runId = requestContext.fields().runId();
        String key = requestContext.fields().required("key");
        checkParamKey(key, "key");
        log.logParam(runId, key, Names.truncate(requestContext.fields().string("value"), Names.MAX_PARAM));
        return Reply.empty();
    }

    private Reply logBatch(RequestContext requestContext) {
        String runId = requestContext.fields().runId();
        Names.checkRunId(runId);
        List<Fields> metricFields = requestContext.fields().messages("metrics");
        List<Fields> paramFields = requestContext.fields().messages("params");
        List<Fields> tagFields = requestContext.fields().messages("tags");
        List<Metric> metrics = metrics(metricFields);
        Map<String, String> params = params(paramFields);
        Map<String, String> tags = tags(tagFields);
        checkCount("metrics", metricFields.size(), MAX_METRICS);
        checkCount("params", paramFields.size(), MAX_PARAMS_OR_TAGS);
        checkCount("tags", tagFields.size(), MAX_PARAMS_OR_TAGS);
        checkCount(
                "metrics, params, and tags", metricFields.size() + paramFields.size() + tagFields.size(), MAX_METRICS);
        if (params.size() < paramFields.size()) {
            throw duplicates(paramFields);
        }
        log.logBatch(runId, metrics, params, tags);
        return Reply.empty();
    }

    private static List<Metric> metrics(List<Fields> messages) {
        List<Metric> metrics = new ArrayList<>();
        for (Fields message : messages) {
            metrics.add(Metric.of(message, "metrics[" + metrics.size() + "]."));
        }
        return metrics;
    }

    private static Map<String, String> params(List<Fields> messages) {
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            String key = messages.get(i).required("key");
            checkParamKey(key, "params[" + i + "].key");
            params.put(key, Names.truncate(messages.get(i).string("value"), Names.MAX_PARAM));
        }
        return params;
    }

    private static Map<String, String> tags(List<Fields> messages) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            String key = messages.get(i).required("key");
            Names.checkKey(key, "tags[" + i + "].key");
            Names.checkLength("tags[" + i + "].key", key, Names.MAX_KEY);
            tags.put(key, Names.truncate(messages.get(i).string("value"), Names.MAX_RUN_TAG));
        }
        return tags;
    }

    private static void checkParamKey(String key, String path) {
        Names.checkKey(key, path);
        Names.checkLength("Param key", key, Names.MAX_KEY);
    }

    private static void checkCount(String what, int count, int limit) {
        if (count > limit) {
            throw ApiError.invalid("A batch logging request can contain at most " + limit + " " + what + ". Got "
                    + count + " " + what + ". Please split up " + what + " across multiple requests and try again.");
        }
    }

    private static ApiError duplicates(List<Fields> params) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        params.forEach(param -> counts.merge(param.string("key"), 1, Integer::sum));
        counts.values().removeIf(count -> count == 1);
        return ApiError.invalid("Duplicate parameter keys have been submitted: " + counts.keySet()
                + ". Please ensure the request contains only one param value per param key.");
    }

    private Reply logInputs(RequestContext requestContext) {
        List<InputStore.DatasetInput> datasets = new ArrayList<>();
        requestContext.fields().messages("datasets").forEach(input -> datasets.add(InputStore.DatasetInput.of(input)));
        List<String> models = new ArrayList<>();
        requestContext.fields().messages("models").forEach(model -> models.add(model.required("model_id")));
        inputs.logInputs(requestContext.fields().runId(), datasets, models);
        return Reply.empty();
    }

    private Reply logOutputs(RequestContext requestContext) {
        String runId = requestContext.fields().runId();
        if (!requestContext.fields().has("models")) {
            throw ApiError.missing("models");
        }
        Map<String, Long> steps = new LinkedHashMap<>();
        for (Fields model : requestContext.fields().messages("models")) {
            if (steps.put(model.required("model_id"), model.longOr("step", 0)) != null) {
                throw new ApiError(ErrorCode.BAD_REQUEST, "A model is listed twice in 'models'");
            }
        }
        inputs.logOutputs(runId, steps);
        return Reply.empty();
    }

    private Reply logModel(RequestContext requestContext) {
        String runId = requestContext.fields().runId();
        ObjectNode model;
        try {
            model = JsonBody.parse(
                    requestContext.fields().required("model_json").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (ApiError e) {
            throw ApiError.invalid("Malformed model info: it is not a valid JSON object. " + e.getMessage());
        }
        for (String field : List.of("artifact_path", "flavors", "utc_time_created", "run_id")) {
            if (!model.has(field)) {
                throw ApiError.invalid("Model json is missing mandatory fields: {'" + field + "'}");
            }
        }
        log.logModel(runId, model);
        return Reply.empty();
    }
}
