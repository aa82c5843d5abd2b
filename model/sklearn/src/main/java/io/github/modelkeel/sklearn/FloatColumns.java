package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.sklearn.estimator.DummyEstimators;
import io.github.modelkeel.sklearn.estimator.meta.Targets;
import io.github.modelkeel.sklearn.estimator.meta.Wrappers;
import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.estimator.tree.HistBoosting;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What estimators make of columns of 32-bit floats, and of whole numbers where they round to such. Most compute in 32 bits then, which is
 * not done here; the others turn them into what they always compute with, so that the answer is the same.
 */
final class FloatColumns {
    private static final String TREE = "sklearn.tree._classes.";
    private static final String FOREST = "sklearn.ensemble._forest.";

    /** Trees look at floats, whatever they are given. */
    private static final Set<String> NARROWING = Set.of(
            TREE + "DecisionTreeRegressor",
            TREE + "DecisionTreeClassifier",
            TREE + "ExtraTreeRegressor",
            TREE + "ExtraTreeClassifier",
            FOREST + "RandomForestRegressor",
            FOREST + "RandomForestClassifier",
            FOREST + "ExtraTreesRegressor",
            FOREST + "ExtraTreesClassifier",
            "sklearn.ensemble._gb.GradientBoostingRegressor",
            "sklearn.ensemble._gb.GradientBoostingClassifier",
            "sklearn.ensemble._iforest.IsolationForest");

    /** They turn what they are given into doubles, or do not look at it. */
    private static final Set<String> WIDENING = Set.of(
            HistBoosting.PREFIX + "Regressor",
            HistBoosting.PREFIX + "Classifier",
            DummyEstimators.REGRESSOR,
            DummyEstimators.CLASSIFIER,
            "sklearn.svm._classes.SVC",
            "sklearn.svm._classes.NuSVC",
            "sklearn.svm._classes.SVR",
            "sklearn.svm._classes.NuSVR",
            "sklearn.svm._classes.OneClassSVM");

    /** They hand what they are given to the estimators that they hold. */
    private static final Set<String> PASSING = Set.of(
            "sklearn.ensemble._voting.VotingRegressor",
            "sklearn.ensemble._voting.VotingClassifier",
            "sklearn.ensemble._bagging.BaggingRegressor",
            "sklearn.ensemble._bagging.BaggingClassifier",
            "sklearn.ensemble._weight_boosting.AdaBoostRegressor",
            "sklearn.ensemble._weight_boosting.AdaBoostClassifier",
            "sklearn.multioutput.MultiOutputRegressor",
            "sklearn.multioutput.MultiOutputClassifier",
            "sklearn.multiclass.OneVsRestClassifier",
            "sklearn.multiclass.OneVsOneClassifier");

    private static final String STACKING = "sklearn.ensemble._stacking.";
    private static final String CALIBRATED = "sklearn.calibration.CalibratedClassifierCV";
    private static final String PASSTHROUGH = "passthrough";
    private static final String THRESHOLD = "sklearn.model_selection._classification_threshold.";

    /** The attribute in which others hold the one estimator that they hand what they are given to. */
    private static final Map<String, String> HOLDING = Map.of(
            THRESHOLD + "FixedThresholdClassifier",
            "estimator_",
            THRESHOLD + "TunedThresholdClassifierCV",
            "estimator_",
            Targets.CLASS,
            "regressor_");

    private FloatColumns() {}

    /** The columns as an estimator reads them, which may compute in 32 bits what it is given in 32 bits. */
    static ColumnBlock of(Located estimator, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = areWidened(estimator) ? program.numbers(in, estimator) : program.doubles(in, estimator);
        if (!program.isWhole(numbers) || !narrowsInPart(estimator)) {
            return numbers;
        }
        // where another one reads them as doubles, a number whose float depends on the way to it is refused when it is
        // read
        ColumnBlock rounded = program.add(new Round(numbers.size()), numbers, numbers.names());
        return narrows(estimator) ? rounded : numbers;
    }

    /** Whether an estimator's answer does not depend on whether floats come in 32 bits or, with the same values, in 64. */
    private static boolean areWidened(Located estimator) {
        String name = estimator.className();
        if (PASSING.contains(name)) {
            return estimator.attribute("estimators_").elements().stream().allMatch(FloatColumns::areWidened);
        }
        return narrows(estimator) || WIDENING.contains(name) || BoosterWrappers.knows(estimator);
    }

    /** Whether an estimator, or each that it hands its columns to, rounds what it is given to floats at once. */
    private static boolean narrows(Located estimator) {
        List<Located> members = members(estimator);
        return members.isEmpty()
                ? NARROWING.contains(estimator.className())
                : !Values.flag(estimator, PASSTHROUGH, false)
                        && members.stream().allMatch(FloatColumns::narrows);
    }

    /** Whether an estimator, or one that it hands its columns to, rounds what it is given to floats. */
    private static boolean narrowsInPart(Located estimator) {
        List<Located> members = members(estimator);
        return NARROWING.contains(estimator.className())
                || members.stream().anyMatch(FloatColumns::narrowsInPart)
                || (Values.flag(estimator, PASSTHROUGH, false)
                        && narrowsInPart(estimator.attribute("final_estimator_")));
    }

    /** Those to which an estimator hands its columns as they are, of the same type. */
    private static List<Located> members(Located estimator) {
        String name = estimator.className();
        if (PASSING.contains(name) || name.startsWith(STACKING)) {
            return estimator.attribute("estimators_").elements();
        }
        if (Wrappers.knows(estimator)) {
            return List.of(Wrappers.inner(estimator));
        }
        if (name.equals(CALIBRATED)) {
            return estimator.attribute("calibrated_classifiers_").elements().stream()
                    .map(calibrated -> calibrated.attribute("estimator"))
                    .toList();
        }
        String held = HOLDING.getOrDefault(name, "");
        return held.isEmpty() ? List.of() : List.of(estimator.attribute(held));
    }
}
