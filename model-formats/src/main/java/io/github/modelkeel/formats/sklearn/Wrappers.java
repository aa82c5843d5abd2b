package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.python.Located;
import java.util.Map;
import java.util.Optional;

/** Estimators that only hold another one, which predicts. */
final class Wrappers {
    private static final String SEARCH = "sklearn.model_selection.";

    /** By class, the attribute that holds the other one. */
    private static final Map<String, String> HELD = Map.of(
            SEARCH + "_search.GridSearchCV",
            "best_estimator_",
            SEARCH + "_search.RandomizedSearchCV",
            "best_estimator_",
            SEARCH + "_search_successive_halving.HalvingGridSearchCV",
            "best_estimator_",
            SEARCH + "_search_successive_halving.HalvingRandomSearchCV",
            "best_estimator_",
            "sklearn.frozen._frozen.FrozenEstimator",
            "estimator");

    private Wrappers() {}

    static void addTo(Map<String, Estimators.Reader> readers) {
        HELD.keySet().forEach(name -> readers.put(name, (at, features) -> Estimators.read(held(at), features)));
    }

    /** The estimator inside, if it is such a class. */
    static Optional<Located> find(Located at) {
        return HELD.containsKey(at.className()) ? Optional.of(held(at)) : Optional.empty();
    }

    private static Located held(Located at) {
        String attribute = HELD.getOrDefault(at.className(), "estimator");
        if (attribute.equals("best_estimator_") && at.find(attribute).isEmpty()) {
            throw at.refusal("the search has no best_estimator_: it is not fitted, or was made with refit=False");
        }
        return at.attribute(attribute);
    }
}
