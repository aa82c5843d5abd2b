package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 32-bit floats, and whole numbers that no double holds; {@code make_number_type_files.py} of the interop tests makes the files. */
class NumberTypesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/number-types");
    private static final long BASE = 1L << 60;

    private record Row(long id) {}

    private static ScoringModel model(String name) throws IOException {
        return ModelBundle.read(DIRECTORY.resolve(name)).model();
    }

    /** The columns' names, and then a line a row: its whole numbers, and what Python predicts. */
    private static List<String[]> lines(String name) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(name + ".txt")).stream()
                .map(line -> line.split(" ", -1))
                .toList();
    }

    private static List<Map<String, Long>> rows(List<String[]> lines) {
        String[] names = lines.get(0);
        List<Map<String, Long>> rows = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
            Map<String, Long> values = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                values.put(names[i], Long.valueOf(line[i]));
            }
            rows.add(values);
        }
        return rows;
    }

    private static double[] answers(List<String[]> lines) {
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line[line.length - 1]))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32_logistic", "float32_one_hot"})
    void anEstimatorThatComputesIn32BitsIsRefusedByName(String name) {
        assertThatThrownBy(() -> model(name))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("all of its columns are 32-bit floats")
                .hasMessageContaining("model.pkl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids_beyond_2_53", "tree_of_longs"})
    void wholeNumbersBeyondADoubleAreComparedAsSuch(String name, @TempDir Path copy) throws IOException {
        List<String[]> expected = lines(name);
        ScoringModel model = model(name);
        List<Map<String, Long>> rows = rows(expected);
        assertThat(model.predictValues(Rows.ofMaps(rows))).containsExactly(answers(expected));
        Map<String, Object> columns = new LinkedHashMap<>();
        for (String column : rows.get(0).keySet()) {
            columns.put(column, rows.stream().mapToLong(row -> row.get(column)).toArray());
        }
        assertThat(model.predictValues(Rows.ofColumns(columns))).containsExactly(answers(expected));
        String json = rows.stream()
                .map(row -> row.entrySet().stream()
                        .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(model.predictValues(JsonRows.from(json))).containsExactly(answers(expected));
        ModelBundle.of(model, rows).writeTo(copy.resolve("again"));
        assertThat(ModelBundle.read(copy.resolve("again")).model().predictValues(Rows.ofMaps(rows)))
                .containsExactly(answers(expected));
    }

    @Test
    void aWholeNumberOfAnyTypeIsComparedAsALong() throws IOException {
        ScoringModel model = model("ids_beyond_2_53");
        double[] answers = answers(lines("ids_beyond_2_53"));
        double known = answers[3];
        double unknown = answers[1];
        assertThat(unknown).isNotEqualTo(known).isNotEqualTo(answers[0]);
        assertThat(model.predict(new Row(BASE + 256))).isEqualTo(known);
        assertThat(model.predict(new Row(BASE + 255))).isEqualTo(unknown);
        for (long distance : new long[] {256, 255}) {
            double wanted = distance == 256 ? known : unknown;
            BigInteger big = BigInteger.valueOf(BASE + distance);
            assertThat(model.predict(Map.of("id", big))).isEqualTo(wanted);
            assertThat(model.predict(Map.of("id", new BigDecimal(big)))).isEqualTo(wanted);
            assertThat(model.withInputPolicy(InputPolicy.COERCE).predict(Map.of("id", big.toString())))
                    .isEqualTo(wanted);
        }
        assertThat(model.predict(Map.of("id", (double) BASE))).isEqualTo(answers[0]);
        assertThat(model.predict(Map.of("id", 0.5))).isEqualTo(unknown);
        assertThat(model.predict(Map.of("id", new BigInteger("9".repeat(40))))).isEqualTo(unknown);
        assertThat(model.predict(Map.of("id", new BigDecimal("1e-400000000")))).isEqualTo(unknown);
    }
}
