package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.FixtureJson;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that XGBoost 3.2.0 and LightGBM 4.7.0, and 3.3.5 and 4.3.0 before it, trained on data frames with columns of categories (texts,
 * numbers and booleans), as MLflow logs them. {@code booster_category_fixtures.py} and {@code older_category_fixtures.py} in
 * {@code interop-tests} make the files.
 */
class CategoryFixturesTest {
    private static final Path MODELS = ModelFiles.fixtures("booster-categories");
    private static final int MAX = 1000;
    private static final int BOUND_ULPS = 4;
    private static final String REFUSED = "refused";

    /** What Python says of a model's rows. */
    private static final class Expected {
        private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        private final List<List<Optional<Object>>> values = new ArrayList<>();
        private List<String> columns = List.of();
        private List<List<String>> bits = List.of();
        private long bound;

        Expected(Path file) throws IOException {
            try (FixtureJson in = new FixtureJson("expected.json", Files.readAllBytes(file))) {
                in.object(Set.of("regression", "columns", "rows", "bits"), name -> read(in, name));
            }
            for (List<Optional<Object>> row : values) {
                Map<String, @Nullable Object> map = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    map.put(columns.get(i), row.get(i).orElse(null));
                }
                rows.add(map);
            }
        }

        private boolean read(FixtureJson in, String name) throws IOException {
            switch (name) {
                case "regression" -> bound = in.bool() ? 0 : BOUND_ULPS;
                case "columns" -> columns = in.list(MAX, in::string);
                case "rows" -> values.addAll(in.list(MAX, () -> in.list(MAX, () -> Optional.ofNullable(in.scalar()))));
                default -> bits = in.list(MAX, () -> in.list(MAX, in::string));
            }
            return true;
        }
    }

    static List<Path> models() throws IOException {
        try (Stream<Path> all = Files.list(MODELS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowHasTheBitsOfPythonOrIsRefusedAsThere(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        Expected expected = new Expected(directory.resolve("expected.json"));
        assertThat(expected.bits).hasSameSizeAs(expected.rows);
        for (int i = 0; i < expected.rows.size(); i++) {
            Map<String, @Nullable Object> row = expected.rows.get(i);
            List<String> bits = expected.bits.get(i);
            if (bits.equals(List.of(REFUSED))) {
                assertThatThrownBy(() -> model.predict(row))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("a category that training never saw");
                continue;
            }
            List<Double> values = bits.size() == 1
                    ? List.of(model.predict(row))
                    : model.predictOne(Rows.of(row)).classProbabilities();
            for (int output = 0; output < bits.size(); output++) {
                long wanted = Long.parseUnsignedLong(bits.get(output), 16);
                assertThat(Math.abs(Double.doubleToRawLongBits(values.get(output)) - wanted))
                        .as("row %d %s, output %d: %s", i, row, output, values.get(output))
                        .isLessThanOrEqualTo(expected.bound);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theCategoriesAreInTheNeutralForm(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        ScoringModel again = ModelFiles.savedAndRead(model);
        assertThat(again).isEqualTo(model);
    }
}
