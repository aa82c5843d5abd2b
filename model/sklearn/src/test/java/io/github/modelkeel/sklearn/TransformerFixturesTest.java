package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transformer gives Python's values, bit for bit where its arithmetic is plain, and refuses the rows that Python refuses. */
class TransformerFixturesTest {
    private static final TransformerFixtures FIXTURES = TransformerFixtures.read("expected.json");
    private static final TransformerFixtures MIDDLE = TransformerFixtures.read("expected-sklearn17.json");
    private static final TransformerFixtures OLD = TransformerFixtures.read("expected-sklearn13.json");

    static List<String> files() {
        return FIXTURES.files(false);
    }

    static List<String> refused() {
        return FIXTURES.files(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCannotBeComputedAsInPythonIsRefusedWithThePlace(String file) {
        String message = String.valueOf(FIXTURES.expected(file).get("refused"));
        assertThatThrownBy(() -> FIXTURES.preprocessing(file))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(file + ": model")
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyRowHasTheBitsOfPython(String file) {
        check(FIXTURES, file);
    }

    /** Files of scikit-learn 1.3, which keep some things in another way. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("oldFiles")
    void filesOfAnOldVersionHaveItsBits(String file) {
        check(OLD, file);
    }

    /** Powers of scikit-learn 1.7 and 1.8, which computes them as before. */
    @Test
    void powersHaveTheBitsOfTheirVersion() {
        check(MIDDLE, "sklearn17-power-raw.pkl");
    }

    static List<String> oldFiles() {
        return OLD.files(false);
    }

    static void check(TransformerFixtures fixtures, String file) {
        FittedPreprocessing preprocessing = fixtures.preprocessing(file);
        Map<String, @Nullable Object> expected = fixtures.expected(file);
        List<?> bits = TransformerFixtures.list(expected.get("bits"));
        List<Map<String, @Nullable Object>> rows = fixtures.rows(file);
        assertThat(bits).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> row = rows.get(i);
            if (bits.get(i) == null) {
                assertThatThrownBy(() -> preprocessing.apply(row))
                        .as("row %d: %s", i, row)
                        .isInstanceOf(InvalidInputException.class);
            } else {
                double slack = expected.containsKey("slack")
                        ? number(TransformerFixtures.list(expected.get("slack")).get(i))
                        : 0;
                double[] wanted = TransformerFixtures.list(bits.get(i)).stream()
                        .mapToDouble(TransformerFixturesTest::number)
                        .toArray();
                long ulps = (Long) Objects.requireNonNull(expected.get("ulps"));
                compare(
                        preprocessing.apply(row),
                        wanted,
                        new Bound(ulps, slack, expected.containsKey("sparse")),
                        "row " + i + ": " + row);
            }
        }
    }

    private record Bound(long ulps, double slack, boolean sparse) {}

    private static void compare(double[] actual, double[] wanted, Bound bound, String row) {
        assertThat(actual).as(row).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            boolean zeros = bound.sparse() && actual[i] == 0 && wanted[i] == 0; // a sparse matrix knows no -0
            if (zeros || (Double.isNaN(actual[i]) && Double.isNaN(wanted[i]))) {
                continue;
            }
            boolean near =
                    Math.abs(actual[i] - wanted[i]) <= Math.max(bound.slack(), bound.ulps() * Math.ulp(wanted[i]));
            boolean same = Double.doubleToRawLongBits(actual[i]) == Double.doubleToRawLongBits(wanted[i]);
            boolean exact = bound.slack() == 0 && bound.ulps() == 0;
            assertThat(exact ? same : same || near)
                    .as("%s, output %d: %s, not %s", row, i, actual[i], wanted[i])
                    .isTrue();
        }
    }

    private static double number(Object hex) {
        return Double.longBitsToDouble(Long.parseUnsignedLong((String) hex, 16));
    }
}
