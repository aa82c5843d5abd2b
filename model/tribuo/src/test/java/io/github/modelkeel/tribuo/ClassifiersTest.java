package io.github.modelkeel.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;

/** Classifiers of Tribuo give the same probabilities without it, after a round trip through files. */
class ClassifiersTest {
    private static final String TARGET = "state";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void xgboostGivesTheSameBitsForAnyNumberOfClasses(int classes) throws IOException {
        assertParity(new XGBoostClassificationTrainer(25, 0.3, 0, 4, 1, 0.8, 0.8, 1, 0, 1, true, 7), classes, 0);
    }

    @Test
    void logisticRegressionGivesTheSameProbabilities() throws IOException {
        assertParity(new LogisticRegressionTrainer(), 2, 1e-12);
    }

    private void assertParity(Trainer<Label> trainer, int classes, double tolerance) throws IOException {
        List<Map<String, Object>> rows = rows(1_200, classes);
        FittedPreprocessing preprocessing = preprocessing(rows);
        Model<Label> tribuo = trainer.train(TribuoModels.labelDataset(preprocessing, rows, TARGET));
        List<Map<String, Object>> unseen = rows(1_000, classes);
        unseen.forEach(row -> row.remove(TARGET));
        ModelBundle.of(TribuoModels.toClassifier(tribuo, preprocessing, TARGET), unseen.subList(0, 20))
                .writeTo(directory);
        ScoringModel read = ModelBundle.read(directory).model();

        assertThat(read.classes()).hasSize(classes).isSorted();
        assertThat(read.signature().output().name()).isEqualTo(TARGET);
        for (Map<String, Object> row : unseen) {
            Output output = read.predictOne(Rows.of(row));
            tribuo.predict(example(preprocessing, row))
                    .getOutputScores()
                    .forEach((name, label) -> assertThat(output.probabilities().get(name))
                            .as(name)
                            .isCloseTo(label.getScore(), within(tolerance)));
        }
    }

    @Test
    void whatCannotBeConvertedSaysWhatCan() {
        List<Map<String, Object>> two = rows(200, 2);
        FittedPreprocessing preprocessing = preprocessing(two);
        Model<Label> hinge = new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 1, 1)
                .train(TribuoModels.labelDataset(preprocessing, two, TARGET));
        assertThatThrownBy(() -> TribuoModels.toClassifier(hinge, preprocessing, TARGET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LogMulticlass");

        List<Map<String, Object>> three = rows(200, 3);
        Model<Label> multinomial =
                new LogisticRegressionTrainer().train(TribuoModels.labelDataset(preprocessing, three, TARGET));
        assertThatThrownBy(() -> TribuoModels.toClassifier(multinomial, preprocessing, TARGET))
                .hasMessageContaining("a linear model of 3 classes cannot be converted; one of two can");
    }

    @Test
    void aTargetIsATextABooleanOrAWholeNumber() {
        List<Map<String, Object>> rows = rows(3, 2);
        FittedPreprocessing preprocessing = preprocessing(rows);
        rows.get(0).put(TARGET, true);
        rows.get(1).put(TARGET, 1.0);
        assertThat(TribuoModels.labelDataset(preprocessing, rows.subList(0, 2), TARGET)
                        .getOutputInfo()
                        .getDomain())
                .extracting(Label::getLabel)
                .containsExactlyInAnyOrder("true", "1");
        rows.get(1).put(TARGET, 0.5);
        assertThatThrownBy(() -> TribuoModels.labelDataset(preprocessing, rows, TARGET))
                .hasMessage("row 1: the target 'state' must be a text, a boolean or a whole number but is 0.5");
        assertThatThrownBy(() -> TribuoModels.labelDataset(preprocessing, List.of(), TARGET))
                .hasMessage("a data set needs a row");
    }

    private static FittedPreprocessing preprocessing(List<Map<String, Object>> rows) {
        return Preprocessing.builder()
                .number("size", number -> number.scaleStandard())
                .number("age")
                .text("town", text -> text.oneHotIgnoringUnknown())
                .build()
                .fit(rows);
    }

    private static Example<Label> example(FittedPreprocessing preprocessing, Map<String, Object> row) {
        double[] features = preprocessing.apply(row);
        return new ArrayExample<>(
                new Label(Label.UNKNOWN), preprocessing.featureNames().toArray(String[]::new), features);
    }

    /** Rows whose class follows from their numbers, most of the time. */
    private static List<Map<String, Object>> rows(int count, int classes) {
        Random random = new Random(count + classes);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            double size = random.nextGaussian();
            double age = random.nextInt(90);
            row.put("size", size);
            row.put("age", age);
            row.put("town", random.nextBoolean() ? "Bern" : "Basel");
            double score = size + age / 45 + random.nextGaussian() / 2;
            row.put(TARGET, "class-" + Math.floorMod((int) Math.floor(score), classes));
            rows.add(row);
        }
        return rows;
    }
}
