package io.github.modelkeel.formats;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Models with every kind of step and scorer, the same each time. */
public final class Samples {
    private Samples() {}

    public static List<Map<String, @Nullable Object>> rows() {
        Random random = new Random(42);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("größe", 1 + random.nextInt(3000));
            row.put("income", random.nextGaussian() * 1e-7 + 1);
            row.put("rooms", i % 4 == 3 ? null : (Object) (1f + random.nextInt(9) / 3f));
            row.put("it's \"area\"", "area " + random.nextInt(3));
            row.put("kind", i % 5 == 4 ? null : "k" + random.nextInt(3));
            row.put("pool", random.nextBoolean());
            rows.add(row);
        }
        return rows;
    }

    private static FittedPreprocessing preprocessing() {
        return Preprocessing.builder()
                .number("größe", c -> c.log().scaleStandard())
                .number(
                        "income",
                        c -> c.clip(0, Double.POSITIVE_INFINITY).log1p().scaleMinMax())
                .number("rooms", c -> c.imputeMedian().bucket(2, 3.3))
                .number("room_band", "rooms", c -> c.imputeConstant(1).bucketOneHot(0.1, 2))
                .bool("pool")
                .text("it's \"area\"", c -> c.oneHotWithFallback("area 1"))
                .text("kind", c -> c.imputeMostFrequent().oneHot())
                .ratio("per_room", "größe", "rooms", ZeroDivision.ZERO, c -> c.imputeMean())
                .build()
                .fit(rows());
    }

    public static ScoringModel trees() {
        FittedPreprocessing preprocessing = preprocessing();
        int features = preprocessing.featureNames().size();
        Random random = new Random(7);
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .comparison(Comparison.LESS)
                .inputs(Inputs.FLOAT)
                .sum(Sum.FLOAT_FROM_BASE, 0.5);
        for (int tree = 0; tree < 6; tree++) {
            trees.tree()
                    .split(random.nextInt(features), random.nextFloat(), 1, 2, random.nextBoolean())
                    .leaf((float) random.nextGaussian())
                    .split(random.nextInt(features), random.nextFloat(), 3, 4, random.nextBoolean())
                    .leaf((float) random.nextGaussian() * 1e-30f)
                    .leaf(-0.0f);
        }
        return ScoringModelBuilder.model(preprocessing, Column.number("price"), trees.build(), Link.EXP);
    }

    /** A forest whose leaves have a share for each of three classes. */
    public static ScoringModel forest() {
        FittedPreprocessing preprocessing = preprocessing();
        int features = preprocessing.featureNames().size();
        Random random = new Random(9);
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features).sums(Sum.MEAN, 0, 0, 0);
        for (int tree = 0; tree < 4; tree++) {
            trees.tree()
                    .split(random.nextInt(features), random.nextDouble(), 1, 2, random.nextBoolean())
                    .leaf(0.1, 0.2, random.nextDouble())
                    .leaf(1, -0.0, 0);
        }
        return ScoringModelBuilder.of(preprocessing, Column.text("kind of house"), trees.build(), Link.SOFTMAX)
                .classes(List.of("a", "b", "c"))
                .build();
    }

    public static ScoringModel linear() {
        FittedPreprocessing preprocessing = preprocessing();
        Random random = new Random(8);
        double[] weights = random.doubles(preprocessing.featureNames().size()).toArray();
        weights[0] = -0.0;
        return ScoringModelBuilder.of(
                        preprocessing,
                        Column.number("churn"),
                        LinearScorer.of(weights, Double.MIN_VALUE),
                        Link.LOGISTIC)
                .classes(List.of("no", "yes"))
                .build();
    }
}
