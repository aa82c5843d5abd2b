package io.github.modelkeel.formats;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models that XGBoost 3.2.0 and LightGBM 4.7.0 wrote, and XGBoost 1.7.6 and 2.1.4 and LightGBM 3.3.5 and 4.3.0 before them, with what they
 * predict for rows with missing values, unseen categories, signed zeros, denormals and extremes.
 * {@code verification/interop-tests/src/test/resources/python/booster_fixtures.py} makes the files.
 */
public final class BoosterFixtures {
    private static final int BOUND_ULPS = 4;
    private static final int MAX = 1000;

    private BoosterFixtures() {}

    /** The directories of the models that are pickles, or of those that are not. */
    public static List<Path> models(boolean pickles) throws IOException {
        List<Path> models = new ArrayList<>();
        for (String root : List.of("python-models", "python-models-older")) {
            try (Stream<Path> all = Files.list(ModelFiles.fixtures(root))) {
                all.filter(Files::isDirectory)
                        .filter(directory -> Files.exists(directory.resolve("model.pkl")) == pickles)
                        .sorted()
                        .forEach(models::add);
            }
        }
        return models;
    }

    /** Reads a model and compares what it gives for each row with what Python gave. */
    public static void requireBitsOfPython(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        Expected expected = new Expected(directory.resolve("expected.json"));
        List<Map<String, @Nullable Object>> rows = rows(model);
        assertThat(expected.bits).hasSameSizeAs(rows);
        for (int row = 0; row < rows.size(); row++) {
            List<String> bits = expected.bits.get(row);
            List<Double> values = values(model, rows.get(row), bits.size());
            assertThat(values).hasSameSizeAs(bits);
            for (int i = 0; i < values.size(); i++) {
                double wanted = Double.longBitsToDouble(Long.parseUnsignedLong(bits.get(i), 16));
                assertThat(ulps(values.get(i), wanted))
                        .as("row %d %s, output %d: %s, not %s", row, rows.get(row), i, values.get(i), wanted)
                        .isLessThanOrEqualTo(expected.bound);
            }
        }
    }

    /** What was imported is saved as data with every split, link and class of it. */
    public static void requireSavedAndRead(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        ScoringModel again = ModelFiles.savedAndRead(model);
        assertThat(again).isEqualTo(model);
        for (Map<String, @Nullable Object> row : rows(model)) {
            assertThat(again.predictOne(Rows.of(row))).isEqualTo(model.predictOne(Rows.of(row)));
        }
    }

    /** What Python says of a model's rows. */
    private static final class Expected {
        private List<List<String>> bits = List.of();
        private long bound;

        Expected(Path file) throws IOException {
            try (FixtureJson in = new FixtureJson(file.toString(), Files.readAllBytes(file))) {
                in.object(Set.of("regression", "bits"), name -> {
                    switch (name) {
                        case "regression" -> bound = in.bool() ? 0 : BOUND_ULPS;
                        default -> bits = in.list(MAX, () -> in.list(MAX, in::string));
                    }
                    return true;
                });
            }
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

    /** The rows, which stand in one file for all models. */
    public static List<Map<String, @Nullable Object>> rows(ScoringModel model) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<String> names =
                model.signature().inputs().stream().map(Column::name).toList();
        Path file = ModelFiles.fixtures("python-models").resolve("rows.json");
        try (FixtureJson in = new FixtureJson("rows.json", Files.readAllBytes(file))) {
            for (List<Optional<Object>> values :
                    in.list(MAX, () -> in.list(100, () -> Optional.ofNullable(in.scalar())))) {
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
