package io.github.modelkeel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.FixtureJson;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.model.Column;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs that skl2onnx 1.20.0 and onnxmltools 1.16.0 made, with what ONNX Runtime 1.31.1 gives on one thread for rows with missing
 * values, unseen categories and extremes. {@code verification/interop-tests/src/test/resources/python/make_onnx_files.py} makes the files.
 */
class OnnxFixturesTest {
    private static final Path MODELS = Path.of("src/test/resources/onnx-models");

    /** A row, and the bits of its values. */
    private record Case(List<Optional<Object>> row, List<String> bits) {}

    /** A file {@code cases.json}. */
    private static final class Cases {
        private int bound;
        private List<String> classes = List.of();
        private List<Case> all = List.of();

        static Cases read(Path directory) throws IOException {
            Cases cases = new Cases();
            try (FixtureJson in = new FixtureJson("cases.json", Files.readAllBytes(directory.resolve("cases.json")))) {
                in.object(Set.of("bound", "classes", "cases"), name -> {
                    switch (name) {
                        case "bound" -> cases.bound = in.integer();
                        case "classes" -> cases.classes = in.list(100, in::string);
                        default -> cases.all = in.list(1000, () -> readCase(in));
                    }
                    return true;
                });
            }
            return cases;
        }

        private static Case readCase(FixtureJson in) throws IOException {
            List<List<Optional<Object>>> parts = in.list(2, () -> in.list(100, () -> Optional.ofNullable(in.scalar())));
            return new Case(
                    parts.get(0),
                    parts.get(1).stream()
                            .map(bits -> (String) bits.orElseThrow())
                            .toList());
        }
    }

    static List<Path> models() throws IOException {
        try (Stream<Path> all = Files.list(MODELS)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowHasTheBitsOfOnnxRuntime(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        Cases cases = Cases.read(directory);
        assertThat(model.classes()).isEqualTo(cases.classes);
        double worst = 0;
        int refused = 0;
        for (Case each : cases.all) {
            Map<String, @Nullable Object> row = row(model, each);
            List<Double> wanted = each.bits().stream()
                    .map(hex -> Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16)))
                    .toList();
            if (wanted.stream().anyMatch(value -> !Double.isFinite(value)) || mustRefuse(model, row)) {
                refused++; // ONNX Runtime says NaN where this refuses the row
                assertThat(refuses(model, row)).as("%s", row).isTrue();
                continue;
            }
            List<Double> values = cases.classes.isEmpty()
                    ? List.of(model.predict(row))
                    : model.predictOne(Rows.of(row)).classProbabilities();
            assertThat(values).hasSameSizeAs(wanted);
            for (int i = 0; i < values.size(); i++) {
                worst = Math.max(worst, apart(values.get(i), wanted.get(i), !cases.classes.isEmpty()));
                assertThat(apart(values.get(i), wanted.get(i), !cases.classes.isEmpty()))
                        .as("%s, output %d: %s, not %s", row, i, values.get(i), wanted.get(i))
                        .isLessThanOrEqualTo(cases.bound);
            }
        }
        assertThat(refused).isLessThan(cases.all.size() / 2);
        if (Boolean.getBoolean("modelkeel.say")) {
            System.err.printf(
                    "%s: %d rows, %d refused, at most %.0f floats apart%n",
                    directory.getFileName(), cases.all.size(), refused, worst);
        }
    }

    /** An extreme that is not a finite float, or a missing number where the model needs one. */
    private static boolean mustRefuse(ScoringModel model, Map<String, @Nullable Object> row) {
        return model.signature().inputs().stream()
                .anyMatch(column -> column.required() && row.get(column.name()) == null);
    }

    private static boolean refuses(ScoringModel model, Map<String, @Nullable Object> row) {
        try {
            model.predict(row);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static Map<String, @Nullable Object> row(ScoringModel model, Case each) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        List<Column> columns = model.signature().inputs();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), each.row().get(i).orElse(null));
        }
        return row;
    }

    /** The distance in units of the last place of a float; a probability's is that of one half at least. */
    private static double apart(double value, double wanted, boolean probability) {
        if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(wanted)) {
            return 0;
        }
        return Math.max(
                1,
                Math.ceil(Math.abs(value - wanted)
                        / Math.ulp((float) (probability ? Math.max(0.5, Math.abs(wanted)) : wanted))));
    }

    /** What was imported is saved as data and gives the same values. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theNeutralFormGoesThroughItsFile(Path directory) throws IOException {
        ScoringModel model = ModelBundle.read(directory).model();
        ScoringModel again = ModelFiles.savedAndRead(model);
        assertThat(again).isEqualTo(model);
        List<Map<String, @Nullable Object>> accepted = new ArrayList<>();
        for (Case each : Cases.read(directory).all) {
            Map<String, @Nullable Object> row = row(model, each);
            if (!refuses(model, row)) {
                accepted.add(row);
            }
        }
        assertThat(accepted).isNotEmpty();
        assertThat(again.predictValues(Rows.ofMaps(accepted))).isEqualTo(model.predictValues(Rows.ofMaps(accepted)));
    }
}
