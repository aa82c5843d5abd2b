package io.github.modelkeel.sklearn;

import io.github.modelkeel.sklearn.estimator.tree.Trees;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import io.github.modelkeel.sklearn.transformer.Selectors;
import java.util.List;
import java.util.Optional;

/**
 * What scikit-learn's tag {@code allow_nan} says about an estimator, by its class, settings and version: whether those that select columns by
 * it let missing values pass, and infinite ones too.
 */
final class MissingTags {
    private static final String ENSEMBLE = "sklearn.ensemble.";

    private MissingTags() {}

    /** Whether an estimator accepts missing values by its own word. */
    static boolean allowsMissing(Located estimator) {
        String name = estimator.className();
        if (name.startsWith("xgboost.") || name.startsWith("lightgbm.") || name.contains(".HistGradientBoosting")) {
            return true;
        }
        if (name.startsWith("sklearn.tree.")) {
            return Trees.acceptsMissing(estimator, false);
        }
        if (name.startsWith(ENSEMBLE + "_forest.")) {
            return first(estimator, "estimators_")
                    .or(() -> Optional.of(estimator.attribute("estimator")))
                    .filter(tree -> Trees.acceptsMissing(tree, true))
                    .isPresent();
        }
        if (name.equals(Pipelines.PIPELINE)) {
            List<Located> steps = Pipelines.steps(estimator);
            return !steps.isEmpty() && allowsMissing(steps.get(0));
        }
        if (name.startsWith(ENSEMBLE + "_voting.") || name.startsWith(ENSEMBLE + "_stacking.")) {
            return estimator.attribute("estimators").elements().stream()
                    .map(named -> named.element(1))
                    .allMatch(member -> Values.isText(member, "drop") || allowsMissing(member));
        }
        if (name.startsWith(ENSEMBLE + "_bagging.") || Selectors.CLASSES.contains(name)) {
            return Values.present(estimator, "estimator")
                    .or(() -> first(estimator, "estimators_"))
                    .filter(MissingTags::allowsMissing)
                    .isPresent();
        }
        return false;
    }

    private static Optional<Located> first(Located estimator, String attribute) {
        return Values.present(estimator, attribute)
                .map(Located::elements)
                .filter(members -> !members.isEmpty())
                .map(members -> members.get(0));
    }
}
