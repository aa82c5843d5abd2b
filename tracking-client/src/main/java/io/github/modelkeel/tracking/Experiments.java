package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The experiments of a server: to find, create, rename, delete and restore them. Streams are read a page at a time as they are used.
 * Safe for use by multiple threads.
 */
public final class Experiments {
    private static final int PAGE = 1000;

    private final Connection connection;
    private final TrackingApi api;

    Experiments(Connection connection, TrackingApi api) {
        this.connection = connection;
        this.api = api;
    }

    /**
     * Describes an experiment.
     *
     * @param id the experiment's id
     * @return the experiment
     * @throws ResourceNotFoundException if there is none
     */
    public Experiment get(String id) {
        Objects.requireNonNull(id, "id");
        return of(api.http().get("experiments/get", "experiment_id", id));
    }

    /**
     * Finds an experiment by its name, also a deleted one.
     *
     * @param name the experiment's name
     * @return the experiment, or empty
     */
    public Optional<Experiment> find(String name) {
        Objects.requireNonNull(name, "name");
        try {
            return Optional.of(
                    of(api.http().get("experiments/get-by-name", "experiment_name", Limits.experimentName(name))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Experiment of(JsonValue answer) {
        return Experiment.of(Json.required(answer, "experiment"));
    }

    /**
     * Finds experiments, however many, that were not deleted.
     *
     * @param filter MLflow's filter language, for example {@code name LIKE 'house%'} or {@code tags.team = 'ml'}; empty for all
     * @param orderBy what to sort by, for example {@code name ASC}; the latest first without it
     * @return the experiments
     */
    public Stream<Experiment> search(String filter, String... orderBy) {
        return search(filter, Experiment.View.ACTIVE, orderBy);
    }

    /**
     * Finds experiments, however many.
     *
     * @param filter MLflow's filter language; empty for all
     * @param view whether deleted experiments are among them
     * @param orderBy what to sort by, for example {@code name ASC}; the latest first without it
     * @return the experiments
     */
    public Stream<Experiment> search(String filter, Experiment.View view, String... orderBy) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(view, "view");
        JsonObject request = Json.object().put("max_results", PAGE).put("view_type", view.wireName());
        if (!filter.isBlank()) {
            request.put("filter", filter);
        }
        JsonArray order = request.putArray("order_by");
        List.of(orderBy).forEach(order::add);
        return Pages.stream("experiments", token -> page("experiments/search", request, token))
                .map(Experiment::of);
    }

    private JsonValue page(String path, JsonObject request, @Nullable String token) {
        JsonObject page = request.deepCopy();
        if (token != null) {
            page.put("page_token", token);
        }
        return api.http().post(path, page);
    }

    /**
     * Creates an experiment without tags, whose artifacts are kept where the server chooses.
     *
     * @param name its name
     * @return the experiment
     * @throws io.github.modelkeel.client.ClientException with the code {@code RESOURCE_ALREADY_EXISTS} if there is one of that name, also
     *     a deleted one
     */
    public Experiment create(String name) {
        return create(name, Map.of(), null);
    }

    /**
     * Creates an experiment.
     *
     * @param name its name
     * @param tags its tags
     * @param artifactLocation where the server shall keep its artifacts, or null for the server's own choice
     * @return the experiment
     * @throws io.github.modelkeel.client.ClientException with the code {@code RESOURCE_ALREADY_EXISTS} if there is one of that name, also
     *     a deleted one
     */
    public Experiment create(String name, Map<String, String> tags, @Nullable String artifactLocation) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tags, "tags");
        connection.create();
        JsonObject request = Json.object().put("name", Limits.experimentName(name));
        tags.forEach(Experiments::checkTag);
        request.set("tags", Json.keyValues(tags));
        if (artifactLocation != null) {
            request.put("artifact_location", artifactLocation);
        }
        JsonValue created = api.http()
                .createOnce(
                        "experiments/create",
                        request,
                        () -> find(name)
                                .filter(found -> found.tags().equals(tags))
                                .map(found -> Json.object().put("experiment_id", found.id())));
        return get(Json.string(created, "experiment_id"));
    }

    /**
     * Renames an experiment.
     *
     * @param id the experiment's id
     * @param newName its new name
     */
    public void rename(String id, String newName) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(newName, "newName");
        api.http()
                .post(
                        "experiments/update",
                        Json.object().put("experiment_id", id).put("new_name", Limits.experimentName(newName)));
    }

    /**
     * Deletes an experiment and its runs. It can be restored until the server's administrator removes it for good.
     *
     * @param id the experiment's id
     */
    public void delete(String id) {
        Objects.requireNonNull(id, "id");
        api.http().post("experiments/delete", Json.object().put("experiment_id", id));
    }

    /**
     * Restores a deleted experiment and its runs.
     *
     * @param id the experiment's id
     */
    public void restore(String id) {
        Objects.requireNonNull(id, "id");
        api.http().post("experiments/restore", Json.object().put("experiment_id", id));
    }

    /**
     * Sets a tag of an experiment. The tag {@code mlflow.note.content} is its description.
     *
     * @param id the experiment's id
     * @param key the tag's name
     * @param value its value, at most 20000 characters long
     */
    public void setTag(String id, String key, String value) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        checkTag(key, value);
        api.http()
                .post(
                        "experiments/set-experiment-tag",
                        Json.object().put("experiment_id", id).put("key", key).put("value", value));
    }

    /**
     * Deletes a tag of an experiment.
     *
     * @param id the experiment's id
     * @param key the tag's name
     */
    public void deleteTag(String id, String key) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        api.http()
                .post(
                        "experiments/delete-experiment-tag",
                        Json.object().put("experiment_id", id).put("key", Limits.key("tag", key)));
    }

    private static void checkTag(String key, String value) {
        Limits.experimentTagValue(Limits.key("tag", key), value);
    }
}
