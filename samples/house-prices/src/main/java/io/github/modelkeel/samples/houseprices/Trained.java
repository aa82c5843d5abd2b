package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.Preprocessing.NumberSteps;
import io.github.modelkeel.samples.houseprices.ModelConfig.Imputation;
import io.github.modelkeel.samples.houseprices.ModelConfig.Ratio;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import io.github.modelkeel.samples.houseprices.Table.Parts;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/**
 * A candidate after training.
 *
 * @param tribuo the model as Tribuo trained it
 * @param scoring the same model in the form that is logged and served; its predictions have the same bits
 * @param evaluation how it does on the test rows
 * @param curve the RMSE on the test rows after 1, 2, ... trees; one value for a model without trees
 */
record Trained(
        Candidate candidate, Model<Regressor> tribuo, ScoringModel scoring, Evaluation evaluation, List<Double> curve) {

    /** Tribuo logs each step at level INFO. Kept, because a logger without a reference is forgotten with its level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    Trained {
        curve = List.copyOf(curve);
    }

    /** Trains on the first part of the rows and tests on the second. */
    static Trained train(Candidate candidate, Features features, Parts parts, ModelConfig config) {
        Table train = parts.first();
        FittedPreprocessing preprocessing =
                preprocessing(candidate, features, config).fit(train.rows());
        Dataset<Regressor> dataset = TribuoModels.dataset(preprocessing, train.rows(), features.target());
        double spread = spread(train.numbers(features.target()));
        Model<Regressor> tribuo =
                candidate.trainer(spread, config.split().seed()).train(dataset);
        ScoringModel scoring = TribuoModels.toScoringModel(tribuo, preprocessing);

        double[] actual = parts.second().numbers(features.target());
        Evaluation evaluation =
                Evaluation.of(actual, scoring.predictValues(Rows.ofMaps(features.inputs(parts.second()))));
        Dataset<Regressor> test =
                TribuoModels.dataset(preprocessing, parts.second().rows(), features.target());
        return new Trained(candidate, tribuo, scoring, evaluation, LearningCurve.of(tribuo, test));
    }

    /** A column that has gaps is filled, and a row may come without it; a column without gaps stays required. */
    private static Preprocessing preprocessing(Candidate candidate, Features features, ModelConfig config) {
        Table data = features.table();
        Preprocessing.Builder builder = Preprocessing.builder();
        for (Table.Column column : features.columns()) {
            boolean gaps = data.missing(column.name()) > 0;
            if (column.kind() == Kind.TEXT) {
                builder.text(
                        column.name(), text -> (gaps ? text.imputeConstant("missing") : text).oneHotIgnoringUnknown());
            } else {
                boolean log = config.preprocessing().log().contains(column.name());
                builder.number(
                        column.name(), steps(candidate, config.preprocessing().impute(), gaps, log));
            }
        }
        for (Ratio ratio : config.preprocessing().ratios()) {
            boolean gaps = data.missing(ratio.numerator()) + data.missing(ratio.denominator()) > 0;
            builder.ratio(
                    ratio.name(),
                    ratio.numerator(),
                    ratio.denominator(),
                    ZeroDivision.ZERO,
                    steps(candidate, config.preprocessing().impute(), gaps, false));
        }
        return builder.build();
    }

    private static Consumer<NumberSteps> steps(Candidate candidate, Imputation impute, boolean gaps, boolean log) {
        return steps -> {
            if (gaps && impute == Imputation.MEAN) {
                steps.imputeMean();
            } else if (gaps) {
                steps.imputeMedian();
            }
            if (log) {
                steps.log1p();
            }
            if (candidate instanceof Candidate.Linear) {
                steps.scaleStandard();
            }
        };
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    /** The columns that matter most on the test rows, and by how much. */
    List<Map.Entry<String, Double>> importance(Features features, Table test, long seed) {
        return Importance.of(
                row -> scoring.predict(features.input(row)), test, features.columns(), features.target(), seed);
    }
}
