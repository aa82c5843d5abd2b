package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done with experiments. */
final class Experiments {
    private static final int PAGE = 1000;

    private final TrackingApi api;

    Experiments(TrackingApi api) {
        this.api = api;
    }

    Experiment get(String id) {
        return of(api.http().get("experiments/get", "experiment_id", id));
    }

    Optional<Experiment> find(String name) {
        try {
            return Optional.of(
                    of(api.http().get("experiments/get-by-name", "experiment_name", Limits.experimentName(name))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Experiment of(JsonNode answer) {
        return Experiment.of(Json.required(answer, "experiment"));
    }

    Stream<Experiment> search(String filter, List<String> orderBy, Experiment.View view) {
        ObjectNode request = Json.object().put("max_results", PAGE).put("view_type", view.wireName());
        if (!filter.isBlank()) {
            request.put("filter", filter);
        }
        ArrayNode order = request.putArray("order_by");
        orderBy.forEach(order::add);
        return Pages.stream("experiments", token -> page("experiments/search", request, token))
                .map(Experiment::of);
    }

    private JsonNode page(String path, ObjectNode request, @Nullable String token) {
        ObjectNode page = request.deepCopy();
        if (token != null) {
            page.put("page_token", token);
        }
        return api.http().post(path, page);
    }

    /** A lost answer of a creation shows as "exists already", which may as well be another client's: it is thrown. */
    Experiment create(String name, Map<String, String> tags, @Nullable String artifactLocation) {
        ObjectNode request = Json.object().put("name", Limits.experimentName(name));
        tags.forEach(Experiments::checkTag);
        request.set("tags", Json.keyValues(tags));
        if (artifactLocation != null) {
            request.put("artifact_location", artifactLocation);
        }
        JsonNode created = api.http()
                .createOnce(
                        "experiments/create",
                        request,
                        () -> find(name)
                                .filter(found -> found.tags().equals(tags))
                                .map(found -> Json.object().put("experiment_id", found.id())));
        return get(Json.string(created, "experiment_id"));
    }

    void rename(String id, String newName) {
        api.http()
                .post(
                        "experiments/update",
                        Json.object().put("experiment_id", id).put("new_name", Limits.experimentName(newName)));
    }

    void delete(String id) {
        api.http().post("experiments/delete", Json.object().put("experiment_id", id));
    }

    void restore(String id) {
        api.http().post("experiments/restore", Json.object().put("experiment_id", id));
    }

    void setTag(String id, String key, String value) {
        checkTag(key, value);
        api.http()
                .post(
                        "experiments/set-experiment-tag",
                        Json.object().put("experiment_id", id).put("key", key).put("value", value));
    }

    void deleteTag(String id, String key) {
        api.http()
                .post(
                        "experiments/delete-experiment-tag",
                        Json.object().put("experiment_id", id).put("key", Limits.key("tag", key)));
    }

    private static void checkTag(String key, String value) {
        Limits.experimentTagValue(Limits.key("tag", key), value);
    }
}
