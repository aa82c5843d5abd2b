package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.operation.Spline.Beyond;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B-splines against their definition by Cox and de Boor, spline by spline and from the top down. */
class SplineTest {
    private static final double ERROR = 1e-12;

    /** {@code B(i, degree)} at x, as the polynomial it is on one interval of the knots. */
    private static double spline(double[] knots, int i, int degree, double x, int interval) {
        if (degree == 0) {
            return i == interval ? 1 : 0;
        }
        return share(x - knots[i], knots[i + degree] - knots[i]) * spline(knots, i, degree - 1, x, interval)
                + share(knots[i + degree + 1] - x, knots[i + degree + 1] - knots[i + 1])
                        * spline(knots, i + 1, degree - 1, x, interval);
    }

    /** The derivative of {@code B(i, degree)}: the degree times the difference of the two splines below it, each by its width. */
    private static double slope(double[] knots, int i, int degree, double x, int interval) {
        return degree
                * (share(spline(knots, i, degree - 1, x, interval), knots[i + degree] - knots[i])
                        - share(spline(knots, i + 1, degree - 1, x, interval), knots[i + degree + 1] - knots[i + 1]));
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** The last interval of the training range that starts at or below x, the first or last one for an x outside. */
    private static int interval(double[] knots, int degree, double x) {
        int found = degree;
        for (int i = degree; i < knots.length - degree - 1; i++) {
            if (knots[i] <= x) {
                found = i;
            }
        }
        return found;
    }

    private static double[] naive(double[] knots, int degree, double x) {
        double[] values = new double[knots.length - degree - 1];
        Arrays.setAll(values, i -> spline(knots, i, degree, x, interval(knots, degree, x)));
        return values;
    }

    /** Knots with different gaps, some of which are at the same place when {@code clamped}. */
    private static double[] knots(Random random, int degree, boolean clamped) {
        double[] knots = new double[2 * (degree + 1) + random.nextInt(5)];
        double at = -3;
        for (int i = 0; i < knots.length; i++) {
            boolean stays = clamped && (i <= degree || i > knots.length - degree - 1);
            at += stays ? 0 : 0.1 + random.nextDouble();
            knots[i] = at;
        }
        return knots;
    }

    private static Spline of(double[] knots, int degree, Beyond beyond) {
        return new Spline(Numbers.of(knots), degree, beyond, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void withinTheKnotsEveryFormHasTheValuesOfTheRecursion(long seed) {
        Random random = new Random(seed);
        for (int degree = 1; degree <= 4; degree++) {
            double[] knots = knots(random, degree, seed % 2 == 0);
            double low = knots[degree];
            double high = knots[knots.length - degree - 1];
            for (int k = 0; k <= 40; k++) {
                double x = k == 40
                        ? high
                        : k % 5 == 0 ? knots[interval(knots, degree, low + k)] : low + (high - low) * k / 40;
                double[] expected = naive(knots, degree, x);
                assertThat(Arrays.stream(expected).sum()).isCloseTo(1, within(ERROR));
                for (Beyond beyond : Beyond.values()) {
                    if (beyond != Beyond.PERIODIC) {
                        Slots.assertClose(Slots.run(of(knots, degree, beyond), x), expected, ERROR);
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void beyondTheKnotsTheValuesStayFollowTheTangentOrContinueThePolynomial(long seed) {
        Random random = new Random(seed);
        for (int degree = 1; degree <= 4; degree++) {
            double[] knots = knots(random, degree, seed % 2 == 0);
            for (double off : new double[] {1e-9, 0.3, 2, 50}) {
                for (boolean above : new boolean[] {false, true}) {
                    double end = above ? knots[knots.length - degree - 1] : knots[degree];
                    double x = above ? end + off : end - off;
                    int interval = interval(knots, degree, end);
                    int last = degree;
                    double[] values = naive(knots, degree, end);
                    double[] tangent = new double[values.length];
                    Arrays.setAll(tangent, i -> values[i] + (x - end) * slope(knots, i, last, end, interval));
                    Slots.assertClose(Slots.run(of(knots, degree, Beyond.CONSTANT), x), values, ERROR);
                    Slots.assertClose(Slots.run(of(knots, degree, Beyond.LINEAR), x), tangent, 1e-10);
                    Slots.assertClose(Slots.run(of(knots, degree, Beyond.CONTINUE), x), naive(knots, degree, x), 1e-10);
                }
            }
        }
    }

    @Test
    void periodicSplinesAreTheSumOfThoseThatMeetAtTheEnds() {
        Random random = new Random(7);
        for (int degree = 1; degree <= 3; degree++) {
            double[] knots = new double[2 * degree + 6];
            Arrays.setAll(knots, i -> i / 2.0);
            double low = degree / 2.0;
            double period = (knots.length - 2 * degree - 1) / 2.0;
            int count = knots.length - 1 - 2 * degree;
            for (int k = 0; k < 60; k++) {
                double moved = k == 0 ? low : low + random.nextDouble() * period;
                double[] expected = new double[count];
                double[] all = naive(knots, degree, moved);
                for (int i = 0; i < all.length; i++) {
                    expected[i % count] += all[i];
                }
                for (int periods = -3; periods <= 3; periods++) {
                    double x = moved + periods * period;
                    Slots.assertClose(Slots.run(of(knots, degree, Beyond.PERIODIC), x), expected, 1e-11);
                }
            }
        }
    }

    @Test
    void uniformSplinesHaveTheValuesOfTheTextbook() {
        Numbers knots = Numbers.of(-3, -2, -1, 0, 1, 2, 3, 4, 5);
        assertThat(Slots.run(new Spline(knots, 1, Beyond.CONTINUE, false), 0.25))
                .containsExactly(0, 0, 0.75, 0.25, 0, 0, 0);
        assertThat(Slots.run(new Spline(knots, 2, Beyond.CONTINUE, false), 1.5))
                .containsExactly(0, 0, 0.125, 0.75, 0.125, 0);
        Slots.assertClose(
                Slots.run(new Spline(knots, 3, Beyond.CONTINUE, false), 1),
                new double[] {0, 1 / 6.0, 4 / 6.0, 1 / 6.0, 0},
                ERROR);
    }

    @Test
    void aNumberOutsideIsRefusedWhereThatIsTheRule() {
        Spline spline = of(new double[] {0, 1, 2, 3}, 1, Beyond.ERROR);
        assertThat(Slots.run(spline, 1)).containsExactly(1, 0);
        assertThat(Slots.run(spline, 2)).containsExactly(0, 1);
        assertThatThrownBy(() -> Slots.run(spline, Math.nextDown(1.0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'x0' is 0.9999999999999999, outside the knots from 1.0 to 2.0");
        assertThatThrownBy(() -> Slots.run(spline, Math.nextUp(2.0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("outside the knots");
    }

    @Test
    void aMissingNumberGivesZerosOrMissingOnes() {
        Numbers knots = Numbers.of(0, 1, 2, 3, 4);
        for (Beyond beyond : Beyond.values()) {
            Spline zeros = new Spline(knots, 1, beyond, true);
            Spline missing = new Spline(knots, 1, beyond, false);
            assertThat(Slots.run(zeros, Double.NaN)).containsOnly(0);
            assertThat(Slots.run(missing, Double.NaN)).containsOnly(Double.NaN);
            assertThat(zeros.mayBeMissing(0, new boolean[] {true})).isFalse();
            assertThat(missing.mayBeMissing(0, new boolean[] {true})).isTrue();
            assertThat(missing.mayBeMissing(0, new boolean[] {false})).isFalse();
        }
        assertThat(new Spline(knots, 1, Beyond.CONSTANT, true).words(0)).isEqualTo("3 splines of degree 1");
        assertThat(new Spline(knots, 1, Beyond.PERIODIC, true).words(0)).isEqualTo("2 splines of degree 1");
    }

    @Test
    void knotsThatMakeNoSplineAreRefused() {
        assertThatThrownBy(() -> of(new double[] {0, 1, 2}, 1, Beyond.CONTINUE))
                .hasMessage("3 knots are too few for the degree 1");
        assertThatThrownBy(() -> of(new double[] {0, 1, 2, 3}, 0, Beyond.CONTINUE))
                .hasMessage("4 knots are too few for the degree 0");
        assertThatThrownBy(() -> of(new double[] {0, 1, 0.5, 3}, 1, Beyond.CONTINUE))
                .hasMessage("knots must not fall");
        assertThatThrownBy(() -> of(new double[] {0, 1, 1, 3}, 1, Beyond.CONTINUE))
                .hasMessage("the range of the knots is empty");
        assertThatThrownBy(() -> of(new double[] {0, 1, 2, Double.POSITIVE_INFINITY}, 1, Beyond.CONTINUE))
                .hasMessage("knots must be finite: Infinity");
        assertThat(of(new double[] {0, 0, 2, 2}, 1, Beyond.CONTINUE).outputs()).isEqualTo(2);
    }
}
