package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version of a registered model as the registry described it. Immutable: changes are made by the {@link Registry} and do not show in
 * this object.
 */
public final class ModelVersion {
    private static final String MODEL_ID_PREFIX = "models:/m-";

    private final String name;
    private final int version;
    private final String source;
    private final @Nullable String runId;
    private final @Nullable String modelId;
    private final String status;
    private final String stage;
    private final String description;
    private final Map<String, String> tags;
    private final Set<String> aliases;
    private final Instant creationTime;

    ModelVersion(JsonValue json) {
        this.name = Json.string(json, "name");
        this.version = (int) Json.int64(json, "version");
        this.source = json.path("source").asText("");
        this.runId = Json.optionalString(json, "run_id");
        String id = Json.optionalString(json, "model_id");
        this.modelId =
                id != null ? id : source.startsWith(MODEL_ID_PREFIX) ? source.substring("models:/".length()) : null;
        this.status = json.path("status").asText("");
        this.stage = json.path("current_stage").asText("None");
        this.description = json.path("description").asText("");
        this.tags = Map.copyOf(Json.keyValues(json.path("tags")));
        Set<String> names = new LinkedHashSet<>();
        json.path("aliases").forEach(alias -> names.add(alias.asText()));
        this.aliases = Set.copyOf(names);
        this.creationTime = Instant.ofEpochMilli(Json.int64(json, "creation_timestamp"));
    }

    private ModelVersion(ModelVersion other, Set<String> aliases) {
        this.name = other.name;
        this.version = other.version;
        this.source = other.source;
        this.runId = other.runId;
        this.modelId = other.modelId;
        this.status = other.status;
        this.stage = other.stage;
        this.description = other.description;
        this.tags = other.tags;
        this.aliases = Set.copyOf(aliases);
        this.creationTime = other.creationTime;
    }

    /** {@return the registered model's name} */
    public String name() {
        return name;
    }

    /** {@return the version's number, 1 or more} */
    public int version() {
        return version;
    }

    /** {@return where the version was registered from, for example {@code models:/m-…}} */
    public String source() {
        return source;
    }

    /**
     * The run that made the model.
     *
     * @return the run's id, or empty when the registry names none
     */
    public Optional<String> runId() {
        return Optional.ofNullable(runId);
    }

    /**
     * The logged model behind the version.
     *
     * @return the model's id, or empty when there is none
     */
    public Optional<String> modelId() {
        return Optional.ofNullable(modelId);
    }

    /** {@return the registry's status, {@code READY} when the version can be used} */
    public String status() {
        return status;
    }

    /**
     * The stage.
     *
     * @return {@code None}, {@code Staging}, {@code Production} or {@code Archived}
     */
    public String stage() {
        return stage;
    }

    /**
     * The description.
     *
     * @return the text, empty when there is none
     */
    public String description() {
        return description;
    }

    /** {@return the tags at the time of the answer} */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * The aliases that pointed to this version.
     *
     * @return the aliases at the time of the answer
     */
    public Set<String> aliases() {
        return aliases;
    }

    /**
     * When the version was created.
     *
     * @return the time, by the server's clock
     */
    public Instant creationTime() {
        return creationTime;
    }

    /**
     * SHA-256 of the model's manifest file, recorded at registration.
     *
     * @return 64 hexadecimal digits, or empty when none was recorded
     */
    public Optional<String> manifestDigest() {
        return Optional.ofNullable(tags.get(ModelManifest.DIGEST_TAG));
    }

    /**
     * The address of this version.
     *
     * @return {@code models:/name/version}
     */
    public ModelUri uri() {
        return ModelUri.ofVersion(name, version);
    }

    ModelVersion withAlias(String alias) {
        Set<String> more = new LinkedHashSet<>(aliases);
        more.add(alias);
        return new ModelVersion(this, more);
    }

    @Override
    public String toString() {
        return "ModelVersion[" + name + "/" + version + ", source=" + source + ", status=" + status + ", aliases="
                + aliases + "]";
    }
}
