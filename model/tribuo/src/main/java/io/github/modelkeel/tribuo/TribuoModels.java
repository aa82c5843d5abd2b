package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/**
 * The way from rows to Tribuo, and from a trained Tribuo model to a {@link ScoringModel} that gives the same bits without Tribuo. Its
 * methods are stateless and safe for use by multiple threads.
 *
 * <p>Every feature is given to Tribuo, zeros too; only a missing one (NaN) is left out, which XGBoost reads as missing and Tribuo's own
 * trees as 0. The converted models do the same.
 */
public final class TribuoModels {
    private static final RegressionFactory FACTORY = new RegressionFactory();

    private TribuoModels() {}

    /**
     * Makes a data set of training rows.
     *
     * @param preprocessing the fitted preprocessing
     * @param rows the training rows
     * @param targetColumn the name of the target, a finite number in every row; it also names the output
     * @return the data set
     * @throws IllegalArgumentException if there is no row, a target is not a finite number, or a row does not fit the preprocessing;
     *     the message names the row, from 0
     */
    public static Dataset<Regressor> dataset(
            FittedPreprocessing preprocessing, Iterable<? extends Map<String, ?>> rows, String targetColumn) {
        Objects.requireNonNull(targetColumn, "targetColumn");
        return dataset(
                preprocessing,
                rows,
                FACTORY,
                row -> new Regressor(targetColumn, target(row.get(targetColumn), targetColumn)));
    }

    /**
     * Makes a data set of training rows for a classifier.
     *
     * @param preprocessing the fitted preprocessing
     * @param rows the training rows
     * @param targetColumn the name of the target: in every row a text, a boolean, or a whole number, which is written without a fraction
     * @return the data set
     * @throws IllegalArgumentException if there is no row, a target is something else, or a row does not fit the preprocessing; the
     *     message names the row, from 0
     */
    public static Dataset<Label> labelDataset(
            FittedPreprocessing preprocessing, Iterable<? extends Map<String, ?>> rows, String targetColumn) {
        Objects.requireNonNull(targetColumn, "targetColumn");
        return dataset(preprocessing, rows, Labels.FACTORY, row -> Labels.label(row.get(targetColumn), targetColumn));
    }

    private static <T extends Output<T>> Dataset<T> dataset(
            FittedPreprocessing preprocessing,
            Iterable<? extends Map<String, ?>> rows,
            OutputFactory<T> factory,
            Function<Map<String, ?>, T> target) {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(rows, "rows");
        MutableDataset<T> dataset = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        int index = 0;
        for (Map<String, ?> row : rows) {
            try {
                dataset.add(example(preprocessing, row, target.apply(row)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row " + index + ": " + e.getMessage(), e);
            }
            index++;
        }
        if (index == 0) {
            throw new IllegalArgumentException("a data set needs a row");
        }
        return dataset;
    }

    private static double target(@Nullable Object value, String column) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the target '" + column + "' must be a finite number but is " + value);
    }

    /**
     * Makes an example of a row without a target, for Tribuo's own {@link Model#predict(Example)}.
     *
     * @param preprocessing the fitted preprocessing
     * @param row the row
     * @return the example
     * @throws IllegalArgumentException if the row does not fit the preprocessing, or all its features are missing
     */
    public static Example<Regressor> example(FittedPreprocessing preprocessing, Map<String, ?> row) {
        return example(preprocessing, row, FACTORY.getUnknownOutput());
    }

    private static <T extends Output<T>> Example<T> example(
            FittedPreprocessing preprocessing, Map<String, ?> row, T target) {
        double[] features = preprocessing.apply(row);
        List<String> names = preprocessing.featureNames();
        ArrayExample<T> example = new ArrayExample<>(target, features.length);
        for (int i = 0; i < features.length; i++) {
            if (!Double.isNaN(features[i])) {
                example.add(names.get(i), features[i]);
            }
        }
        if (example.size() == 0) {
            throw new IllegalArgumentException("every feature is missing");
        }
        return example;
    }

    /**
     * Converts a regression model that was trained on a {@link #dataset} of the same preprocessing: XGBoost (trees with a squared
     * error), a random forest or bagging of CART trees, a CART tree, or linear SGD.
     *
     * @param model the trained model, of one output dimension
     * @param preprocessing the preprocessing it was trained on
     * @return a model with the columns of the preprocessing, whose predictions have the same bits as Tribuo's
     * @throws IllegalArgumentException if the model is of another kind, or not of this preprocessing's features
     */
    public static ScoringModel toScoringModel(Model<Regressor> model, FittedPreprocessing preprocessing) {
        Column output = Column.number(outputName(model));
        return ScoringModelBuilder.model(preprocessing, output, scorer(model, preprocessing), Link.IDENTITY);
    }

    /**
     * Converts a regression model, with a signature of its own. Otherwise as {@link #toScoringModel(Model, FittedPreprocessing)}.
     *
     * @param model the trained model, of one output dimension
     * @param signature the signature
     * @param preprocessing the preprocessing it was trained on
     * @return a model whose predictions have the same bits as Tribuo's
     * @throws IllegalArgumentException if the model is of another kind, or not of this preprocessing's features, or the signature does
     *     not have its columns
     */
    public static ScoringModel toScoringModel(
            Model<Regressor> model, Signature signature, FittedPreprocessing preprocessing) {
        outputName(model);
        return ScoringModelBuilder.of(signature, preprocessing, scorer(model, preprocessing), Link.IDENTITY)
                .build();
    }

    /**
     * Converts a classifier that was trained on a {@link #labelDataset} of the same preprocessing: XGBoost with trees, or a linear model of
     * two classes with a logistic loss ({@code LogisticRegressionTrainer}). Classes are in the order of their names, as scikit-learn has
     * them; of two the second one is the positive one.
     *
     * @param model the trained model
     * @param preprocessing the preprocessing it was trained on
     * @param outputColumn the name of the output
     * @return a model with the columns of the preprocessing. Probabilities of XGBoost have the same bits as Tribuo's; those of a linear
     *     model agree to 1e-12, since it adds up one score, where Tribuo adds up two
     * @throws IllegalArgumentException if the model is of another kind, or not of this preprocessing's features, or has one class
     */
    public static ScoringModel toClassifier(
            Model<Label> model, FittedPreprocessing preprocessing, String outputColumn) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(outputColumn, "outputColumn");
        return Labels.classifier(model, preprocessing, Column.number(outputColumn));
    }

    private static String outputName(Model<Regressor> model) {
        Set<Regressor> outputs = model.getOutputIDInfo().getDomain();
        if (outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "the model has " + outputs.size() + " output dimensions; one can be converted");
        }
        return outputs.iterator().next().getNames()[0];
    }

    private static Scorer scorer(Model<Regressor> model, FittedPreprocessing preprocessing) {
        List<String> features = preprocessing.featureNames();
        if (model instanceof XGBoostModel<Regressor> boosted) {
            return XgboostTrees.scorer(boosted, features);
        }
        if (model instanceof WeightedEnsembleModel<Regressor> ensemble) {
            return CartTrees.scorer(ensemble, features);
        }
        if (model instanceof IndependentRegressionTreeModel tree) {
            return CartTrees.scorer(tree, features);
        }
        if (model instanceof LinearSGDModel linear) {
            return LinearWeights.scorer(linear, features);
        }
        throw new IllegalArgumentException("a " + model.getClass().getName() + " cannot be converted");
    }
}
