package io.github.modelkeel.tracking.model;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.LoggedModels;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.context.RunContext;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Logs a model. The order on the wire: create the logged model, send its files, tag it with the manifest's digest, note it as an output
 * of the run, link the run's metrics, mark it ready. Whatever fails after the creation marks it as failed.
 */
public final class ModelLogging {
    private static final System.Logger LOG = System.getLogger(ModelLogging.class.getName());
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    /** The name of a profile beside a model; {@code StoredProfile} of drift has the same. */
    private static final String PROFILE = "profile.json";

    private final TrackingApi api;
    private final ServerRun run;

    public ModelLogging(TrackingApi api, ServerRun run) {
        this.api = api;
        this.run = run;
    }

    /** Writes a model's files. */
    public interface FilesWriter {
        void writeTo(Path directory) throws IOException;
    }

    public LoggedModel log(String name, FilesWriter writer, ModelDetails options) {
        return inDirectory(name, directory -> log(name, directory, writer, options));
    }

    /** Resumes a model whose logging was cut off. */
    public LoggedModel goOn(String modelId, FilesWriter writer, ModelDetails options) {
        JsonValue model = Json.required(api.http().get("logged-models/" + Limits.modelId(modelId)), "model");
        LoggedModel logged = LoggedModels.of(model);
        if (!run.id().equals(logged.runId())) {
            throw new IllegalArgumentException(
                    "the logged model " + modelId + " belongs to the run " + logged.runId() + ", not to " + run.id());
        }
        if (logged.status().equals("LOGGED_MODEL_READY")) {
            return logged;
        }
        return inDirectory(logged.name(), directory -> {
            Map<String, Object> described = write(logged.name(), directory, writer, options);
            JsonValue data = api.getRun(run.id()).path("data");
            return send(new Begun(model, data, true), directory, described, options);
        });
    }

    /** The models of this run that were started under a name and never became ready, the latest first. */
    public List<LoggedModel> unfinished(String name) {
        JsonObject search = Json.object()
                .put("filter", "name = '" + Limits.modelName(name) + "' AND source_run_id = '" + run.id() + "'");
        search.putArray("experiment_ids").add(run.experimentId());
        return search(search)
                .map(LoggedModels::of)
                .filter(model -> run.id().equals(model.runId()))
                .filter(model -> !model.status().equals("LOGGED_MODEL_READY"))
                .toList();
    }

    private interface Work {
        LoggedModel in(Path directory) throws IOException;
    }

    private static LoggedModel inDirectory(String name, Work work) {
        try {
            Path directory = Files.createTempDirectory("modelkeel-model-");
            try {
                return work.in(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot log the model '" + name + "': " + e.getMessage(), e);
        }
    }

    private LoggedModel log(String name, Path directory, FilesWriter writer, ModelDetails options) throws IOException {
        Map<String, Object> described = write(name, directory, writer, options);
        JsonValue data = api.getRun(run.id()).path("data");
        return send(new Begun(create(name, options, data), data, false), directory, described, options);
    }

    private static Map<String, Object> write(String name, Path directory, FilesWriter writer, ModelDetails options)
            throws IOException {
        writer.writeTo(directory);
        Map<String, Object> described = new LinkedHashMap<>();
        if (!options.inputExample().isEmpty()) {
            described.put("saved_input_example_info", InputExample.write(options.inputExample(), directory));
        }
        if (!options.profile().isEmpty()) {
            Files.writeString(directory.resolve(PROFILE), options.profile());
        }
        Files.deleteIfExists(directory.resolve(ModelManifest.FILE_NAME));
        List<FileTree.Item> items = FileTree.listFollowingLinks(directory);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("the writer of model '" + name + "' wrote no file");
        }
        items.forEach(item -> ArtifactNames.sendable(item.path()));
        int most = ModelManifest.MAX_ENTRIES - 2; // the manifest, and a signature that may come
        if (FileTree.entries(items) > most) {
            throw new IllegalArgumentException("a model must have at most " + most + " files and directories, not "
                    + FileTree.entries(items) + ": '" + name + "'");
        }
        return described;
    }

    /** A model that the server knows of, the run's values, and whether files may be there from an earlier attempt. */
    private record Begun(JsonValue model, JsonValue runData, boolean continued) {}

    private LoggedModel send(Begun begun, Path directory, Map<String, Object> described, ModelDetails options)
            throws IOException {
        LoggedModel model = LoggedModels.of(begun.model());
        try {
            moreParams(begun);
            complete(directory, model, created(begun.model()), described);
            String digest = new ModelUpload(api.artifacts(), model.artifactUri(), begun.continued()).send(directory);
            tag(model, digest);
            noteOutput(model, begun.continued(), options.step().orElse(0));
            linkMetrics(model, begun.runData(), options);
            return ready(model, digest);
        } catch (IOException | RuntimeException e) {
            markFailed(model, e);
            throw e;
        }
    }

    /** When the server took the model on: the same at every attempt, so that its MLmodel is. */
    private static Instant created(JsonValue model) {
        return Instant.ofEpochMilli(Json.int64(model.path("info"), "creation_timestamp_ms"));
    }

    private JsonValue create(String name, ModelDetails options, JsonValue runData) {
        String key = UUID.randomUUID().toString();
        Map<String, String> tags = new LinkedHashMap<>(RunContext.tags());
        tags.putAll(options.tags());
        tags.put(TrackingApi.IDEMPOTENCY_TAG, key);
        JsonObject request = Json.object()
                .put("experiment_id", run.experimentId())
                .put("name", name)
                .put("source_run_id", run.id());
        if (!options.modelType().isEmpty()) {
            request.put("model_type", options.modelType());
        }
        JsonArray first = request.putArray("params");
        params(runData).stream().limit(Limits.MAX_PARAMS).forEach(first::add);
        request.set("tags", Json.keyValues(tags));
        return Json.required(api.http().createOnce("logged-models", request, () -> created(name, key)), "model");
    }

    /** A model is created with at most a hundred parameters; the others follow, those that are not there yet. */
    private void moreParams(Begun begun) {
        Map<String, String> present = Json.keyValues(begun.model().path("data").path("params"));
        List<JsonValue> params = params(begun.runData()).stream()
                .skip(begun.continued() ? 0 : Limits.MAX_PARAMS)
                .filter(param -> !present.containsKey(Json.string(param, "key")))
                .toList();
        String modelId = LoggedModels.of(begun.model()).modelId();
        for (int from = 0; from < params.size(); from += Limits.MAX_PARAMS) {
            JsonObject request = Json.object().put("model_id", modelId); // MLflow requires it here too
            JsonArray more = request.putArray("params");
            params.subList(from, Math.min(params.size(), from + Limits.MAX_PARAMS))
                    .forEach(more::add);
            api.http().create("logged-models/" + modelId + "/params", request);
        }
    }

    private static List<JsonValue> params(JsonValue runData) {
        List<JsonValue> params = new ArrayList<>();
        runData.path("params").forEach(params::add);
        return params;
    }

    /** What an attempt made whose answer was lost. */
    private Optional<JsonValue> created(String name, String key) {
        JsonObject search = Json.object().put("filter", "name = '" + name + "' AND source_run_id = '" + run.id() + "'");
        search.putArray("experiment_ids").add(run.experimentId());
        return search(search)
                .filter(model -> key.equals(LoggedModels.tags(model).get(TrackingApi.IDEMPOTENCY_TAG)))
                .findFirst()
                .map(model -> Json.object().set("model", model));
    }

    /** The models that a search finds, page after page. */
    private Stream<JsonValue> search(JsonObject search) {
        return Pages.stream("models", token -> {
            JsonObject request = search.deepCopy();
            return api.http().post("logged-models/search", token == null ? request : request.put("page_token", token));
        });
    }

    private void complete(Path directory, LoggedModel model, Instant created, Map<String, Object> described)
            throws IOException {
        long size = 0;
        for (FileTree.Item item : FileTree.listFollowingLinks(directory)) {
            size += item.path().equals(MlModelFile.NAME) ? 0 : item.size();
        }
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("artifact_path", model.artifactUri());
        identity.put("run_id", run.id());
        identity.put("model_id", model.modelId());
        identity.put("model_uuid", model.modelId());
        identity.putAll(described);
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("utc_time_created", UTC_TIME.format(created));
        defaults.put("model_size_bytes", size);
        new MlModelFile(directory).complete(identity, defaults);
    }

    private void tag(LoggedModel model, String manifestDigest) {
        JsonValue tags = Json.keyValues(Map.of(ModelManifest.DIGEST_TAG, manifestDigest));
        api.http()
                .patch(
                        "logged-models/" + model.modelId() + "/tags",
                        Json.object().set("tags", tags));
    }

    /** A repetition of this call is refused, so the run is asked whether it has the output already. */
    private void noteOutput(LoggedModel model, boolean continued, long step) {
        JsonObject request = Json.object().put("run_id", run.id());
        request.putArray("models").addObject().put("model_id", model.modelId()).put("step", step);
        if (!continued || noted(model).isEmpty()) {
            api.http().createOnce("runs/outputs", request, () -> noted(model));
        }
    }

    private Optional<JsonValue> noted(LoggedModel model) {
        for (JsonValue output : api.getRun(run.id()).path("outputs").path("model_outputs")) {
            if (model.modelId().equals(output.path("model_id").asText())) {
                return Optional.of(Json.object());
            }
        }
        return Optional.empty();
    }

    private void linkMetrics(LoggedModel model, JsonValue runData, ModelDetails options) {
        List<JsonObject> points = new ArrayList<>();
        for (JsonValue latest : runData.path("metrics")) {
            if (options.step().isEmpty() || options.step().getAsLong() == Json.int64(latest, "step")) {
                points.add(point(latest));
            } else {
                long step = options.step().getAsLong();
                api.metricHistory(run.id(), Json.string(latest, "key"))
                        .filter(earlier -> Json.int64(earlier, "step") == step)
                        .forEach(earlier -> points.add(point(earlier)));
            }
        }
        for (int from = 0; from < points.size(); from += Limits.MAX_METRICS) {
            JsonObject request = Json.object().put("run_id", run.id());
            JsonArray metrics = request.putArray("metrics");
            points.subList(from, Math.min(points.size(), from + Limits.MAX_METRICS))
                    .forEach(point -> metrics.add(point.put("model_id", model.modelId())));
            api.http().post("runs/log-batch", request);
        }
    }

    private static JsonObject point(JsonValue json) {
        return TrackingApi.metric(
                Json.string(json, "key"),
                Json.float64(json, "value"),
                Json.int64(json, "timestamp"),
                Json.int64(json, "step"));
    }

    private LoggedModel ready(LoggedModel model, String digest) {
        LoggedModel ready = LoggedModels.ofAnswer(setStatus(model, "LOGGED_MODEL_READY"));
        return new LoggedModel(
                ready.modelId(),
                ready.name(),
                run.id(),
                ready.experimentId(),
                ready.artifactUri(),
                ready.status(),
                digest);
    }

    private JsonValue setStatus(LoggedModel model, String status) {
        JsonValue request = Json.object().put("model_id", model.modelId()).put("status", status);
        return api.http().patch("logged-models/" + model.modelId(), request);
    }

    private void markFailed(LoggedModel model, Exception failure) {
        try {
            setStatus(model, "LOGGED_MODEL_UPLOAD_FAILED");
        } catch (ClientException e) {
            failure.addSuppressed(e);
        }
    }

    private static void delete(Path directory) {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot delete the temporary directory " + directory, e);
        }
    }
}
