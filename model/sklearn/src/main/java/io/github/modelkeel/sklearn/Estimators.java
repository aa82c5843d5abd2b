package io.github.modelkeel.sklearn;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.estimator.Centroids;
import io.github.modelkeel.sklearn.estimator.DiscriminantAnalysis;
import io.github.modelkeel.sklearn.estimator.DummyEstimators;
import io.github.modelkeel.sklearn.estimator.GaussianProcesses;
import io.github.modelkeel.sklearn.estimator.KernelRidges;
import io.github.modelkeel.sklearn.estimator.LinearClassifiers;
import io.github.modelkeel.sklearn.estimator.LinearModels;
import io.github.modelkeel.sklearn.estimator.MultilayerPerceptrons;
import io.github.modelkeel.sklearn.estimator.NaiveBayes;
import io.github.modelkeel.sklearn.estimator.NearestNeighbors;
import io.github.modelkeel.sklearn.estimator.SupportVectorMachines;
import io.github.modelkeel.sklearn.estimator.meta.AdaBoost;
import io.github.modelkeel.sklearn.estimator.meta.Calibrations;
import io.github.modelkeel.sklearn.estimator.meta.DecisionThresholds;
import io.github.modelkeel.sklearn.estimator.meta.Ensembles;
import io.github.modelkeel.sklearn.estimator.meta.MultiOutput;
import io.github.modelkeel.sklearn.estimator.meta.OneVsRest;
import io.github.modelkeel.sklearn.estimator.meta.Stackings;
import io.github.modelkeel.sklearn.estimator.meta.Targets;
import io.github.modelkeel.sklearn.estimator.meta.Wrappers;
import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.estimator.tree.GradientBoosting;
import io.github.modelkeel.sklearn.estimator.tree.HistBoosting;
import io.github.modelkeel.sklearn.estimator.tree.Isolation;
import io.github.modelkeel.sklearn.estimator.tree.Trees;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Version;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The estimators of scikit-learn that can be served, by the name of their class; a name from a file is compared and never looked up. A new
 * one is read in {@code sklearn.estimator} and entered here.
 */
final class Estimators {
    private static final EstimatorTable READERS = readers();

    private Estimators() {}

    private static EstimatorTable readers() {
        EstimatorTable readers = new EstimatorTable();
        Trees.addTo(readers);
        GradientBoosting.addTo(readers);
        HistBoosting.addTo(readers);
        LinearModels.addTo(readers);
        LinearClassifiers.addTo(readers);
        DummyEstimators.addTo(readers);
        Ensembles.addTo(readers);
        AdaBoost.addTo(readers);
        Calibrations.addTo(readers);
        Stackings.addTo(readers);
        MultiOutput.addTo(readers);
        OneVsRest.addTo(readers);
        Wrappers.addTo(readers);
        Targets.addTo(readers);
        NaiveBayes.addTo(readers);
        DiscriminantAnalysis.addTo(readers);
        DecisionThresholds.addTo(readers);
        KernelRidges.addTo(readers);
        GaussianProcesses.addTo(readers);
        NearestNeighbors.addTo(readers);
        Centroids.addTo(readers);
        SupportVectorMachines.addTo(readers);
        MultilayerPerceptrons.addTo(readers);
        Isolation.addTo(readers);
        return readers;
    }

    /**
     * Reads a fitted estimator.
     *
     * @param estimator the estimator
     * @param features how many features it is given
     * @param hoisted whether an estimator is given the features of its pipelines, not those that it was fitted with
     * @param parts reads what the estimator holds
     * @return what it predicts
     * @throws ModelRefusedException if it is not supported, not fitted, or inconsistent; the message says where and why
     */
    static Fitted read(Located estimator, int features, Predicate<Located> hoisted, PartReader parts) {
        EstimatorTable.MetaReader reader = READERS.find(estimator.className()).orElseThrow(() -> unknown(estimator));
        Version.of(estimator);
        requireFitted(estimator);
        requireFeatures(estimator, features, hoisted);
        try {
            return reader.read(estimator, features, parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new ModelRefusedException(
                    estimator.file() + ": " + estimator.path() + ": it describes no valid model: " + e.getMessage(), e);
        }
    }

    static boolean knows(Located estimator) {
        return READERS.knows(estimator.className());
    }

    /** Refuses the class of a model's last step, and those of the steps before it, before anything is read of them. */
    static void requireKnownSteps(Located root) {
        if (Pipelines.isPipeline(root)) {
            List<Located> steps = Pipelines.steps(root);
            for (int i = 0; i + 1 < steps.size(); i++) {
                Transformers.requireKnown(steps.get(i));
            }
            if (!steps.isEmpty()) {
                requireKnownSteps(steps.get(steps.size() - 1));
            }
        } else if (Wrappers.knows(root)) {
            requireKnownSteps(Wrappers.inner(root));
        } else if (!knows(root) && !Transformers.knows(root) && !BoosterWrappers.knows(root)) {
            throw unknown(root);
        }
    }

    private static ModelRefusedException unknown(Located estimator) {
        if (!(estimator.node() instanceof ObjectNode)) {
            return estimator.refusal(
                    "an estimator is expected, it is " + estimator.node().kind());
        }
        return estimator.refusal(
                "the estimator " + estimator.node().kind() + " is not supported; " + wayOut(estimator.className()));
    }

    private static String wayOut(String className) {
        if (className.equals("imblearn.pipeline.Pipeline")) {
            return "its samplers do nothing to a row that is predicted: log sklearn.pipeline.Pipeline([(name, step) for name,"
                    + " step in model.steps if not hasattr(step, 'fit_resample')])";
        }
        return "train one of the supported estimators (trees, forests, boosting, linear models), or serve the model as ONNX";
    }

    /** What fitting learns is in attributes whose names end in an underscore. */
    private static void requireFitted(Located estimator) {
        boolean fitted = estimator.node() instanceof ObjectNode object
                && object.state().isPresent()
                && object.state().get() instanceof DictNode state
                && state.entries().stream()
                        .anyMatch(entry -> Node.plain(entry.key()) instanceof String name
                                && name.endsWith("_")
                                && !name.startsWith("_"));
        if (!fitted) {
            throw estimator.refusal("it is not fitted; fit it before it is logged");
        }
    }

    private static void requireFeatures(Located estimator, int features, Predicate<Located> hoisted) {
        Optional<Located> fitted = estimator.find("n_features_in_");
        if (fitted.isPresent()
                && !fitted.get().isNone()
                && !hoisted.test(estimator)
                && fitted.get().integer() != features) {
            throw estimator.refusal(
                    "it was fitted with " + fitted.get().integer() + " features and is given " + features);
        }
    }
}
