package io.github.modelkeel.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

/** Parity with Tribuo, bit by bit, on real rows, after a round trip through files. */
class TribuoModelsTest {
    @TempDir
    Path directory;

    private static final Preprocessing PREPROCESSING = Preprocessing.builder()
            .number("longitude")
            .number("latitude")
            .number("housing_median_age", c -> c.scaleMinMax())
            .number("total_rooms", c -> c.log1p().scaleStandard())
            .number("total_bedrooms", c -> c.imputeMedian().log1p().scaleStandard())
            .number("median_income", c -> c.clip(0, 12).scaleStandard())
            .ratio("rooms_per_household", "total_rooms", "households", ZeroDivision.ERROR, c -> c.scaleStandard())
            .number("income_band", "median_income", c -> c.bucketOneHot(2, 4, 6))
            .text("ocean_proximity", c -> c.oneHotIgnoringUnknown())
            .build();

    private static final Preprocessing WITH_MISSING = Preprocessing.builder()
            .number("total_bedrooms")
            .number("total_rooms")
            .number("median_income")
            .ratio("bedrooms_share", "total_bedrooms", "total_rooms", ZeroDivision.MISSING, c -> {})
            .text("ocean_proximity", c -> c.oneHotIgnoringUnknown())
            .build();

    private static Trainer<Regressor> xgboost(int trees, int depth) {
        return new XGBoostRegressionTrainer(
                XGBoostRegressionTrainer.RegressionType.LINEAR,
                trees,
                Map.of(
                        "objective",
                        "reg:squarederror",
                        "max_depth",
                        depth,
                        "eta",
                        0.1,
                        "nthread",
                        1,
                        "seed",
                        7,
                        "verbosity",
                        0));
    }

    private static Trainer<Regressor> cart(int depth, float fraction) {
        return new CARTRegressionTrainer(depth, 5, 0, fraction, false, new MeanSquaredError(), 11);
    }

    private static Trainer<Regressor> forest(int trees) {
        return new RandomForestTrainer<>((CARTRegressionTrainer) cart(8, 0.5f), new AveragingCombiner(), trees, 13);
    }

    private static Trainer<Regressor> linear() {
        return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.5), 10, 1000, 1, 17);
    }

    @Test
    void xgboostGivesTheSameBits() throws IOException {
        assertParity(xgboost(100, 3), PREPROCESSING, 2);
    }

    @Test
    void deepXgboostGivesTheSameBits() throws IOException {
        assertParity(xgboost(50, 9), PREPROCESSING, 4);
    }

    @Test
    void xgboostWithMissingFeaturesGivesTheSameBits() throws IOException {
        assertParity(xgboost(60, 6), WITH_MISSING, 2);
    }

    @Test
    void aForestGivesTheSameBits() throws IOException {
        assertParity(forest(15), PREPROCESSING, 12);
    }

    @Test
    void aForestWithMissingFeaturesGivesTheSameBits() throws IOException {
        assertParity(forest(10), WITH_MISSING, 12);
    }

    @Test
    void aTreeGivesTheSameBits() throws IOException {
        assertParity(cart(12, 1f), PREPROCESSING, 8);
    }

    @Test
    void linearSgdGivesTheSameBits() throws IOException {
        assertParity(linear(), PREPROCESSING, 4);
    }

    /** Trains on some rows, compares on 2,000 others, with a missing value and an unseen category mixed in. */
    private void assertParity(Trainer<Regressor> trainer, Preprocessing declared, int every) throws IOException {
        List<Map<String, @Nullable Object>> training = HousePrices.rows(every, 0, Integer.MAX_VALUE);
        FittedPreprocessing preprocessing = declared.fit(training);
        Model<Regressor> tribuo = trainer.train(TribuoModels.dataset(preprocessing, training, HousePrices.TARGET));
        ScoringModel converted = TribuoModels.toScoringModel(tribuo, preprocessing);

        List<Map<String, @Nullable Object>> unseen = new ArrayList<>();
        for (Map<String, @Nullable Object> row : HousePrices.rows(7, 3, 2000)) {
            unseen.add(onlyColumns(row, preprocessing));
        }
        assertThat(unseen).hasSize(2000);
        for (int i = 0; i < unseen.size(); i++) {
            if (i % 10 == 0) {
                unseen.get(i).put("total_bedrooms", null);
            }
            if (i % 13 == 0) {
                unseen.get(i).put("ocean_proximity", "ON THE MOON");
            }
        }
        ModelBundle.of(converted, unseen.subList(0, 50)).writeTo(directory);
        ScoringModel read = ModelBundle.read(directory).model();
        assertThat(read).isEqualTo(converted);
        int same = 0;
        for (Map<String, @Nullable Object> row : unseen) {
            double expected = tribuo.predict(TribuoModels.example(preprocessing, row))
                    .getOutput()
                    .getValues()[0];
            same += Double.doubleToLongBits(read.predict(row)) == Double.doubleToLongBits(expected) ? 1 : 0;
        }
        assertThat(same).isEqualTo(2000);
        assertThat(read.importance().values().stream().mapToDouble(v -> v).sum())
                .isPositive();
    }

    private static Map<String, @Nullable Object> onlyColumns(
            Map<String, @Nullable Object> row, FittedPreprocessing preprocessing) {
        Map<String, @Nullable Object> input = HousePrices.withoutTarget(row);
        input.keySet()
                .retainAll(preprocessing.columns().stream().map(c -> c.name()).toList());
        return input;
    }
}
