package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A registered model as the registry described it. Immutable.
 *
 * @param name its name
 * @param description its description, empty when there is none
 * @param tags its tags
 * @param aliases its aliases and the versions they point to
 * @param creationTime when it was created
 * @param updated when it was last changed
 */
public record RegisteredModel(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, Integer> aliases,
        Instant creationTime,
        Instant updated) {

    /**
     * Copies the maps.
     *
     * @param name its name
     * @param description its description, empty when there is none
     * @param tags its tags
     * @param aliases its aliases and the versions they point to
     * @param creationTime when it was created
     * @param updated when it was last changed
     */
    public RegisteredModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        tags = Map.copyOf(tags);
        aliases = Map.copyOf(aliases);
    }

    static RegisteredModel of(JsonValue json) {
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
}
