package io.github.modelkeel.fakeserver;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's SQL store in memory, as far as logging goes: a point is identified by run, key, time, step and value; a parameter never
 * changes; of a tag the last value wins; limits are checked before anything is written. Safe for use by multiple threads.
 */
public final class FakeStore implements Backend {
    private static final int MAX_BODY = 1_000_000;
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/1/";

    /** What is known about a run. */
    public static final class StoredRun {
        final String id;
        final String experimentId;
        final String name;
        final Set<String> points = new LinkedHashSet<>();
        final Map<String, String> params = new LinkedHashMap<>();
        final Map<String, String> tags = new LinkedHashMap<>();
        final List<String> datasets = new ArrayList<>();
        final List<String> statuses = new ArrayList<>();
        final Map<String, String> artifacts = new LinkedHashMap<>();
        boolean deleted;

        StoredRun(String id, String experimentId, String name) {
            this.id = id;
            this.experimentId = experimentId;
            this.name = name;
        }

        /** {@return its points, as {@code key|time|step|value}} */
        public Set<String> points() {
            return points;
        }

        /** {@return its parameters} */
        public Map<String, String> params() {
            return params;
        }

        /** {@return its tags} */
        public Map<String, String> tags() {
            return tags;
        }

        /** {@return the names of its datasets} */
        public List<String> datasets() {
            return datasets;
        }

        /** {@return the statuses it was given, oldest first} */
        public List<String> statuses() {
            return statuses;
        }

        /** {@return the texts of its files, by their paths} */
        public Map<String, String> artifacts() {
            return artifacts;
        }

        /** {@return its id} */
        public String id() {
            return id;
        }

        /** {@return its name} */
        public String name() {
            return name;
        }

        /** Deletes it, or takes that back. */
        public void deleted(boolean isDeleted) {
            deleted = isDeleted;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoredRun> runs = new LinkedHashMap<>();
    private final Map<String, String> experiments = new LinkedHashMap<>();
    private final Set<String> deletedExperiments = new LinkedHashSet<>();
    private long replayed;

    /** {@return the runs, oldest first} */
    public List<StoredRun> runs() {
        lock.lock();
        try {
            return List.copyOf(runs.values());
        } finally {
            lock.unlock();
        }
    }

    /** {@return the one run that there is} */
    public StoredRun run() {
        List<StoredRun> all = runs();
        if (all.size() != 1) {
            throw new AssertionError("there are " + all.size() + " runs");
        }
        return all.get(0);
    }

    /** {@return how many points arrived that were there already} */
    public long replayed() {
        return replayed;
    }

    /** Makes an experiment look deleted. */
    public void deleteExperiment(String name) {
        experiments.putIfAbsent(name, String.valueOf(experiments.size() + 1));
        deletedExperiments.add(name);
    }

    @Override
    public Answer handle(String path, String query, byte[] body) {
        lock.lock();
        try {
            if (path.startsWith(ARTIFACTS)) {
                return artifact(path.substring(ARTIFACTS.length()), body);
            }
            JsonValue json = body.length == 0 ? Json.object() : Json.parse(body);
            return switch (path) {
                case "experiments/get-by-name" -> experiment(value(query, "experiment_name"));
                case "experiments/create" -> createExperiment(json.path("name").asText());
                case "runs/create" -> create(json);
                case "runs/search" -> search(json);
                case "runs/get" -> get(value(query, "run_id"));
                default -> write(path, json, body.length);
            };
        } catch (IOException e) {
            return Answer.error(400, "BAD_REQUEST", "malformed");
        } finally {
            lock.unlock();
        }
    }

    /** A file that arrives, at {@code ID/artifacts/PATH}. */
    private Answer artifact(String path, byte[] body) {
        String[] parts = path.split("/", 3);
        StoredRun run = runs.get(parts[0]);
        if (run == null || parts.length < 3) {
            return missing(path);
        }
        run.artifacts.put(parts[2], new String(body, StandardCharsets.UTF_8));
        return Answer.EMPTY;
    }

    private Answer experiment(String name) {
        String id = experiments.get(name);
        return id == null
                ? Answer.error(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name)
                : Answer.ok("{\"experiment\":{\"experiment_id\":\"" + id + "\",\"name\":\"" + name
                        + "\",\"lifecycle_stage\":\"" + (deletedExperiments.contains(name) ? "deleted" : "active")
                        + "\"}}");
    }

    private Answer createExperiment(String name) {
        if (experiments.containsKey(name)) {
            return Answer.error(400, "RESOURCE_ALREADY_EXISTS", "exists");
        }
        experiments.put(name, String.valueOf(experiments.size() + 1));
        return Answer.ok("{\"experiment_id\":\"" + experiments.get(name) + "\"}");
    }

    private Answer create(JsonValue json) {
        String id = String.format("%032x", runs.size() + 1);
        StoredRun run = new StoredRun(
                id, json.path("experiment_id").asText(), json.path("run_name").asText());
        json.path("tags")
                .forEach(tag ->
                        run.tags.put(tag.path("key").asText(), tag.path("value").asText()));
        runs.put(id, run);
        return Answer.ok("{\"run\":" + describe(run) + "}");
    }

    private static String describe(StoredRun run) {
        return "{\"info\":{\"run_id\":\"" + run.id + "\",\"run_name\":\"" + run.name + "\",\"experiment_id\":\""
                + run.experimentId + "\",\"status\":\"RUNNING\",\"start_time\":1,\"lifecycle_stage\":\""
                + (run.deleted ? "deleted" : "active") + "\",\"artifact_uri\":\"mlflow-artifacts:/1/" + run.id
                + "/artifacts\"},\"data\":{}}";
    }

    private Answer search(JsonValue json) {
        String filter = json.path("filter").asText();
        String key = filter.substring(filter.indexOf('\'') + 1, filter.lastIndexOf('\''));
        for (StoredRun run : runs.values()) {
            if (key.equals(run.tags.get("modelkeel.idempotencyKey"))) {
                return Answer.ok("{\"runs\":[" + describe(run) + "]}");
            }
        }
        return Answer.EMPTY;
    }

    private Answer get(String id) {
        StoredRun run = runs.get(id);
        return run == null ? missing(id) : Answer.ok("{\"run\":" + describe(run) + "}");
    }

    private static Answer missing(String id) {
        return Answer.error(404, "RESOURCE_DOES_NOT_EXIST", "no run " + id);
    }

    private Answer write(String path, JsonValue json, int bytes) {
        String id = json.path("run_id").asText();
        StoredRun run = runs.get(id);
        if (run == null) {
            return missing(id);
        }
        if (run.deleted) {
            return invalid("the run must be active");
        }
        return switch (path) {
            case "runs/log-batch" -> batch(run, json, bytes);
            case "runs/update" -> {
                run.statuses.add(json.path("status").asText());
                yield Answer.EMPTY;
            }
            case "runs/delete-tag" ->
                run.tags.remove(json.path("key").asText()) == null
                        ? Answer.error(404, "RESOURCE_DOES_NOT_EXIST", "no such tag")
                        : Answer.EMPTY;
            case "runs/log-inputs" -> {
                json.path("datasets")
                        .forEach(input -> run.datasets.add(
                                input.path("dataset").path("name").asText()));
                yield Answer.EMPTY;
            }
            default -> Answer.error(404, "ENDPOINT_NOT_FOUND", path);
        };
    }

    private static Answer invalid(String message) {
        return Answer.error(400, "INVALID_PARAMETER_VALUE", message);
    }

    private Answer batch(StoredRun run, JsonValue json, int bytes) {
        JsonValue metrics = json.path("metrics");
        JsonValue params = json.path("params");
        JsonValue tags = json.path("tags");
        String wrong = wrong(run, metrics, params, tags, bytes);
        if (wrong != null) {
            return invalid(wrong);
        }
        params.forEach(param ->
                run.params.put(param.path("key").asText(), param.path("value").asText()));
        for (JsonValue metric : metrics) {
            String point = metric.path("key").asText() + "|"
                    + metric.path("timestamp").asLong() + "|"
                    + metric.path("step").asLong() + "|" + metric.path("value").asText();
            if (!run.points.add(point)) {
                replayed++;
            }
        }
        tags.forEach(
                tag -> run.tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return Answer.EMPTY;
    }

    private static @Nullable String wrong(
            StoredRun run, JsonValue metrics, JsonValue params, JsonValue tags, int bytes) {
        if (bytes > MAX_BODY) {
            return "the body has " + bytes + " bytes";
        }
        if (metrics.size() > 1000 || params.size() > 100 || tags.size() > 100) {
            return "too many";
        }
        if (!params.isEmpty() && !metrics.isEmpty()) {
            return "parameters mixed with metrics, which this test server does not want to see";
        }
        for (JsonValue metric : metrics) {
            if (metric.path("key").asText().startsWith("poison")) {
                return "invalid key " + metric.path("key").asText();
            }
        }
        Set<String> keys = new LinkedHashSet<>();
        for (JsonValue param : params) {
            String key = param.path("key").asText();
            String old = run.params.get(key);
            if (!keys.add(key)
                    || (old != null && !old.equals(param.path("value").asText()))) {
                return "the parameter " + key + " has another value";
            }
        }
        return null;
    }

    private static String value(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
