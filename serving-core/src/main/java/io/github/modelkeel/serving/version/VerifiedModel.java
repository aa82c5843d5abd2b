package io.github.modelkeel.serving.version;

import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that passed every check of its files, and the rows it was checked with.
 *
 * @param model the model
 * @param exampleRows rows that the model accepts, for warming up; may be empty
 * @param format the flavor of its files, such as {@code sklearn}
 * @param profile the profile of its training data as JSON, null if it was logged without one
 */
public record VerifiedModel(
        ScoringModel model,
        List<? extends Map<String, ?>> exampleRows,
        String format,
        @Nullable String profile) {
    public VerifiedModel {
        exampleRows = List.copyOf(exampleRows);
    }
}
