package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nearest neighbors, and missing numbers filled from them, against sorting all rows by their distance. */
class NearestTest {
    private static final double ERROR = 1e-12;
    private static final double NAN = Double.NaN;

    private static double distance(double[] x, Matrix points, int row, double power) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.pow(Math.abs(x[i] - points.get(row, i)), power);
        }
        return Math.pow(sum, 1 / power);
    }

    private static List<Integer> sorted(int rows, Comparator<Integer> nearness) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        order.sort(nearness);
        return order;
    }

    @ParameterizedTest(name = "power {0}")
    @ValueSource(doubles = {1, 1.5, 2, 3})
    void theNearestPointsSpeakEquallyOrByTheInverseOfTheirDistance(double power) {
        Random random = new Random(31);
        for (int columns : new int[] {1, 3}) {
            Matrix points = Slots.matrix(random, 20, columns);
            Matrix values = Slots.matrix(random, 20, 2);
            for (int count : new int[] {1, 2, 7, 20}) {
                double[] x = Slots.normal(random, columns);
                List<Integer> nearest = sorted(20, Comparator.comparingDouble(row -> distance(x, points, row, power)));
                for (boolean byDistance : new boolean[] {false, true}) {
                    double[] expected = new double[2];
                    double total = 0;
                    for (int row : nearest.subList(0, count)) {
                        double weight = byDistance ? 1 / distance(x, points, row, power) : 1;
                        total += weight;
                        expected[0] += weight * values.get(row, 0);
                        expected[1] += weight * values.get(row, 1);
                    }
                    expected[0] /= total;
                    expected[1] /= total;
                    Neighbors neighbors = new Neighbors(points, values, count, power, byDistance);
                    Slots.assertClose(Slots.run(neighbors, x), expected, ERROR);
                }
            }
        }
    }

    @Test
    void pointsAtDistanceZeroAreTheOnlyOnesByDistance() {
        Matrix points = new Matrix(4, 1, Numbers.of(1, 5, 5, 6));
        Matrix values = new Matrix(4, 1, Numbers.of(100, 10, 20, 60));
        assertThat(Slots.one(new Neighbors(points, values, 3, 2, true), 5)).isEqualTo(15);
        assertThat(Slots.one(new Neighbors(points, values, 3, 2, false), 5)).isEqualTo(30);
        assertThat(Slots.one(new Neighbors(points, values, 2, 1, true), 0)).isEqualTo((100 + 10 / 5.0) / 1.2);
    }

    @Test
    void ofPointsAtTheSameDistanceTheFirstAreTaken() {
        Matrix points = new Matrix(4, 1, Numbers.of(9, 1, -1, 1));
        Matrix values = new Matrix(4, 1, Numbers.of(1, 2, 3, 4));
        assertThat(Slots.one(new Neighbors(points, values, 1, 2, false), 0)).isEqualTo(2);
        assertThat(Slots.one(new Neighbors(points, values, 2, 2, false), 0)).isEqualTo(2.5);
    }

    @Test
    void neighborsThatDoNotFitAreRefused() {
        Matrix points = new Matrix(2, 1, Numbers.of(1, 2));
        Matrix three = new Matrix(3, 1, Numbers.of(1, 2, 3));
        for (int count : new int[] {0, 3}) {
            assertThatThrownBy(() -> new Neighbors(points, points, count, 2, false))
                    .hasMessage(
                            "there must be a row of values a point, and as many points as neighbors: 2, 2, " + count);
        }
        assertThatThrownBy(() -> new Neighbors(points, three, 1, 2, false)).hasMessageContaining(": 2, 3, 1");
        for (double power : new double[] {0.99, NAN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Neighbors(points, points, 1, power, false))
                    .hasMessage("the power of the distance must be at least 1: " + power);
        }
        Matrix missing = new Matrix(2, 1, Numbers.of(1, NAN));
        assertThatThrownBy(() -> new Neighbors(missing, points, 1, 2, false)).hasMessage("points must be finite: NaN");
        assertThatThrownBy(() -> new Neighbors(points, missing, 1, 2, false)).hasMessage("values must be finite: NaN");
        assertThatCode(() -> new Neighbors(points, points, 2, 1, false)).doesNotThrowAnyException();
    }

    /** {@code sklearn.metrics.pairwise.nan_euclidean_distances}, squared; NaN when the rows have no column in common. */
    private static double nanDistance(double[] x, Matrix rows, int row) {
        double sum = 0;
        double common = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(x[i]) && !Double.isNaN(rows.get(row, i))) {
                sum += Math.pow(x[i] - rows.get(row, i), 2);
                common++;
            }
        }
        return sum / common * x.length;
    }

    /** The mean of the column in the nearest rows that have it, or in all rows when none can be compared. */
    private static double fill(double[] x, Matrix rows, int column, int neighbors) {
        List<Integer> having = IntStream.range(0, rows.rows())
                .filter(row -> !Double.isNaN(rows.get(row, column)))
                .boxed()
                .toList();
        List<Integer> nearest = having.stream()
                .filter(row -> !Double.isNaN(nanDistance(x, rows, row)))
                .sorted(Comparator.comparingDouble(row -> nanDistance(x, rows, row)))
                .limit(neighbors)
                .toList();
        return (nearest.isEmpty() ? having : nearest)
                .stream().mapToDouble(row -> rows.get(row, column)).average().orElse(NAN);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aMissingNumberIsTheMeanOfTheNearestRowsThatHaveIt(long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(4);
        int count = 1 + random.nextInt(15);
        double[] numbers = Slots.normal(random, count * columns);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(4) == 0 ? NAN : numbers[i];
        }
        Matrix rows = new Matrix(count, columns, Numbers.of(numbers));
        for (int neighbors : new int[] {1, 2, 5, 40}) {
            for (int k = 0; k < 20; k++) {
                double[] x = Slots.normal(random, columns);
                double[] expected = x.clone();
                for (int i = 0; i < columns; i++) {
                    if (random.nextInt(3) == 0) {
                        x[i] = NAN;
                    }
                }
                for (int i = 0; i < columns; i++) {
                    expected[i] = Double.isNaN(x[i]) ? fill(x, rows, i, neighbors) : x[i];
                }
                Slots.assertClose(Slots.run(new NearestFill(rows, neighbors), x), expected, ERROR);
            }
        }
    }

    @Test
    void aRowWithoutAnyNumberHasTheMeansAndAColumnWithoutAnyStaysMissing() {
        NearestFill fill = new NearestFill(new Matrix(3, 3, Numbers.of(1, NAN, 10, 2, NAN, NAN, 6, NAN, 30)), 1);
        assertThat(Slots.run(fill, NAN, NAN, NAN)).containsExactly(3, NAN, 20);
        assertThat(Slots.run(fill, 1.9, NAN, NAN)).containsExactly(1.9, NAN, 10);
        assertThat(Slots.run(fill, 1.9, NAN, 5)).containsExactly(1.9, NAN, 5);
        boolean[] all = {true, true, true};
        assertThat(fill.mayBeMissing(0, all)).isFalse();
        assertThat(fill.mayBeMissing(1, all)).isTrue();
        assertThat(fill.mayBeMissing(1, new boolean[] {true, false, true})).isFalse();
        assertThat(fill.words(0)).isEqualTo("fill from the nearest 1 of 3 rows");
    }

    @Test
    void aTieThatDecidesTheAnswerIsRefused() {
        Matrix rows = new Matrix(3, 2, Numbers.of(1, 5, -1, 7, 9, 8));
        assertThatThrownBy(() -> Slots.run(new NearestFill(rows, 1), 0, NAN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("column 'x1' is missing, and two training rows are equally near: which of them stands in"
                        + " is left to rounding");
        assertThatThrownBy(() -> Slots.run(new NearestFill(rows, 1), 1e-17, NAN))
                .isInstanceOf(InvalidInputException.class);
        assertThat(Slots.run(new NearestFill(rows, 1), 1e-9, NAN)).containsExactly(1e-9, 5);
        assertThat(Slots.run(new NearestFill(rows, 2), 0, NAN)).as("both count").containsExactly(0, 6);
        Matrix same = new Matrix(3, 2, Numbers.of(1, 5, -1, 5, 9, 8));
        assertThat(Slots.run(new NearestFill(same, 1), 0, NAN)).as("the same").containsExactly(0, 5);
    }

    @Test
    void aFillNeedsNeighbors() {
        assertThatThrownBy(() -> new NearestFill(new Matrix(1, 1, Numbers.of(1)), 0))
                .hasMessage("the number of neighbors must be 1 to 1000000: 0");
    }

    /** The source subtracts squares of the numbers, so that what it rounds away grows with them. */
    @Test
    void distancesAreInDoubtByTheSizeOfTheNumbers() {
        double large = 1e8;
        Matrix far = new Matrix(3, 2, Numbers.of(0, 9, large + 1, 5, large - 2, 7));
        assertThatThrownBy(() -> Slots.run(new NearestFill(far, 1), large, NAN)).hasMessageContaining("equally near");
        Matrix near = new Matrix(3, 2, Numbers.of(1e4, 9, 1, 5, -2, 7));
        assertThat(Slots.run(new NearestFill(near, 1), 0, NAN)).containsExactly(0, 5);
        Matrix zero = new Matrix(2, 2, Numbers.of(0, 5, 2 * large, 7));
        assertThat(Slots.run(new NearestFill(zero, 1), large - 1e4, NAN)).containsExactly(large - 1e4, 5);
    }

    @Test
    void aTieOfRowsThatSayTheSameIsNoDoubtWhateverTheirPlace() {
        Matrix rows = new Matrix(5, 3, Numbers.of(9, 9, 3, 8, 8, 4, 7, 7, 2, 0, 1, 6, 1, 0, 6));
        assertThat(Slots.run(new NearestFill(rows, 1), 0, 0, NAN)).containsExactly(0, 0, 6);
        Matrix other = new Matrix(5, 3, Numbers.of(9, 9, 3, 8, 8, 4, 7, 7, 2, 0, 1, 6, 1, 0, 7));
        assertThatThrownBy(() -> Slots.run(new NearestFill(other, 1), 0, 0, NAN))
                .hasMessageContaining("equally near");
    }
}
