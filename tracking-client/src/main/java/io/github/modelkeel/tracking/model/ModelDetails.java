package io.github.modelkeel.tracking.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a model is logged with.
 *
 * @param modelType its type; empty when there is none
 * @param tags its tags
 * @param step the step whose metrics are linked to it; empty for the latest ones
 * @param inputExample rows that show what it takes
 * @param profile of the training data, as JSON; empty when there is none
 */
public record ModelDetails(
        String modelType,
        Map<String, String> tags,
        OptionalLong step,
        List<Map<String, ?>> inputExample,
        String profile) {}
