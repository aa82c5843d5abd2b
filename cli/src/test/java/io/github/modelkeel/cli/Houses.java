package io.github.modelkeel.cli;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models in directories. */
final class Houses {
    private static final List<Map<String, ?>> ROWS = List.of(
            Map.of("sqft", 1000, "age", 10.5, "area", "north", "pool", true),
            Map.of("sqft", 3000, "area", "south", "pool", false));

    private Houses() {}

    private static FittedPreprocessing preprocessing() {
        return Preprocessing.builder()
                .learnRanges()
                .number("sqft")
                .number("age", c -> c.imputeConstant(1))
                .text("area", c -> c.oneHot())
                .bool("pool")
                .build()
                .fit(ROWS);
    }

    /** sqft / 10 + age + 100 in the north, 200 in the south, + 1000 with a pool. */
    static Path linear(Path directory) throws IOException {
        return write(
                directory,
                ScoringModelBuilder.model(
                        preprocessing(),
                        Column.number("price"),
                        LinearScorer.of(new double[] {0.1, 1, 100, 200, 1000}, 0),
                        Link.IDENTITY));
    }

    /** A classifier of three classes by one tree each. */
    static Path classes(Path directory) throws IOException {
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(5).sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0, 0, 0);
        for (int output = 0; output < 3; output++) {
            trees.tree(1, output).split(0, 1500, 1, 2, true).leaf(output).leaf(2 - output);
        }
        return write(
                directory,
                ScoringModelBuilder.of(preprocessing(), Column.text("size"), trees.build(), Link.SOFTMAX)
                        .classes(List.of("small", "medium", "large"))
                        .build());
    }

    /** A detector of outliers above 2000 square feet, with both score functions. */
    static Path detector(Path directory) throws IOException {
        LinearScorer samples = LinearScorer.of(new double[] {-1, 0, 0, 0, 0}, 0);
        return write(
                directory,
                ScoringModelBuilder.of(
                                preprocessing(),
                                Column.number("ordinary"),
                                LinearScorer.of(new double[] {-1, 0, 0, 0, 0}, 2000),
                                Link.STEP)
                        .scoreFunctions(LinearScorer.of(new double[] {-1, 0, 0, 0, 0}, 2000), samples)
                        .build());
    }

    private static Path write(Path directory, ScoringModel model) throws IOException {
        ModelBundle.of(model, ROWS).writeTo(directory);
        return directory;
    }
}
