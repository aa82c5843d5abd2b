package io.github.modelkeel.feast;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, of whatever entities. Immutable.
 *
 * @param service a feature service; null to ask for features one by one
 * @param features these; not used with a service
 * @param fullNames whether their names have their view's
 */
record Question(@Nullable String service, List<String> features, boolean fullNames) {

    /** The body of a request. */
    byte[] of(Entities asked) {
        JsonObject question = new JsonObject();
        if (service != null) {
            question.put("feature_service", service);
        } else {
            features.forEach(question.putArray("features")::add);
        }
        return Json.bytes(question.put("full_feature_names", fullNames).set("entities", asked.toJson()));
    }

    /** What is asked for in words. */
    @Override
    public String toString() {
        return service != null ? "the feature service '" + service + "'" : "the features " + features;
    }
}
