package io.github.modelkeel.registry;

import java.time.Instant;
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
}
