package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.interop.SweptModel.Said;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every class of {@code sklearn.utils.all_estimators()}, trained on 64-bit floats, 32-bit floats and 64-bit integers, with every kind of
 * rows: what Python says, or a refusal. {@code sweep_estimators.py} makes the models, {@link SweepBound} says how far a number may be, and
 * {@code docs/estimators.md} has the result, which {@code -Ddocs.update=true} writes; {@code -Dsweep.only=PATTERN} runs some of them.
 */
class EveryEstimatorTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int ROWS = 1000;
    private static final String REFUSED = "refused";
    private static final String NONE = "–";
    private static final int LEAST_ESTIMATORS = 200;
    private static final List<String> KINDS = List.of(
            "ordinary", "NaN", "huge", "float32", "float32, tensor", "no signature", "int64", "int64, no signature");

    @TempDir
    private Path work;

    private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> totals = new LinkedHashMap<>();

    @Test
    void everyRowIsAsInPythonOrRefused() throws IOException {
        String only = System.getProperty("sweep.only", "");
        JsonNode summary =
                PythonEnvironment.orSkip().run("sweep_estimators.py", work, LIMIT, Map.of(), work.toString(), only);
        ByteBuffer bits = ByteBuffer.wrap(Files.readAllBytes(work.resolve("sweep.bits")));
        StringBuilder table = new StringBuilder();
        int estimators = 0;
        for (JsonNode estimator :
                new ObjectMapper().readTree(work.resolve("sweep.json").toFile())) {
            String name = estimator.path("name").asText();
            Map<String, String> cells = new LinkedHashMap<>();
            Set<String> reasons = new LinkedHashSet<>();
            for (JsonNode form : estimator.path("forms")) {
                compare(name, SweptModel.read(form, bits, ROWS), cells, reasons);
            }
            boolean answered = cells.values().stream().anyMatch(cell -> !cell.equals(REFUSED));
            table.append("| ").append(name);
            KINDS.forEach(kind -> table.append(" | ").append(cells.getOrDefault(kind, NONE)));
            table.append(" | ").append(answered ? SweepBound.of(name).inWords() : NONE);
            table.append(" | ")
                    .append(reasons.isEmpty() ? NONE : String.join("; ", reasons))
                    .append(" |\n");
            estimators++;
        }
        Banner.say("sweep: " + estimators + " estimators, " + totals + "; Python took "
                + summary.path("seconds").asText() + " s");
        assertThat(faults).isEmpty();
        if (only.isEmpty()) {
            assertThat(estimators).isGreaterThanOrEqualTo(LEAST_ESTIMATORS);
            SweepPage.update("scikit-learn " + summary.path("scikit-learn").asText(), totals, KINDS, table.toString());
        }
    }

    private void compare(String name, SweptModel swept, Map<String, String> cells, Set<String> reasons)
            throws IOException {
        if (swept.directory().isEmpty()) {
            return;
        }
        ScoringModel model;
        try {
            model = ModelBundle.read(work.resolve(swept.directory())).model();
        } catch (ModelRefusedException e) {
            swept.kinds().keySet().forEach(kind -> count(cells, kind, REFUSED));
            reasons.add(SweepPage.reason(Objects.requireNonNull(e.getMessage())));
            return;
        } catch (RuntimeException e) {
            faults.add(name + ", " + swept.form() + ": an exception without a name of ours: " + e);
            return;
        }
        for (Map.Entry<String, Map<String, Said>> kind : swept.kinds().entrySet()) {
            SweptRows compared = new SweptRows(swept, model, SweepBound.of(name).ulps());
            compared.compare(kind.getValue(), rows(kind.getKey(), swept.form().startsWith("int64")));
            count(cells, kind.getKey(), compared.cell());
            if (compared.wrong() > 0) {
                faults.add(name + ", " + kind.getKey() + ": " + compared.cell() + ", " + compared.fault());
            }
        }
    }

    private void count(Map<String, String> cells, String kind, String cell) {
        cells.put(kind, cell);
        String total = cell.equals("same") || cell.equals(REFUSED) ? cell : "same or refused, row by row";
        totals.merge(total, 1, Integer::sum);
    }

    private List<Object[]> rows(String kind, boolean whole) throws IOException {
        List<Object[]> known = rows.get(kind);
        if (known != null) {
            return known;
        }
        ByteBuffer values = ByteBuffer.wrap(Files.readAllBytes(work.resolve(kind + ".rows")));
        List<Object[]> read = new ArrayList<>();
        int width = values.remaining() / Long.BYTES / ROWS;
        for (int row = 0; row < ROWS; row++) {
            Object[] line = new Object[width];
            for (int i = 0; i < width; i++) {
                if (whole) {
                    line[i] = values.getLong();
                } else {
                    line[i] = values.getDouble();
                }
            }
            read.add(line);
        }
        rows.put(kind, read);
        return read;
    }
}
