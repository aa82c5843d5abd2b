package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An experiment as the server described it. Immutable.
 *
 * @param id the experiment's id
 * @param name its name
 * @param artifactLocation where the server keeps the artifacts of its runs
 * @param deleted whether it was deleted
 * @param creationTime when it was created
 * @param updated when it was last changed
 * @param tags its tags
 */
public record Experiment(
        String id,
        String name,
        String artifactLocation,
        boolean deleted,
        Instant creationTime,
        Instant updated,
        Map<String, String> tags) {

    /** Which experiments or runs a search returns. */
    public enum View {
        /** Those that were not deleted. */
        ACTIVE,
        /** Those that were deleted and can be restored. */
        DELETED,
        /** Both. */
        ALL;

        String wireName() {
            return switch (this) {
                case ACTIVE -> "ACTIVE_ONLY";
                case DELETED -> "DELETED_ONLY";
                case ALL -> "ALL";
            };
        }
    }

    /**
     * Copies the tags.
     *
     * @param id the experiment's id
     * @param name its name
     * @param artifactLocation where the server keeps the artifacts of its runs
     * @param deleted whether it was deleted
     * @param creationTime when it was created
     * @param updated when it was last changed
     * @param tags its tags
     */
    public Experiment {
        Objects.requireNonNull(id, "id");
        tags = Map.copyOf(tags);
    }

    static Experiment of(JsonValue experiment) {
        return new Experiment(
                Json.string(experiment, "experiment_id"),
                Json.string(experiment, "name"),
                experiment.path("artifact_location").asText(""),
                experiment.path("lifecycle_stage").asText("active").equals("deleted"),
                Instant.ofEpochMilli(Json.int64(experiment, "creation_time")),
                Instant.ofEpochMilli(Json.int64(experiment, "last_update_time")),
                Json.keyValues(experiment.path("tags")));
    }
}
