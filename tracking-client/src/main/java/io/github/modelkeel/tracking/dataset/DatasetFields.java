package io.github.modelkeel.tracking.dataset;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What MLflow keeps of a dataset, within its limits. Immutable.
 *
 * @param name a name for people
 * @param digest what changes when the data changes
 * @param sourceType where the data is
 * @param source the place, as JSON
 * @param schema the columns, as JSON, or null
 * @param profile figures about the data, as JSON, or null
 */
public record DatasetFields(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile) {
    private static final int MAX_NAME = 500;
    private static final int MAX_DIGEST = 36;
    private static final int MAX_SOURCE = 65_535;
    private static final int MAX_SCHEMA = 1_048_575;
    private static final int MAX_PROFILE = 16_777_215;

    public DatasetFields {
        check(name, digest, sourceType, source, schema, profile);
    }

    /** Throws an {@link IllegalArgumentException} if a value is blank or too long. */
    public static void check(
            String name,
            String digest,
            String sourceType,
            String source,
            @Nullable String schema,
            @Nullable String profile) {
        check("name", name, MAX_NAME);
        check("digest", digest, MAX_DIGEST);
        check("source type", sourceType, MAX_NAME);
        check("source", source, MAX_SOURCE);
        if (schema != null) {
            check("schema", schema, MAX_SCHEMA);
        }
        if (profile != null) {
            check("profile", profile, MAX_PROFILE);
        }
    }

    private static void check(String what, String value, int most) {
        if (value.isBlank() || Texts.length(value) > most) {
            throw new IllegalArgumentException("a dataset's " + what + " must not be blank and must have at most "
                    + most + " characters, not " + Texts.length(value));
        }
    }

    public static DatasetFields of(JsonValue json) {
        return new DatasetFields(
                Json.string(json, "name"),
                Json.string(json, "digest"),
                Json.string(json, "source_type"),
                Json.string(json, "source"),
                Json.optionalString(json, "schema"),
                Json.optionalString(json, "profile"));
    }

    public JsonObject toJson() {
        JsonObject json = Json.object()
                .put("name", name)
                .put("digest", digest)
                .put("source_type", sourceType)
                .put("source", source);
        if (schema != null) {
            json.put("schema", schema);
        }
        if (profile != null) {
            json.put("profile", profile);
        }
        return json;
    }
}
