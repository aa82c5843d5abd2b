package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histogram boosting that was fitted on a data frame with a column of categories, which it encodes itself. */
class HistTextsTest {
    private static final Path DIRECTORY = EstimatorFixture.DIRECTORIES.get(0);

    private static Map<String, @Nullable Object> row(double size, @Nullable String area, double age) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("size", size);
        row.put("area", area);
        row.put("age", age);
        return row;
    }

    @Test
    void textsAreReadAsTheEstimatorsOwnCategories() throws IOException {
        ModelFlavor flavor = ModelFlavor.of(
                "sklearn",
                "texts.joblib",
                ModelFlavor.UNKNOWN_CLASS,
                List.of(
                        new ModelFlavor.Input("size", "double", true),
                        new ModelFlavor.Input("area", "string", false),
                        new ModelFlavor.Input("age", "double", true)));
        ScoringModel model = SklearnModel.read(flavor, EstimatorFixture.root(DIRECTORY.resolve("texts.joblib")));
        List<Map<String, @Nullable Object>> rows = Arrays.asList(
                row(900, "north", 0.1),
                row(1200, "south", 2),
                row(Double.NaN, "west", 1),
                row(700, null, Double.NaN),
                row(1000, "east", 0.5));
        List<String> expected = Files.readAllLines(DIRECTORY.resolve("texts.txt"));
        assertThat(expected).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            double wanted = Double.longBitsToDouble(Long.parseUnsignedLong(expected.get(i), 16));
            assertThat(model.predict(rows.get(i))).as("row %d", i).isEqualTo(wanted);
        }
    }
}
