package io.github.modelkeel.tribuo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.training.Preprocessing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** Parity on invented rows, which needs no file, and what cannot be converted. */
class SyntheticRowsTest {
    private static final Preprocessing IMPUTED = Preprocessing.builder()
            .number("zeta", c -> c.imputeMean().scaleStandard())
            .number("alpha", c -> c.imputeConstant(-1))
            .bool("flag")
            .text("kind", c -> c.imputeMostFrequent().oneHotIgnoringUnknown())
            .build();

    private static final Preprocessing WITH_MISSING = Preprocessing.builder()
            .number("zeta")
            .number("alpha")
            .bool("flag")
            .text("kind", c -> c.imputeMostFrequent().oneHotIgnoringUnknown())
            .build();

    private static List<Map<String, @Nullable Object>> rows(long seed, int count) {
        Random random = new Random(seed);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("zeta", i % 7 == 1 ? null : (Object) (random.nextGaussian() * 1e4));
            row.put("alpha", i % 5 == 1 ? null : (Object) random.nextInt(4));
            row.put("flag", random.nextBoolean());
            row.put("kind", i % 11 == 1 ? null : "k" + random.nextInt(4));
            row.put("y", random.nextGaussian() * 100);
            rows.add(row);
        }
        return rows;
    }

    private static CARTRegressionTrainer tree() {
        return new CARTRegressionTrainer(6, 3, 0, 0.6f, false, new MeanSquaredError(), 11);
    }

    private static Trainer<Regressor> xgboost(RegressionType type, String objective) {
        return new XGBoostRegressionTrainer(
                type, 20, Map.of("objective", objective, "max_depth", 5, "nthread", 1, "verbosity", 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyKindOfModelGivesTheSameBits(long seed) {
        assertParity(xgboost(RegressionType.LINEAR, "reg:squarederror"), IMPUTED, seed);
        assertParity(xgboost(RegressionType.LINEAR, "reg:squarederror"), WITH_MISSING, seed);
        assertParity(new RandomForestTrainer<>(tree(), new AveragingCombiner(), 7, 5), IMPUTED, seed);
        assertParity(new RandomForestTrainer<>(tree(), new AveragingCombiner(), 7, 5), WITH_MISSING, seed);
        assertParity(tree(), WITH_MISSING, seed);
        assertParity(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 3, 1000, 1, 3), IMPUTED, seed);
    }

    private static void assertParity(Trainer<Regressor> trainer, Preprocessing declared, long seed) {
        List<Map<String, @Nullable Object>> training = rows(seed, 400);
        FittedPreprocessing preprocessing = declared.fit(training);
        Model<Regressor> tribuo = trainer.train(TribuoModels.dataset(preprocessing, training, "y"));
        ScoringModel converted = TribuoModels.toScoringModel(tribuo, preprocessing);
        for (Map<String, @Nullable Object> row : rows(seed + 100, 300)) {
            row.remove("y");
            row.computeIfPresent("kind", (key, kind) -> kind.equals("k3") ? "never seen" : kind);
            double expected = tribuo.predict(TribuoModels.example(preprocessing, row))
                    .getOutput()
                    .getValues()[0];
            assertThat(converted.predict(row)).isEqualTo(expected);
        }
    }

    @Test
    void theSignatureMayBeTheCallers() {
        List<Map<String, @Nullable Object>> training = rows(1, 100);
        FittedPreprocessing preprocessing = IMPUTED.fit(training);
        Model<Regressor> tribuo = tree().train(TribuoModels.dataset(preprocessing, training, "y"));
        Signature signature = new Signature(
                List.of(
                        Column.bool("flag").withDefault(true),
                        Column.text("kind").asOptional(),
                        Column.number("alpha"),
                        Column.number("zeta")),
                Column.number("estimate"));
        ScoringModel model = TribuoModels.toScoringModel(tribuo, signature, preprocessing);
        assertThat(model.signature()).isEqualTo(signature);
        assertThat(model.predict(Map.of("alpha", 1, "zeta", 2)))
                .isEqualTo(TribuoModels.toScoringModel(tribuo, preprocessing)
                        .predict(Map.of("alpha", 1, "zeta", 2, "flag", true)));
    }

    @Test
    void aLinearModelOnMissingFeaturesIsRefused() {
        List<Map<String, @Nullable Object>> training = rows(1, 100);
        FittedPreprocessing preprocessing = WITH_MISSING.fit(training);
        Model<Regressor> tribuo = new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 1, 1000, 1, 3)
                .train(TribuoModels.dataset(preprocessing, training, "y"));
        assertThatThrownBy(() -> TribuoModels.toScoringModel(tribuo, preprocessing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("impute");
    }

    @Test
    void otherModelsAreRefusedByName() {
        List<Map<String, @Nullable Object>> training = rows(1, 100);
        FittedPreprocessing preprocessing = IMPUTED.fit(training);
        training.forEach(row -> row.put("y", 1.5));
        Dataset<Regressor> dataset = TribuoModels.dataset(preprocessing, training, "y");
        Model<Regressor> dummy = DummyRegressionTrainer.createMeanTrainer().train(dataset);
        assertThatThrownBy(() -> TribuoModels.toScoringModel(dummy, preprocessing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DummyRegressionModel cannot be converted");
        Model<Regressor> gamma = xgboost(RegressionType.GAMMA, "reg:gamma").train(dataset);
        assertThatThrownBy(() -> TribuoModels.toScoringModel(gamma, preprocessing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reg:gamma");
    }

    @Test
    void aModelOfOtherFeaturesIsRefused() {
        List<Map<String, @Nullable Object>> training = rows(1, 100);
        FittedPreprocessing preprocessing = IMPUTED.fit(training);
        Model<Regressor> tribuo = tree().train(TribuoModels.dataset(preprocessing, training, "y"));
        FittedPreprocessing other = Preprocessing.builder().bool("flag").build().fit(training);
        assertThatThrownBy(() -> TribuoModels.toScoringModel(tribuo, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which the preprocessing does not give");
    }

    @Test
    void aModelOfTwoOutputsIsRefused() {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("two", factory), factory);
        for (int i = 0; i < 20; i++) {
            Regressor both = new Regressor(new String[] {"a", "b"}, new double[] {i, -i});
            dataset.add(new ArrayExample<>(both, new String[] {"flag"}, new double[] {i % 2}));
        }
        FittedPreprocessing preprocessing =
                Preprocessing.builder().bool("flag").build().fit(rows(1, 10));
        Model<Regressor> tribuo = tree().train(dataset);
        assertThatThrownBy(() -> TribuoModels.toScoringModel(tribuo, preprocessing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 output dimensions");
    }

    @Test
    void wrongTrainingRowsAreNamed() {
        List<Map<String, @Nullable Object>> training = rows(1, 10);
        FittedPreprocessing preprocessing = IMPUTED.fit(training);
        assertThatThrownBy(() -> TribuoModels.dataset(preprocessing, List.of(), "y"))
                .hasMessage("a data set needs a row");
        training.get(3).put("y", null);
        assertThatThrownBy(() -> TribuoModels.dataset(preprocessing, training, "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 3: the target 'y' must be a finite number but is null");
        training.get(2).put("flag", "yes");
        assertThatThrownBy(() -> TribuoModels.dataset(preprocessing, training, "y"))
                .hasMessageStartingWith("row 2: column 'flag' must be a boolean");
    }

    @Test
    void aBrokenBoosterIsRefused() {
        byte[] nameTooLong = new byte[200];
        nameTooLong[136 + 5] = 1;
        for (byte[] bytes :
                new byte[][] {{}, {1, 2, 3}, "binf".getBytes(US_ASCII), new byte[136], new byte[144], nameTooLong}) {
            assertThatThrownBy(() -> BoosterFile.parse(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("known binary format");
        }
    }
}
