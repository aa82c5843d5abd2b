package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import java.util.Set;

/** Estimators that only hold another one, which predicts. */
public final class Wrappers {
    private static final String SEARCH = "sklearn.model_selection.";
    private static final String FROZEN = "sklearn.frozen._frozen.FrozenEstimator";
    private static final String SELF_TRAINING = "sklearn.semi_supervised._self_training.SelfTrainingClassifier";
    private static final Set<String> SEARCHES = Set.of(
            SEARCH + "_search.GridSearchCV",
            SEARCH + "_search.RandomizedSearchCV",
            SEARCH + "_search_successive_halving.HalvingGridSearchCV",
            SEARCH + "_search_successive_halving.HalvingRandomSearchCV");

    private Wrappers() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        SEARCHES.forEach(name -> readers.addMeta(name, (at, features, parts) -> parts.estimator(inner(at), features)));
        readers.addMeta(SELF_TRAINING, (at, features, parts) -> parts.estimator(inner(at), features));
        readers.addMeta(FROZEN, (at, features, parts) -> parts.estimator(inner(at), features));
    }

    /** Whether it is one of these. */
    public static boolean knows(Located at) {
        return SEARCHES.contains(at.className())
                || at.className().equals(FROZEN)
                || at.className().equals(SELF_TRAINING);
    }

    /** The estimator that predicts. */
    public static Located inner(Located at) {
        if (at.className().equals(FROZEN)) {
            return at.attribute("estimator");
        }
        if (at.className().equals(SELF_TRAINING)) {
            return at.find("estimator_").orElseGet(() -> at.attribute("base_estimator_"));
        }
        if (at.find("best_estimator_").isEmpty()) {
            throw at.refusal("the search has no best_estimator_: it is not fitted, or was made with refit=False");
        }
        return at.attribute("best_estimator_");
    }
}
