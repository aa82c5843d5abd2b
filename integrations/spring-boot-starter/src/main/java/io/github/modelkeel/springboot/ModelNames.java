package io.github.modelkeel.springboot;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models of an application. Spring takes {@code dear-house}, {@code dearHouse} and {@code DEARHOUSE}, as an environment variable spells it, for one name, reads the same
 * properties for each, and gives a map all spellings that it meets.
 */
final class ModelNames {
    private ModelNames() {}

    /**
     * One entry for each model. The spelling of an environment variable, which has neither dashes nor capitals, gives way to another one.
     *
     * @param bound by all names that Spring met
     * @throws IllegalStateException if a model has two other names
     */
    static Map<String, ModelkeelProperties.Model> distinct(Map<String, ModelkeelProperties.Model> bound) {
        Map<String, ModelkeelProperties.Model> distinct = new TreeMap<>(bound);
        bound.forEach((name, model) -> bound.forEach((other, same) -> {
            if (!name.equals(other) && uniform(name).equals(uniform(other)) && model.equals(same)) {
                distinct.remove(plainer(name, other));
            }
        }));
        return distinct;
    }

    private static String plainer(String name, String other) {
        if (name.equals(uniform(name))) {
            return name;
        }
        if (other.equals(uniform(other))) {
            return other;
        }
        throw new IllegalStateException(
                PredictorRegistrar.MODELS + "." + name + " and " + PredictorRegistrar.MODELS + "." + other
                        + " are one name for Spring, which reads the same properties for both; write it in one way");
    }

    /** What Spring compares. */
    private static String uniform(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
