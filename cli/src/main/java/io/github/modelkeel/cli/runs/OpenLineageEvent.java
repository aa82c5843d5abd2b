package io.github.modelkeel.cli.runs;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run as an event of OpenLineage: what it read by the digest of each dataset, and the versions of models that it made.
 *
 * @param server where the run is kept: the namespace of jobs and models
 * @param experiment the name of its experiment
 * @param versions the versions that came of it
 */
record OpenLineageEvent(String server, String experiment, RunInfo run, List<ModelVersion> versions) {
    private static final String PRODUCER = "https://github.com/modelkeel/modelkeel";
    private static final String SPECIFICATION = "https://openlineage.io/spec/";
    private static final Pattern MLFLOW_ID = Pattern.compile("[0-9a-f]{32}");

    JsonObject toJson() {
        Instant end = run.endTime();
        JsonObject event = Json.object()
                .put("eventType", type(run.status()))
                .put("eventTime", (end == null ? run.startTime() : end).toString())
                .put("producer", PRODUCER)
                .put("schemaURL", SPECIFICATION + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        event.putObject("run").put("runId", uuid(run.id()).toString());
        event.putObject("job").put("namespace", server).put("name", experiment + "." + run.name());
        JsonArray inputs = event.putArray("inputs");
        run.inputs().forEach(input -> inputs.add(input(input.dataset())));
        outputs(event.putArray("outputs"));
        return event;
    }

    private static String type(RunStatus status) {
        return switch (status) {
            case FINISHED -> "COMPLETE";
            case FAILED -> "FAIL";
            case KILLED -> "ABORT";
            case RUNNING -> "RUNNING";
            case SCHEDULED, UNKNOWN -> "OTHER";
        };
    }

    /** The id itself, which MLflow writes without dashes; of another server's id, always the same one. */
    private static UUID uuid(String id) {
        return MLFLOW_ID.matcher(id).matches()
                ? UUID.fromString(id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject input(Dataset dataset) {
        JsonObject input = place(dataset);
        JsonObject facets = input.putObject("facets");
        facet(facets, "version", "1-0-1", "DatasetVersion").put("datasetVersion", dataset.digest());
        JsonArray columns = Json.object().putArray("fields");
        for (JsonValue column : parsed(dataset.schema()).path("mlflow_colspec")) {
            columns.addObject()
                    .put("name", column.path("name").asText(""))
                    .put("type", column.path("type").asText(""));
        }
        if (columns.size() > 0) {
            facet(facets, "schema", "1-2-0", "Schema").set("fields", columns);
        }
        return input;
    }

    /** By OpenLineage's rules for names: {@code file} and a path, a scheme with its authority and a path, or what MLflow calls it. */
    private static JsonObject place(Dataset dataset) {
        JsonValue source = parsed(dataset.source());
        String uri = source.path("uri").asText(source.path("url").asText(""));
        if (dataset.sourceType().equals("local") && !uri.isEmpty()) {
            return dataset("file", uri.replace('\\', '/'));
        }
        try {
            URI address = URI.create(uri);
            if (address.getScheme() != null && address.getAuthority() != null) {
                String path = address.getRawPath() == null ? "" : address.getRawPath();
                return dataset(address.getScheme() + "://" + address.getAuthority(), path.isEmpty() ? "/" : path);
            }
        } catch (IllegalArgumentException e) {
            // not an address that could be taken apart: the dataset's own name is left
        }
        return dataset(dataset.sourceType(), dataset.name());
    }

    private void outputs(JsonArray outputs) {
        Set<String> registered = new HashSet<>();
        for (ModelVersion version : versions) {
            version.modelId().ifPresent(registered::add);
            JsonObject output = dataset(server, "models/" + version.name());
            model(output, Integer.toString(version.version()));
            outputs.add(output);
        }
        run.modelOutputs().keySet().stream()
                .filter(id -> !registered.contains(id))
                .sorted()
                .forEach(id -> {
                    JsonObject output = dataset(server, "models/" + id);
                    model(output, id);
                    outputs.add(output);
                });
    }

    private static void model(JsonObject output, String version) {
        JsonObject facets = output.putObject("facets");
        facet(facets, "version", "1-0-1", "DatasetVersion").put("datasetVersion", version);
        facet(facets, "datasetType", "1-0-1", "DatasetType").put("datasetType", "MODEL");
    }

    private static JsonObject dataset(String namespace, String name) {
        return Json.object().put("namespace", namespace).put("name", name);
    }

    private static JsonObject facet(JsonObject facets, String key, String version, String name) {
        String file = "facets/" + version + "/" + name + "DatasetFacet.json#/$defs/" + name + "DatasetFacet";
        return facets.putObject(key).put("_producer", PRODUCER).put("_schemaURL", SPECIFICATION + file);
    }

    private static JsonValue parsed(@Nullable String json) {
        try {
            return json == null ? Json.object() : Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Json.object(); // what another client wrote as it liked: neither a place nor columns are known
        }
    }
}
