package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.model.ModelDetails;
import io.github.modelkeel.tracking.request.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What to record about a model when it is logged. Immutable. {@link #defaults()} records nothing: no type, no tags, no input example, no
 * profile, and the latest point of each of the run's metrics is linked to the model.
 */
public final class ModelOptions {
    private static final ModelOptions DEFAULTS = new ModelOptions("", Map.of(), null, List.of(), "");

    private final String modelType;
    private final Map<String, String> tags;
    private final @Nullable Long step;
    private final List<Map<String, ?>> inputExample;
    private final String profile;

    private ModelOptions(
            String modelType,
            Map<String, String> tags,
            @Nullable Long step,
            List<? extends Map<String, ?>> inputExample,
            String profile) {
        this.modelType = Objects.requireNonNull(modelType, "modelType");
        this.tags = Map.copyOf(tags);
        this.step = step;
        List<Map<String, ?>> rows = new ArrayList<>();
        inputExample.forEach(row -> rows.add(Collections.unmodifiableMap(new LinkedHashMap<>(row))));
        this.inputExample = Collections.unmodifiableList(rows);
        this.profile = profile;
        tags.forEach((key, value) -> Limits.tagValue(Limits.key("tag", key), value));
    }

    /**
     * Nothing special.
     *
     * @return the options
     */
    public static ModelOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with a type, which the server shows and can search for.
     *
     * @param type for example {@code regressor}
     * @return new options
     */
    public ModelOptions withModelType(String type) {
        Objects.requireNonNull(type, "type");
        return new ModelOptions(type, tags, step, inputExample, profile);
    }

    /**
     * These options with one more tag of the logged model.
     *
     * @param key the tag's name
     * @param value its value
     * @return new options
     */
    public ModelOptions withTag(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return new ModelOptions(modelType, more, step, inputExample, profile);
    }

    /**
     * These options with the step at which the model was made: the run's metrics of exactly that step are linked to the model.
     *
     * @param atStep the step
     * @return new options
     */
    public ModelOptions withStep(long atStep) {
        return new ModelOptions(modelType, tags, atStep, inputExample, profile);
    }

    /**
     * These options with rows that show what the model takes; they become {@code input_example.json} and
     * {@code serving_input_example.json} beside the model.
     *
     * @param rows at least one row, column names to numbers, strings, booleans or null
     * @return new options
     * @throws IllegalArgumentException if there is no row
     */
    public ModelOptions withInputExample(List<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("an input example must have at least one row");
        }
        return new ModelOptions(modelType, tags, step, rows, profile);
    }

    /**
     * These options with a profile of the training data, with which what a service is asked can be compared later: {@code
     * ModelOptions.defaults().withProfile(profile.toJson())} with a {@code StoredProfile} of {@code modelkeel-drift}, on which this module
     * does not depend. It becomes {@code profile.json} beside the model; a file of that name that the model's writer wrote is replaced.
     *
     * @param json the profile's text
     * @return new options
     * @throws IllegalArgumentException if the text is blank
     */
    public ModelOptions withProfile(String json) {
        return new ModelOptions(modelType, tags, step, inputExample, Limits.profile(json));
    }

    /** {@return the type, empty when there is none} */
    public String modelType() {
        return modelType;
    }

    /** {@return the tags} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the step, or empty when the latest metrics are linked} */
    public OptionalLong step() {
        return step == null ? OptionalLong.empty() : OptionalLong.of(step);
    }

    /**
     * The rows that show what the model takes.
     *
     * @return the rows, empty when there is no example
     */
    public List<Map<String, ?>> inputExample() {
        return inputExample;
    }

    /** {@return the profile of the training data, empty when there is none} */
    public String profile() {
        return profile;
    }

    ModelDetails details() {
        return new ModelDetails(modelType, tags, step(), inputExample, profile);
    }
}
