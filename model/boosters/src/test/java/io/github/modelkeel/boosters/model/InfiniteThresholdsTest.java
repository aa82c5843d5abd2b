package io.github.modelkeel.boosters.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trees of five versions of LightGBM with splits that ask "missing or not", whose threshold is {@code inf} in the file. The rows hold
 * missing, infinite and huge numbers. {@code verification/interop-tests/src/test/resources/python/lightgbm_infinite_fixtures.py} makes the files.
 */
class InfiniteThresholdsTest {
    private static final Path MODELS = ModelFiles.fixtures("booster-infinite");

    static List<Path> models() throws IOException {
        try (Stream<Path> directories = Files.list(MODELS)) {
            List<Path> all = directories.sorted().toList();
            assertThat(all).as("five versions, three models each").hasSize(15);
            return all;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowHasTheBitsOfPython(Path directory) throws IOException {
        Scorer scorer = ModelBundle.read(directory).model().scorer();
        double[][] rows = numbers(directory, "rows");
        double[][] expected = numbers(directory, "bits");
        assertThat(infiniteThresholds((TreeEnsembleScorer) scorer)).isPositive();
        for (int row = 0; row < rows.length; row++) {
            assertThat(scorer.scores(rows[row])).as("row %d", row).containsExactly(expected[row]);
        }
        assertThat(scorer.scoreAll(rows))
                .containsExactly(
                        Stream.of(expected).flatMapToDouble(DoubleStream::of).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theModelIsSavedAndReadAgainAndAnswersTheSameForRowsInColumns(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        ScoringModel again = ModelFiles.savedAndRead(model);
        assertThat(again).isEqualTo(model);
        for (double[] row : numbers(directory, "rows")) {
            if (DoubleStream.of(row).noneMatch(Double::isInfinite)) {
                Map<String, @Nullable Object> byName = new HashMap<>();
                for (int i = 0; i < row.length; i++) {
                    byName.put(model.signature().inputs().get(i).name(), Double.isNaN(row[i]) ? null : row[i]);
                }
                assertThat(again.predictOne(Rows.of(byName))).isEqualTo(model.predictOne(Rows.of(byName)));
                if (model.classes().isEmpty()) {
                    assertThat(model.predict(byName)).isEqualTo(model.scorer().score(row));
                }
            }
        }
    }

    private static long infiniteThresholds(TreeEnsembleScorer trees) {
        long infinite = 0;
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            for (int node = 0; node < trees.trees().treeSize(tree); node++) {
                infinite += Double.isInfinite(trees.trees().value(tree, node)) ? 1 : 0;
            }
        }
        return infinite;
    }

    private static double[][] numbers(Path directory, String field) throws IOException {
        Path file = directory.resolve("expected.json");
        return JsonTree.read(file.toString(), Files.readAllBytes(file)).get(field).list().stream()
                .map(row -> row.list().stream()
                        .mapToDouble(InfiniteThresholdsTest::ofBits)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double ofBits(DataNode bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(bits.text(), 16));
    }
}
