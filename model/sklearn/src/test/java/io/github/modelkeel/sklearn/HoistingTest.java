package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimators that hold pipelines which read texts predict what Python predicts, bit for bit. */
class HoistingTest {
    private static final TransformerFixtures FIXTURES = TransformerFixtures.read("expected.json");

    static List<String> files() {
        return FIXTURES.wholeFiles();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void anEstimatorAroundPipelinesPredictsAsInPython(String file) {
        ScoringModel model = FIXTURES.model(file);
        List<?> bits = TransformerFixtures.list(FIXTURES.expected(file).get("bits"));
        List<Map<String, @Nullable Object>> rows = FIXTURES.rows(file);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> row = rows.get(i);
            if (bits.get(i) == null) {
                assertThatThrownBy(() -> model.predict(row)).isInstanceOf(InvalidInputException.class);
                continue;
            }
            List<Double> wanted = TransformerFixtures.list(bits.get(i)).stream()
                    .map(hex -> Double.longBitsToDouble(Long.parseUnsignedLong((String) hex, 16)))
                    .toList();
            List<Double> actual = model.classes().isEmpty()
                    ? List.of(model.predict(row))
                    : model.predictOne(Rows.of(row)).classProbabilities();
            assertThat(actual).as("row %d: %s", i, row).isEqualTo(wanted);
        }
    }
}
