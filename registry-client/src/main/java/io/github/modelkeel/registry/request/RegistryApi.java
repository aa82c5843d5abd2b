package io.github.modelkeel.registry.request;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.HttpApi;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registry's part of MLflow's API, with checked arguments and JSON answers. */
public final class RegistryApi {
    private static final String PAGE = "1000";

    private final Connection connection;
    private final MissingModels missing;

    public RegistryApi(Connection connection) {
        this.connection = connection;
        this.missing = new MissingModels(connection);
    }

    private HttpApi http() {
        if (connection.isClosed()) {
            throw new IllegalStateException("this registry is closed");
        }
        return connection.registry();
    }

    public void createModel(String name, Map<String, String> tags, String description) {
        if (!connection.isClosed()) {
            connection.create();
        }
        JsonObject request = named(name);
        if (!tags.isEmpty()) {
            request.set("tags", Json.keyValues(tags));
        }
        if (!description.isEmpty()) {
            request.put("description", description);
        }
        try {
            http().post("registered-models/create", request);
        } catch (ClientException e) {
            if (!e.errorCode().equals("RESOURCE_ALREADY_EXISTS")) {
                throw e;
            }
        }
    }

    public JsonValue getModel(String name) {
        return missing.explained(
                name, () -> Json.required(http().get("registered-models/get", "name", name), "registered_model"));
    }

    /** Without prompts, whether or not the server leaves them out itself. */
    public Stream<JsonValue> searchModels(String filter, List<String> orderBy) {
        return pages("registered-models/search", "registered_models", filter, orderBy)
                .filter(model -> !Prompts.isPrompt(model));
    }

    /** Without the versions of prompts. */
    public Stream<JsonValue> searchVersions(String filter, List<String> orderBy) {
        return pages("model-versions/search", "model_versions", filter, orderBy)
                .filter(version -> !Prompts.isPrompt(version));
    }

    /** A retry finds the old name gone; the new one shows that the previous attempt took effect. */
    public void renameModel(String name, String newName) {
        http().createOnce(
                        "registered-models/rename",
                        named(name).put("new_name", newName),
                        () -> isModel(newName) && !isModel(name) ? Optional.of(Json.object()) : Optional.empty());
    }

    private boolean isModel(String name) {
        try {
            http().get("registered-models/get", "name", name);
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    /** Refuses a registered model that is a prompt. */
    public void checkNoPrompt(String name) {
        if (Prompts.isPrompt(http().get("registered-models/get", "name", name).path("registered_model"))) {
            throw Prompts.refusal(name);
        }
    }

    public void setModelDescription(String name, String text) {
        http().patch("registered-models/update", named(name).put("description", text));
    }

    public void setModelTag(String name, String key, String value) {
        http().post("registered-models/set-tag", named(name).put("key", key).put("value", value));
    }

    public void deleteModelTag(String name, String key) {
        http().delete("registered-models/delete-tag", named(name).put("key", key));
    }

    public void deleteModel(String name) {
        http().delete("registered-models/delete", named(name));
    }

    /** Creates a version once: a tag shows afterwards whether an attempt with a lost response made one. */
    public JsonValue createVersion(JsonObject request, String idempotencyTag, String idempotencyKey) {
        String name = Json.string(request, "name");
        JsonValue answer = http().createOnce(
                        "model-versions/create",
                        request,
                        () -> versions(name).stream()
                                .filter(made -> idempotencyKey.equals(
                                        Json.keyValues(made.path("tags")).get(idempotencyTag)))
                                .findFirst()
                                .map(made -> Json.object().set("model_version", made)));
        return Json.required(answer, "model_version");
    }

    public JsonValue getVersion(String name, int version) {
        JsonValue answer = missing.explained(
                name, () -> http().get("model-versions/get", "name", name, "version", Integer.toString(version)));
        return Json.required(answer, "model_version");
    }

    public List<JsonValue> versions(String name) {
        return pages("model-versions/search", "model_versions", "name = " + ModelNames.quoted(name), List.of())
                .toList();
    }

    /** The version with the highest number, in any stage or in the given ones. */
    public Optional<JsonValue> newest(String name, List<String> stages) {
        JsonObject request = named(name);
        stages.forEach(request.withArray("stages")::add);
        if (stages.isEmpty()) {
            request.remove("stages");
        }
        List<JsonValue> found = new ArrayList<>();
        missing.explained(name, () -> http().post("registered-models/get-latest-versions", request))
                .path("model_versions")
                .forEach(found::add);
        return found.stream().max(Comparator.comparingLong(version -> Json.int64(version, "version")));
    }

    public void setVersionTag(String name, int version, String key, String value) {
        http().post("model-versions/set-tag", at(name, version).put("key", key).put("value", value));
    }

    public void deleteVersionTag(String name, int version, String key) {
        http().delete("model-versions/delete-tag", at(name, version).put("key", key));
    }

    public void setVersionDescription(String name, int version, String text) {
        http().patch("model-versions/update", at(name, version).put("description", text));
    }

    public JsonValue transitionStage(String name, int version, String stage, boolean archiveOthers) {
        JsonValue answer = http().post(
                        "model-versions/transition-stage",
                        at(name, version).put("stage", stage).put("archive_existing_versions", archiveOthers));
        return Json.required(answer, "model_version");
    }

    public void deleteVersion(String name, int version) {
        http().delete("model-versions/delete", at(name, version));
    }

    public void setAlias(String name, String alias, int version) {
        http().post("registered-models/alias", at(name, version).put("alias", alias));
    }

    public void deleteAlias(String name, String alias) {
        http().delete("registered-models/alias", named(name).put("alias", alias));
    }

    /** A missing alias is 400 on MLflow, a missing model 404; here both are not found. */
    public JsonValue byAlias(String name, String alias) {
        return missing.explained(name, () -> aliased(name, alias));
    }

    private JsonValue aliased(String name, String alias) {
        try {
            return Json.required(http().get("registered-models/alias", "name", name, "alias", alias), "model_version");
        } catch (ClientException e) {
            String message = String.valueOf(e.getMessage());
            if (e.errorCode().equals("INVALID_PARAMETER_VALUE") && message.contains("not found")) {
                throw new ResourceNotFoundException("RESOURCE_DOES_NOT_EXIST", e.status(), message, e);
            }
            throw e;
        }
    }

    public String downloadUri(String name, int version) {
        JsonValue answer =
                http().get("model-versions/get-download-uri", "name", name, "version", Integer.toString(version));
        return Json.string(answer, "artifact_uri");
    }

    private Stream<JsonValue> pages(String path, String field, String filter, List<String> orderBy) {
        return Pages.stream(field, token -> {
            List<String> query = new ArrayList<>(List.of("max_results", PAGE));
            if (!filter.isBlank()) {
                query.addAll(List.of("filter", filter));
            }
            orderBy.forEach(key -> query.addAll(List.of("order_by", key)));
            if (token != null) {
                query.addAll(List.of("page_token", token));
            }
            return http().get(path, query.toArray(String[]::new));
        });
    }

    private static JsonObject named(String name) {
        return Json.object().put("name", name);
    }

    private static JsonObject at(String name, int version) {
        return named(name).put("version", Integer.toString(version));
    }
}
