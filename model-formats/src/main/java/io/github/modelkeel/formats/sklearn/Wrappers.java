package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.python.Located;
import java.util.List;
import java.util.Map;

/** Estimators that only hold another one, which predicts. */
final class Wrappers {
    private Wrappers() {}

    static void addTo(Map<String, Estimators.Reader> readers) {
        String search = "sklearn.model_selection.";
        for (String name : List.of(
                "_search.GridSearchCV",
                "_search.RandomizedSearchCV",
                "_search_successive_halving.HalvingGridSearchCV",
                "_search_successive_halving.HalvingRandomSearchCV")) {
            readers.put(search + name, Wrappers::best);
        }
        readers.put(
                "sklearn.frozen._frozen.FrozenEstimator",
                (at, features) -> Estimators.read(at.attribute("estimator"), features));
    }

    private static Fitted best(Located at, int features) {
        if (at.find("best_estimator_").isEmpty()) {
            throw at.refusal("the search has no best_estimator_: it is not fitted, or was made with refit=False");
        }
        return Estimators.read(at.attribute("best_estimator_"), features);
    }
}
