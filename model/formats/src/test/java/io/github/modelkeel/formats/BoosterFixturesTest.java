package io.github.modelkeel.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.booster.DataNode;
import io.github.modelkeel.formats.booster.JsonTree;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that XGBoost 3.2.0 and LightGBM 4.7.0 wrote, and XGBoost 1.7.6 and 2.1.4 and LightGBM 3.3.5 and 4.3.0 before them, with what they predict for rows with missing values, unseen categories, signed
 * zeros, denormals and extremes. {@code verification/interop-tests/src/test/resources/python/booster_fixtures.py} makes the files.
 */
class BoosterFixturesTest {
    private static final Path MODELS = Path.of("src/test/resources/python-models");
    private static final Path OLDER = Path.of("src/test/resources/python-models-older");
    private static final Path REFUSED = Path.of("src/test/resources/python-models-refused");
    private static final int BOUND_ULPS = 4;

    static List<Path> models() throws IOException {
        List<Path> models = new ArrayList<>();
        for (Path root : List.of(MODELS, OLDER)) {
            try (Stream<Path> all = Files.list(root)) {
                all.filter(Files::isDirectory).sorted().forEach(models::add);
            }
        }
        return models;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowHasTheBitsOfPython(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        DataNode expected = json(directory.resolve("expected.json"));
        long bound = expected.get("regression").integer() == 1 ? 0 : BOUND_ULPS;
        List<DataNode> bits = expected.get("bits").list();
        List<Map<String, @Nullable Object>> rows = rows(model);
        assertThat(bits).hasSameSizeAs(rows);
        for (int row = 0; row < rows.size(); row++) {
            List<Double> values =
                    values(model, rows.get(row), bits.get(row).list().size());
            assertThat(values).hasSameSizeAs(bits.get(row).list());
            for (int i = 0; i < values.size(); i++) {
                double wanted = Double.longBitsToDouble(
                        Long.parseUnsignedLong(bits.get(row).list().get(i).text(), 16));
                assertThat(ulps(values.get(i), wanted))
                        .as("row %d %s, output %d: %s, not %s", row, rows.get(row), i, values.get(i), wanted)
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lgb-stops-early, pred_early_stop",
        "lgb-linear-trees, linear_tree=false",
        "xgb-linear, booster='gbtree'",
        "xgb-vector-leaves, one_output_per_tree",
        "xgb-two-labels, a model for each target"
    })
    void whatIsNotExactIsRefusedWithTheWayOut(String name, String wayOut) {
        assertThatThrownBy(() -> ModelBundle.read(REFUSED.resolve(name)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(wayOut);
    }

    /** What was imported is saved as data with every split, link and class of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theNeutralFormGoesThroughItsFile(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        ScoringModel again = ModelJson.read(ModelJson.write(model));
        assertThat(again).isEqualTo(model);
        for (Map<String, @Nullable Object> row : rows(model)) {
            assertThat(again.predictOne(Rows.of(row))).isEqualTo(model.predictOne(Rows.of(row)));
        }
    }

    private static List<Double> values(ScoringModel model, Map<String, @Nullable Object> row, int outputs) {
        if (outputs == 1) {
            return List.of(model.predict(row));
        }
        Output output = model.predictOne(Rows.of(row));
        return output.hasLabel() ? output.classProbabilities() : output.values();
    }

    /** How many doubles lie between two of the same sign; -0 is not 0. */
    private static long ulps(double one, double other) {
        return Math.abs(Double.doubleToRawLongBits(one) - Double.doubleToRawLongBits(other));
    }

    private static DataNode json(Path file) throws IOException {
        return JsonTree.read(file.toString(), Files.readAllBytes(file));
    }

    /** The rows, read without the rounding to floats that a tree of JSON brings. */
    static List<Map<String, @Nullable Object>> rows(ScoringModel model) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<String> names =
                model.signature().inputs().stream().map(Column::name).toList();
        try (JsonIn in = new JsonIn("rows.json", Files.readAllBytes(MODELS.resolve("rows.json")))) {
            for (List<Optional<Object>> values :
                    in.list(1000, () -> in.list(100, () -> Optional.ofNullable(in.scalar())))) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    row.put(names.get(i), values.get(i).orElse(null));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
