package io.github.modelkeel.sklearn;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.DictNode;
import io.github.modelkeel.sklearn.python.Located;
import io.github.modelkeel.sklearn.python.Node;
import io.github.modelkeel.sklearn.python.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The estimators of scikit-learn that can be served, by the name of their class; a name from a file is compared and never looked up. */
final class Estimators {
    /** Reads an estimator of one class. */
    interface Reader {
        Fitted read(Located estimator, int features);
    }

    private static final Map<String, Reader> READERS = readers();

    private Estimators() {}

    private static Map<String, Reader> readers() {
        Map<String, Reader> readers = new HashMap<>();
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
        return Map.copyOf(readers);
    }

    /**
     * Reads a fitted estimator.
     *
     * @param estimator the estimator
     * @param features how many features it is given
     * @return what it predicts
     * @throws ModelRefusedException if it is not supported, not fitted, or inconsistent; the message says where and why
     */
    static Fitted read(Located estimator, int features) {
        if (Pipelines.isPipeline(estimator)) {
            return Pipelines.read(estimator, features);
        }
        if (BoosterWrappers.knows(estimator)) {
            return BoosterWrappers.read(estimator, features);
        }
        Reader reader = READERS.get(estimator.className());
        if (reader == null) {
            throw unknown(estimator);
        }
        Version.of(estimator);
        requireFitted(estimator);
        requireFeatures(estimator, features);
        try {
            return reader.read(estimator, features);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new ModelRefusedException(
                    estimator.file() + ": " + estimator.path() + ": it describes no valid model: " + e.getMessage(), e);
        }
    }

    static boolean knows(Located estimator) {
        return READERS.containsKey(estimator.className());
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

    private static void requireFeatures(Located estimator, int features) {
        Optional<Located> fitted = estimator.find("n_features_in_");
        if (fitted.isPresent()
                && !fitted.get().isNone()
                && !Hoisting.isHoisted(estimator)
                && fitted.get().integer() != features) {
            throw estimator.refusal(
                    "it was fitted with " + fitted.get().integer() + " features and is given " + features);
        }
    }
}
