package io.github.modelkeel.feast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a model gets for features without a value. Immutable.
 *
 * @param onMissing the rule
 * @param defaults the values for {@link OnMissing#DEFAULT}
 */
record Substitutes(OnMissing onMissing, Map<String, ?> defaults) {

    /** For a feature. */
    @Nullable Object of(String feature) {
        return onMissing == OnMissing.DEFAULT ? defaults.get(feature) : null;
    }

    /** For all features of an entity; before the first answer only those are known that have defaults. */
    Map<String, @Nullable Object> row(@Nullable Known known) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (known != null) {
            known.features().forEach(feature -> row.put(feature, of(feature)));
        } else if (onMissing == OnMissing.DEFAULT) {
            row.putAll(defaults);
        }
        return row;
    }

    /** A default for a feature that is not there has a wrong name. */
    void check(Set<String> answered, Question question) {
        Set<String> unknown = new TreeSet<>(defaults.keySet());
        unknown.removeAll(answered);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "defaults has " + unknown + ", which " + question + " does not have: " + answered);
        }
    }
}
