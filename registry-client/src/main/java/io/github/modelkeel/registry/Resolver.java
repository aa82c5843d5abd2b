package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.LoggedModels;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.request.Prompts;
import io.github.modelkeel.registry.request.RegistryApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows addresses to files. Where one address leads to another, at most three steps are taken, and none twice. */
final class Resolver {
    private static final int MAX_STEPS = 3;

    private final Connection connection;
    private final RegistryApi api;

    Resolver(Connection connection, RegistryApi api) {
        this.connection = connection;
        this.api = api;
    }

    ResolvedModel resolve(ModelUri uri) {
        return resolve(uri, List.of());
    }

    private ResolvedModel resolve(ModelUri uri, List<String> trail) {
        List<String> steps = new ArrayList<>(trail);
        steps.add(uri.toString());
        if (trail.contains(uri.toString()) || trail.size() > MAX_STEPS) {
            throw new ClientException(
                    "CYCLIC_MODEL_URI",
                    0,
                    "CYCLIC_MODEL_URI: the registry sends in circles: " + String.join(" -> ", steps),
                    null);
        }
        ResolvedModel whole = switch (uri.kind()) {
            case ALIAS -> version(api.byAlias(uri.name(), uri.selector()), uri.selector(), steps);
            case VERSION -> version(api.getVersion(uri.name(), Integer.parseInt(uri.selector())), null, steps);
            case LATEST -> version(newest(uri, List.of()), null, steps);
            case STAGE -> version(newest(uri, List.of(uri.selector())), null, steps);
            case MODEL_ID -> logged(loggedModel(uri.name()));
            case RUN -> ofRun(uri);
            case ARTIFACTS -> new ResolvedModel(null, 0, null, uri.place(), null, null);
        };
        if (uri.path().isEmpty() || uri.kind() == ModelUri.Kind.RUN || uri.kind() == ModelUri.Kind.ARTIFACTS) {
            return whole;
        }
        return whole.part(uri.path());
    }

    private JsonValue newest(ModelUri uri, List<String> stages) {
        return api.newest(uri.name(), stages)
                .orElseThrow(() -> new ResourceNotFoundException(
                        "RESOURCE_DOES_NOT_EXIST", 0, "RESOURCE_DOES_NOT_EXIST: there is no version for " + uri, null));
    }

    private ResolvedModel version(JsonValue json, @Nullable String alias, List<String> trail) {
        String name = Json.string(json, "name");
        if (Prompts.isPrompt(json)) {
            throw Prompts.refusal(name);
        }
        api.checkNoPrompt(name);
        int version = (int) Json.int64(json, "version");
        String place = api.downloadUri(name, version);
        String source = json.path("source").asText("");
        String modelId = source.startsWith("models:/m-") ? source.substring("models:/".length()) : null;
        String digest = Json.keyValues(json.path("tags")).get(ModelManifest.DIGEST_TAG);
        if (place.startsWith("models:/") || place.startsWith("runs:/")) {
            ResolvedModel next = resolve(ModelUri.parse(place), trail);
            place = next.artifactUri();
            modelId = modelId != null ? modelId : next.modelId();
            digest = digest != null ? digest : next.manifestDigest();
        }
        return new ResolvedModel(name, version, alias, place, modelId, digest);
    }

    LoggedModel loggedModel(String modelId) {
        return LoggedModels.ofAnswer(connection.tracking().get("logged-models/" + modelId));
    }

    static ResolvedModel logged(LoggedModel model) {
        return new ResolvedModel(null, 0, null, model.artifactUri(), model.modelId(), model.manifestDigest());
    }

    /** A model logged by MLflow 3 is not among its run's artifacts, so models that name the run as their source come first. */
    private ResolvedModel ofRun(ModelUri uri) {
        JsonValue info = Json.required(
                Json.required(connection.tracking().get("runs/get", "run_id", uri.name()), "run"), "info");
        String first =
                uri.path().contains("/") ? uri.path().substring(0, uri.path().indexOf('/')) : uri.path();
        String rest = uri.path().substring(first.length());
        Optional<LoggedModel> model = loggedBy(uri.name(), Json.string(info, "experiment_id"), first);
        if (model.isPresent()) {
            ResolvedModel whole = logged(model.get());
            return rest.isEmpty() ? whole : whole.part(rest.substring(1));
        }
        return new ResolvedModel(null, 0, null, Json.string(info, "artifact_uri") + "/" + uri.path(), null, null);
    }

    /** The newest model of the given name that the run logged. */
    Optional<LoggedModel> loggedBy(String runId, String experimentId, String name) {
        if (name.chars().anyMatch(c -> ":.%\"'".indexOf(c) >= 0)) {
            return Optional.empty(); // no logged model can have such a name
        }
        String filter = "name = '" + name + "' AND source_run_id = '" + runId + "'";
        try {
            return Pages.stream("models", token -> {
                        JsonObject request = Json.object().put("filter", filter);
                        request.putArray("experiment_ids").add(experimentId);
                        return connection
                                .tracking()
                                .post(
                                        "logged-models/search",
                                        token == null ? request : request.put("page_token", token));
                    })
                    .filter(model -> runId.equals(
                            model.path("info").path("source_run_id").asText()))
                    .findFirst()
                    .map(LoggedModels::of);
        } catch (ClientException e) {
            if (e.status() == 404) {
                return Optional.empty(); // a server from before MLflow 3
            }
            throw e;
        }
    }
}
