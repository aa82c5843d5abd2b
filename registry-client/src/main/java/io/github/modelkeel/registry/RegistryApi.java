package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.HttpApi;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registry's part of MLflow's API, with checked arguments and JSON answers. */
final class RegistryApi {
    private static final String PAGE = "1000";

    private final Connection connection;
    private final MissingModels missing;

    RegistryApi(Connection connection) {
        this.connection = connection;
        this.missing = new MissingModels(connection);
    }

    private HttpApi http() {
        if (connection.isClosed()) {
            throw new IllegalStateException("this registry is closed");
        }
        return connection.registry();
    }

    void createModel(String name, Map<String, String> tags, String description) {
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

    JsonValue getModel(String name) {
        return missing.explained(
                name, () -> Json.required(http().get("registered-models/get", "name", name), "registered_model"));
    }

    /** Without prompts, whether or not the server leaves them out itself. */
    Stream<JsonValue> searchModels(String filter, List<String> orderBy) {
        return pages("registered-models/search", "registered_models", filter, orderBy)
                .filter(model -> !Prompts.isPrompt(model));
    }

    /** Without the versions of prompts. */
    Stream<JsonValue> searchVersions(String filter, List<String> orderBy) {
        return pages("model-versions/search", "model_versions", filter, orderBy)
                .filter(version -> !Prompts.isPrompt(version));
    }

    /** A retry finds the old name gone; the new one shows that the previous attempt took effect. */
    void renameModel(String name, String newName) {
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
    void checkNoPrompt(String name) {
        if (Prompts.isPrompt(http().get("registered-models/get", "name", name).path("registered_model"))) {
            throw Prompts.refusal(name);
        }
    }

    void setModelDescription(String name, String text) {
        http().patch("registered-models/update", named(name).put("description", text));
    }

    void setModelTag(String name, String key, String value) {
        http().post("registered-models/set-tag", named(name).put("key", key).put("value", value));
    }

    void deleteModelTag(String name, String key) {
        http().delete("registered-models/delete-tag", named(name).put("key", key));
    }

    void deleteModel(String name) {
        http().delete("registered-models/delete", named(name));
    }

    /** Creates a version once: a tag shows afterwards whether an attempt with a lost response made one. */
    JsonValue createVersion(JsonObject request, String idempotencyTag, String idempotencyKey) {
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

    JsonValue getVersion(String name, int version) {
        JsonValue answer = missing.explained(
                name, () -> http().get("model-versions/get", "name", name, "version", Integer.toString(version)));
        return Json.required(answer, "model_version");
    }

    List<JsonValue> versions(String name) {
        return pages("model-versions/search", "model_versions", "name = " + ModelNames.quoted(name), List.of())
                .toList();
    }

    /** The version with the highest number, in any stage or in the given ones. */
    Optional<JsonValue> newest(String name, List<String> stages) {
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

    void setVersionTag(String name, int version, String key, String value) {
        http().post("model-versions/set-tag", at(name, version).put("key", key).put("value", value));
    }

    void deleteVersionTag(String name, int version, String key) {
        http().delete("model-versions/delete-tag", at(name, version).put("key", key));
    }

    void setVersionDescription(String name, int version, String text) {
        http().patch("model-versions/update", at(name, version).put("description", text));
    }

    JsonValue transitionStage(String name, int version, String stage, boolean archiveOthers) {
        JsonValue answer = http().post(
                        "model-versions/transition-stage",
                        at(name, version).put("stage", stage).put("archive_existing_versions", archiveOthers));
        return Json.required(answer, "model_version");
    }

    void deleteVersion(String name, int version) {
        http().delete("model-versions/delete", at(name, version));
    }

    void setAlias(String name, String alias, int version) {
        http().post("registered-models/alias", at(name, version).put("alias", alias));
    }

    void deleteAlias(String name, String alias) {
        http().delete("registered-models/alias", named(name).put("alias", alias));
    }

    /** A missing alias is 400 on MLflow, a missing model 404; here both are not found. */
    JsonValue byAlias(String name, String alias) {
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

    String downloadUri(String name, int version) {
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

    static RegisteredModel model(JsonValue json) {
        Map<String, Integer> aliases = new LinkedHashMap<>();
        json.path("aliases")
                .forEach(alias -> aliases.put(Json.string(alias, "alias"), (int) Json.int64(alias, "version")));
        return new RegisteredModel(
                Json.string(json, "name"),
                json.path("description").asText(""),
                Json.keyValues(json.path("tags")),
                aliases,
                Instant.ofEpochMilli(Json.int64(json, "creation_timestamp")),
                Instant.ofEpochMilli(Json.int64(json, "last_updated_timestamp")));
    }

    private static JsonObject named(String name) {
        return Json.object().put("name", name);
    }

    private static JsonObject at(String name, int version) {
        return named(name).put("version", Integer.toString(version));
    }
}
