package io.github.modelkeel.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.model.tree.Layouts;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
    private record House(double sqft, int bedrooms, Integer bathrooms, double age, String area, String condition) {}

    private static final Preprocessing PREPROCESSING = Preprocessing.builder()
            .number("sqft", c -> c.scaleStandard())
            .number("bedrooms", c -> c.scaleStandard())
            .number("bathrooms", c -> c.scaleStandard())
            .number("age", c -> c.scaleStandard())
            .text("area", c -> c.oneHot())
            .text("condition", c -> c.oneHotIgnoringUnknown())
            .build();

    private static List<House> houses(Random random) {
        List<House> houses = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            houses.add(new House(
                    random.nextInt(4000),
                    random.nextInt(6),
                    random.nextInt(4),
                    random.nextDouble() * 100,
                    "a" + random.nextInt(5),
                    "c" + random.nextInt(4)));
        }
        return houses;
    }

    @ParameterizedTest(name = "100 trees of depth {0}")
    @CsvSource({"3, true, MaskTables", "6, false, HeapLayout", "14, false, PackedLayout"})
    void aPredictionForARecordAllocatesNothing(int depth, boolean fused, String layout) {
        Random random = new Random(3);
        List<House> houses = houses(random);
        FittedPreprocessing preprocessing = PREPROCESSING.fit(houses.stream()
                .map(house -> Map.of(
                        "sqft", house.sqft,
                        "bedrooms", house.bedrooms,
                        "bathrooms", house.bathrooms,
                        "age", house.age,
                        "area", house.area,
                        "condition", house.condition))
                .toList());
        TreeEnsembleScorer trees = trees(random, depth);
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("price"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isEqualTo(fused);
        assertThat(trees.trees().layout().getClass().getSimpleName()).isEqualTo(layout);
        assertThat(Layouts.depth(trees.trees().nodes())).isEqualTo(depth);
        double sink = predict(model, houses, 30_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            sink += predict(model, houses, 1000);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(sink).isFinite();
        assertThat(least).as("bytes of 1,000 calls").isLessThan(1000);
    }

    private static double predict(ScoringModel model, List<House> houses, int calls) {
        double sum = 0;
        for (int i = 0; i < calls; i++) {
            sum += model.predict(houses.get(i % houses.size()));
        }
        return sum;
    }

    private static TreeEnsembleScorer trees(Random random, int depth) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(13).sum(Sum.DOUBLE_FROM_BASE, 1);
        for (int tree = 0; tree < 100; tree++) {
            trees.tree();
            int full = Math.min(depth, 7);
            int splits = (1 << full) - 1;
            for (int i = 0; i < splits; i++) {
                trees.split(random.nextInt(13), random.nextGaussian(), 2 * i + 1, 2 * i + 2, true);
            }
            for (int i = 0; i < splits; i++) {
                trees.leaf(random.nextGaussian());
            }
            // the last leaf of the full part continues, a split a level
            for (int level = full; level < depth; level++) {
                int left = 2 * splits + 1 + 2 * (level - full);
                trees.split(random.nextInt(13), random.nextGaussian(), left, left + 1, true)
                        .leaf(random.nextGaussian());
            }
            trees.leaf(random.nextGaussian());
        }
        return trees.build();
    }
}
