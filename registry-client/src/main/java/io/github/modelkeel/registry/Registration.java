package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.LoggedModels;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.request.RegistryApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes versions. */
final class Registration {
    private static final System.Logger LOG = System.getLogger(Registration.class.getName());
    private static final String IDEMPOTENCY_TAG = "modelkeel.idempotencyKey";
    private static final String VERSIONS_TAG = "mlflow.modelVersions";

    private final Connection connection;
    private final RegistryApi api;

    Registration(Connection connection, RegistryApi api) {
        this.connection = connection;
        this.api = api;
    }

    JsonValue register(String name, LoggedModel model) {
        if (model.status().equals("LOGGED_MODEL_UPLOAD_FAILED")) {
            throw new IllegalArgumentException(
                    "the files of " + model.modelId() + " were not uploaded, so it cannot be registered");
        }
        JsonValue version =
                create(name, new Source(model.uri(), model.runId(), model.modelId(), model.manifestDigest()));
        noteVersion(model.modelId(), name, Json.string(version, "version"));
        return version;
    }

    JsonValue register(String name, String sourceUri, Resolver resolver) {
        if (sourceUri.startsWith("models:/m-")) {
            ModelUri uri = ModelUri.parse(sourceUri);
            if (!uri.path().isEmpty()) {
                throw new IllegalArgumentException("a version must be created from a whole model: " + sourceUri);
            }
            return register(name, resolver.loggedModel(uri.name()));
        }
        if (sourceUri.startsWith("runs:/")) {
            ModelUri uri = ModelUri.parse(sourceUri);
            ResolvedModel found = resolver.resolve(uri);
            String modelId = found.modelId();
            return modelId != null && !uri.path().contains("/")
                    ? register(name, resolver.loggedModel(modelId))
                    : create(name, new Source(found.artifactUri(), uri.name(), modelId, null));
        }
        return create(name, new Source(sourceUri, null, null, null));
    }

    private record Source(
            String uri,
            @Nullable String runId,
            @Nullable String modelId,
            @Nullable String manifestDigest) {}

    private JsonValue create(String name, Source source) {
        api.createModel(name, Map.of(), "");
        String key = UUID.randomUUID().toString();
        Map<String, String> tags = new LinkedHashMap<>();
        if (source.manifestDigest() != null) {
            tags.put(ModelManifest.DIGEST_TAG, source.manifestDigest());
        }
        tags.put(IDEMPOTENCY_TAG, key);
        JsonObject request = Json.object().put("name", name).put("source", source.uri());
        if (source.runId() != null) {
            request.put("run_id", source.runId());
        }
        if (source.modelId() != null) {
            request.put("model_id", source.modelId());
        }
        request.set("tags", Json.keyValues(tags));
        return api.createVersion(request, IDEMPOTENCY_TAG, key);
    }

    /** Notes the version at the logged model, as MLflow's own client does; newer servers do it themselves. */
    private void noteVersion(String modelId, String name, String version) {
        try {
            JsonValue model = Json.required(connection.tracking().get("logged-models/" + modelId), "model");
            JsonArray noted = noted(LoggedModels.tags(model).get(VERSIONS_TAG));
            for (JsonValue item : noted) {
                if (name.equals(item.path("name").asText())
                        && version.equals(item.path("version").asText())) {
                    return;
                }
            }
            noted.addObject().put("name", name).put("version", version);
            JsonValue tags = Json.keyValues(Map.of(VERSIONS_TAG, Json.text(noted)));
            connection
                    .tracking()
                    .patch("logged-models/" + modelId + "/tags", Json.object().set("tags", tags));
        } catch (ClientException e) {
            // the version exists: failing now would make callers register a second one
            LOG.log(
                    System.Logger.Level.WARNING,
                    "registered " + name + "/" + version + ", but could not note it at " + modelId,
                    e);
        }
    }

    private static JsonArray noted(@Nullable String tag) {
        if (tag != null) {
            try {
                JsonValue list = Json.parse(tag.getBytes(StandardCharsets.UTF_8));
                if (list.isArray()) {
                    return (JsonArray) list;
                }
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "the tag " + VERSIONS_TAG + " held no valid JSON and is rewritten",
                        e);
            }
        }
        return Json.object().withArray("list");
    }
}
