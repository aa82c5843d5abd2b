package io.github.modelkeel.model.training;

import io.github.modelkeel.model.preprocessing.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A declared step on texts.
 *
 * @param fills whether it fills missing texts
 * @param constant the text it fills with when it is given, not learned
 * @param fit makes the step from the training values that are not missing
 */
record TextSpec(boolean fills, @Nullable String constant, Function<List<String>, Step> fit) {
    static TextSpec fillMostFrequent() {
        return new TextSpec(true, null, values -> new Step.FillText(mostFrequent(values)));
    }

    static TextSpec fill(String value) {
        return new TextSpec(true, Objects.requireNonNull(value, "value"), values -> new Step.FillText(value));
    }

    static TextSpec oneHot(Step.Unseen unseen, @Nullable String fallback) {
        return new TextSpec(
                false, null, values -> new Step.OneHot(List.copyOf(new TreeSet<>(values)), unseen, fallback));
    }

    private static String mostFrequent(List<String> values) {
        Map<String, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        String best = values.get(0);
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }
}
