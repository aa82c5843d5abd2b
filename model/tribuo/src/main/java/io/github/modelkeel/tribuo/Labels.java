package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.common.xgboost.XGBoostModel;

/** Tribuo's labels and classifiers. */
final class Labels {
    static final LabelFactory FACTORY = new LabelFactory();

    private static final double MAX_EXACT = 0x1p53;

    private Labels() {}

    /** The label of a target's value: a text, a boolean, or a whole number without a fraction. */
    static Label label(@Nullable Object value, String column) {
        if (value instanceof String || value instanceof Boolean) {
            return new Label(value.toString());
        }
        if (value instanceof Number number
                && Math.rint(number.doubleValue()) == number.doubleValue()
                && Math.abs(number.doubleValue()) <= MAX_EXACT) {
            return new Label(Long.toString(number.longValue()));
        }
        throw new IllegalArgumentException(
                "the target '" + column + "' must be a text, a boolean or a whole number but is " + value);
    }

    static ScoringModel classifier(Model<Label> model, FittedPreprocessing preprocessing, Column output) {
        ImmutableOutputInfo<Label> info = model.getOutputIDInfo();
        List<String> classes =
                info.getDomain().stream().map(Label::getLabel).sorted().toList();
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "the model knows one class only, " + classes + "; train it on rows of two classes or more");
        }
        List<String> features = preprocessing.featureNames();
        Scorer scorer;
        Link link;
        if (model instanceof XGBoostModel<Label> boosted) {
            int[] outputOfId = new int[classes.size()];
            for (int id = 0; id < outputOfId.length; id++) {
                outputOfId[id] = classes.indexOf(info.getOutput(id).getLabel());
            }
            scorer = XgboostTrees.scorer(boosted, features, outputOfId);
            link = Link.FLOAT_SOFTMAX;
        } else if (model instanceof LinearSGDModel linear) {
            requireLogistic(linear, classes);
            int negative = info.getID(new Label(classes.get(0)));
            int positive = info.getID(new Label(classes.get(1)));
            scorer = LinearWeights.scorer(linear, features, negative, positive);
            link = Link.LOGISTIC;
        } else {
            throw new IllegalArgumentException(
                    "a " + model.getClass().getName() + " cannot be converted; XGBoost and a logistic regression can");
        }
        return ScoringModelBuilder.of(preprocessing, output, scorer, link)
                .classes(classes)
                .build();
    }

    private static void requireLogistic(LinearSGDModel linear, List<String> classes) {
        if (classes.size() != 2) {
            throw new IllegalArgumentException("a linear model of " + classes.size()
                    + " classes cannot be converted; one of two can, and XGBoost of any number");
        }
        if (!linear.generatesProbabilities()) {
            throw new IllegalArgumentException(
                    "a linear model without probabilities cannot be converted; train it with the objective LogMulticlass");
        }
    }
}
