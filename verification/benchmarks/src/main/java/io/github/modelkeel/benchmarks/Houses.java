package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.training.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** Invented houses, the same each time, and trainers of the sizes that the benchmarks compare. */
final class Houses {
    static final String PRICE = "price";

    static final Preprocessing PREPROCESSING = Preprocessing.builder()
            .number("sqft", c -> c.scaleStandard())
            .number("bedrooms", c -> c.scaleStandard())
            .number("bathrooms", c -> c.scaleStandard())
            .number("age", c -> c.scaleStandard())
            .text("area", c -> c.oneHot())
            .text("condition", c -> c.oneHot())
            .build();

    private static final String[] AREAS = {"center", "north", "south", "suburban", "rural"};
    private static final String[] CONDITIONS = {"poor", "fair", "good", "new"};

    private Houses() {}

    record House(double sqft, int bedrooms, int bathrooms, double age, String area, String condition) {
        Map<String, Object> asMap() {
            return Map.of(
                    "sqft",
                    sqft,
                    "bedrooms",
                    bedrooms,
                    "bathrooms",
                    bathrooms,
                    "age",
                    age,
                    "area",
                    area,
                    "condition",
                    condition);
        }
    }

    static List<House> sample(int count, long seed) {
        Random random = new Random(seed);
        List<House> houses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            houses.add(new House(
                    400 + random.nextInt(4000),
                    1 + random.nextInt(6),
                    1 + random.nextInt(4),
                    random.nextInt(120),
                    AREAS[random.nextInt(AREAS.length)],
                    CONDITIONS[random.nextInt(CONDITIONS.length)]));
        }
        return houses;
    }

    static double price(House house, Random noise) {
        double perSquareFoot =
                house.area().equals("center") ? 320 : house.area().equals("rural") ? 110 : 190;
        return house.sqft() * perSquareFoot
                + 8000 * house.bedrooms()
                - 700 * house.age()
                + (house.condition().equals("poor") ? -40_000 : 0)
                + 10_000 * noise.nextGaussian();
    }

    static Trainer<Regressor> xgboost() {
        return new XGBoostRegressionTrainer(
                RegressionType.LINEAR,
                100,
                Map.of("objective", "reg:squarederror", "max_depth", 3, "eta", 0.1, "nthread", 1, "verbosity", 0));
    }

    static Trainer<Regressor> forest() {
        CARTRegressionTrainer trees = new CARTRegressionTrainer(4, 5, 0, 0.7f, false, new MeanSquaredError(), 1);
        return new RandomForestTrainer<>(trees, new AveragingCombiner(), 100, 2);
    }

    static Trainer<Regressor> linear() {
        return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.5), 5, 10_000, 1, 3);
    }
}
