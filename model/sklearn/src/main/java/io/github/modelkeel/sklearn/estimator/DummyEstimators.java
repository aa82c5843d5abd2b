package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import java.util.Arrays;
import java.util.List;

/** Estimators that look at no feature. */
public final class DummyEstimators {
    public static final String CLASSIFIER = "sklearn.dummy.DummyClassifier";
    public static final String REGRESSOR = "sklearn.dummy.DummyRegressor";

    private DummyEstimators() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add(REGRESSOR, (at, features) -> Fitted.regression(constant(constants(at), features)));
        readers.add(CLASSIFIER, (at, features) -> {
            List<String> classes = ClassNames.of(at);
            return new Fitted(constant(probabilities(at, classes), features), Link.IDENTITY, classes);
        });
    }

    /** A tree of one leaf, which looks at nothing. */
    private static TreeEnsembleScorer constant(double[] values, int features) {
        double[] starts = new double[values.length];
        Arrays.fill(starts, -0.0);
        return TreeEnsembleScorer.builder(features)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, starts)
                .tree()
                .leaf(values)
                .build();
    }

    /** What a regressor answers, a number for each output. */
    public static double[] constants(Located regressor) {
        double[] constants = regressor.attribute("constant_").doubles();
        if (constants.length == 0) {
            throw regressor.refusal("the regressor has no constant");
        }
        return constants;
    }

    /** The probabilities that a classifier gives to every row. */
    public static double[] probabilities(Located classifier, List<String> classes) {
        double[] prior = classifier.attribute("class_prior_").doubles();
        if (prior.length != classes.size()) {
            throw classifier.attribute("class_prior_").refusal(classes.size() + " numbers are expected");
        }
        String strategy = classifier.attribute("_strategy").text();
        switch (strategy) {
            case "prior" -> {
                return prior;
            }
            case "most_frequent" -> {
                return only(prior.length, first(prior));
            }
            case "constant" -> {
                int index = classes.indexOf(ClassNames.text(classifier.attribute("constant")));
                if (index < 0) {
                    throw classifier.attribute("constant").refusal("it is not one of the labels " + classes);
                }
                return only(prior.length, index);
            }
            case "uniform" -> throw classifier.refusal("its labels are random; strategy='uniform' cannot be served");
            default ->
                throw classifier.refusal("its predictions are random; strategy='" + strategy + "' cannot be served");
        }
    }

    private static int first(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private static double[] only(int size, int index) {
        double[] values = new double[size];
        values[index] = 1;
        return values;
    }
}
