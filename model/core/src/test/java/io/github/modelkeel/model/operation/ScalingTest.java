package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are scaled, bounded, filled or refused one by one, and rows that are divided by their size. */
class ScalingTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double DENORMAL = Double.MIN_VALUE;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void scalingsHaveTheBitsOfTheirFormula(long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(5);
        double[] a = Slots.normal(random, size);
        double[] b = Slots.normal(random, size);
        double[] x = Slots.normal(random, size);
        double[] standardized = new double[size];
        double[] shifted = new double[size];
        for (int i = 0; i < size; i++) {
            standardized[i] = (x[i] - a[i]) / b[i];
            shifted[i] = x[i] * a[i] + b[i];
        }
        Standardize standardize = new Standardize(Numbers.of(a), Numbers.of(b));
        assertThat(Slots.run(standardize, x)).containsExactly(standardized);
        assertThat(standardize.apply(size - 1, x[size - 1])).isEqualTo(standardized[size - 1]);
        assertThat(Slots.run(new ScaleShift(Numbers.of(a), Numbers.of(b)), x)).containsExactly(shifted);
    }

    @Test
    void aScalingByOneAndNothingKeepsTheSignOfAZero() {
        assertThat(Slots.run(new Standardize(Numbers.of(0), Numbers.of(1)), -0.0))
                .containsExactly(-0.0);
        assertThat(Slots.run(new ScaleShift(Numbers.of(1), Numbers.of(-0.0)), -0.0))
                .containsExactly(-0.0);
        assertThat(Slots.run(new Standardize(Numbers.of(2), Numbers.of(1)), NAN))
                .containsExactly(NAN);
        assertThat(new ScaleShift(Numbers.of(1), Numbers.of(0)).words(0)).isEqualTo("scale");
    }

    @Test
    void scalesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Standardize(Numbers.of(1, 2), Numbers.of(1, 0)))
                .hasMessage("scales must not be 0");
        assertThatThrownBy(() -> new Standardize(Numbers.of(1, 2), Numbers.of(1, -0.0)))
                .hasMessage("scales must not be 0");
        assertThatThrownBy(() -> new Standardize(Numbers.of(1, 2), Numbers.of(1)))
                .hasMessage("scales must be 2, they are 1");
        assertThatThrownBy(() -> new Standardize(Numbers.of(NAN), Numbers.of(1)))
                .hasMessage("centers must be finite: NaN");
        assertThatThrownBy(() -> new Standardize(Numbers.of(1), Numbers.of(INFINITY)))
                .hasMessage("scales must be finite: Infinity");
        assertThatThrownBy(() -> new Standardize(Numbers.of(), Numbers.of()))
                .hasMessageContaining("the number of centers");
        assertThatThrownBy(() -> new ScaleShift(Numbers.of(1), Numbers.of(1, 2)))
                .hasMessage("offsets must be 1, they are 2");
        assertThatThrownBy(() -> new ScaleShift(Numbers.of(NAN), Numbers.of(1)))
                .hasMessage("factors must be finite: NaN");
        assertThatThrownBy(() -> new ScaleShift(Numbers.of(1), Numbers.of(NAN)))
                .hasMessage("offsets must be finite: NaN");
        assertThatThrownBy(() -> new ScaleShift(Numbers.of(), Numbers.of()))
                .hasMessageContaining("the number of factors");
    }

    @Test
    void aClipBringsNumbersToTheNearestBound() {
        Clip clip = new Clip(-1.5, 2, 1);
        double[] x = {-9, -1.5, -1, 0, 2, Math.nextUp(2.0), INFINITY, -INFINITY};
        double[] expected = {-1.5, -1.5, -1, 0, 2, 2, 2, -1.5};
        for (int i = 0; i < x.length; i++) {
            assertThat(Slots.one(clip, x[i])).isEqualTo(expected[i]);
        }
        assertThat(Slots.run(clip, NAN)).containsExactly(NAN);
        assertThat(Slots.run(new Clip(0.0, 1, 2), -0.0, 0.5)).as("numpy's zero").containsExactly(0.0, 0.5);
        assertThat(Slots.run(new Clip(-1, -0.0, 1), 0.0)).containsExactly(-0.0);
        assertThat(Slots.one(new Clip(3, 3, 1), 7)).isEqualTo(3);
        assertThat(clip.words(0)).isEqualTo("clip to -1.5 to 2.0");
        assertThatThrownBy(() -> new Clip(2, 1, 1)).hasMessage("a range must not be empty: 2.0 to 1.0");
        assertThatThrownBy(() -> new Clip(NAN, 1, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Clip(0, 1, 0)).hasMessageContaining("the number of inputs");
    }

    @Test
    void modifiedHuberIsHalfOfTheClippedNumberAndOne() {
        ClippedHalf half = new ClippedHalf(5);
        assertThat(Slots.run(half, -3, -1, 0.5, 1, 7)).containsExactly(0, 0, 0.75, 1, 1);
        assertThatThrownBy(() -> new ClippedHalf(0)).hasMessage("the number of inputs must be at least 1: 0");
    }

    @Test
    void aThresholdItselfIsNotAboveIt() {
        assertThat(Slots.run(new Binarize(0.5, 4), 0.5, Math.nextUp(0.5), -1, NAN))
                .containsExactly(0, 1, 0, NAN);
        assertThat(Slots.run(new Binarize(0, 1), -0.0)).containsExactly(0.0);
        assertThat(new Binarize(0.5, 1).words(0)).isEqualTo("1 above 0.5");
        assertThatThrownBy(() -> new Binarize(NAN, 1)).hasMessage("a threshold must be a number");
        assertThatThrownBy(() -> new Binarize(0, 0)).hasMessageContaining("the number of inputs");
    }

    @Test
    void missingNumbersAreFlaggedFilledOrMade() {
        assertThat(Slots.run(new Flag(NAN, 3), NAN, 0, INFINITY)).containsExactly(1, 0, 0);
        assertThat(Slots.run(new Flag(-1, 3), NAN, -1, 1)).containsExactly(0, 1, 0);
        assertThat(new Flag(NAN, 1).words(0)).isEqualTo("1 where missing");
        assertThat(Slots.run(new Fill(NAN, Numbers.of(7, 8, 9)), NAN, 1, NAN)).containsExactly(7, 1, 9);
        assertThat(Slots.run(new Fill(-1, Numbers.of(7, 8, 9)), -1, NAN, 1)).containsExactly(7, NAN, 1);
        assertThat(new Fill(NAN, Numbers.of(7, 8)).words(1)).isEqualTo("fill 8.0");
        assertThat(Slots.run(new MissingNumber(3, 0, false), -0.0, DENORMAL, NAN))
                .containsExactly(NAN, DENORMAL, NAN);
        assertThat(Slots.run(new MissingNumber(2, 0, true), DENORMAL, 1)).containsExactly(NAN, 1);
        assertThat(Slots.run(new MissingNumber(2, 0.1, true), 0.1f, 0.1)).containsExactly(NAN, NAN);
        assertThat(Slots.run(new MissingNumber(2, 0.1, false), 0.1f, 0.1)).containsExactly(0.1f, NAN);
        assertThat(new MissingNumber(1, 0, true).mayBeMissing(0, new boolean[] {false}))
                .isTrue();
        assertThatThrownBy(() -> new Flag(NAN, 0)).hasMessageContaining("the number of inputs");
        assertThatThrownBy(() -> new Fill(NAN, Numbers.of())).hasMessageContaining("the number of fill values");
        assertThatThrownBy(() -> new Fill(NAN, Numbers.of(NAN))).hasMessage("fill values must be finite: NaN");
        assertThatThrownBy(() -> new MissingNumber(0, 0, true))
                .hasMessage("a stand-in for missing numbers needs a size and a number: 0, 0.0");
        assertThatThrownBy(() -> new MissingNumber(1, NAN, true)).hasMessageContaining("1, NaN");
    }

    @Test
    void anEstimateIsTakenWhereTheNumberIsMissingAndKeptInItsRange() {
        FillFrom fill = new FillFrom(-1, 2);
        assertThat(Slots.one(fill, 99, 0)).isEqualTo(99);
        assertThat(Slots.one(fill, NAN, 0.5)).isEqualTo(0.5);
        assertThat(Slots.one(fill, NAN, 3)).isEqualTo(2);
        assertThat(Slots.one(fill, NAN, -3)).isEqualTo(-1);
        assertThat(fill.mayBeMissing(0, new boolean[] {true, false})).isFalse();
        assertThat(fill.mayBeMissing(0, new boolean[] {false, true})).isTrue();
        assertThat(fill.words(0)).isEqualTo("fill with an estimate");
        assertThat(fill.words(1)).isEqualTo("estimate");
        assertThat(Slots.one(new FillFrom(1, 1), NAN, 0)).isEqualTo(1);
        assertThatThrownBy(() -> new FillFrom(2, 1)).hasMessage("a range must not end before it starts: 2.0, 1.0");
        assertThatThrownBy(() -> new FillFrom(NAN, 1)).hasMessageContaining("NaN");
    }

    @Test
    void roundingIsToTheNearestFloat() {
        assertThat(Slots.run(new Round(4), 0.1, 16_777_217, 1e300, DENORMAL))
                .containsExactly(0.1f, 16_777_216, INFINITY, 0);
        assertThat(new Round(1).words(0)).isEqualTo("round to 32 bits");
        assertThatThrownBy(() -> new Round(0)).hasMessageContaining("the number of inputs");
    }

    @Test
    void whatIsNotFiniteIsRefusedByName() {
        RequireFinite strict = new RequireFinite(false, 2);
        RequireFinite lenient = new RequireFinite(true, 2);
        assertThat(Slots.run(strict, -1, Double.MAX_VALUE)).containsExactly(-1, Double.MAX_VALUE);
        assertThat(Slots.run(lenient, NAN, 2)).containsExactly(NAN, 2);
        assertThat(lenient.apply(0, 3)).isEqualTo(3);
        assertThatThrownBy(() -> Slots.run(strict, 1, NAN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("what the model makes of 'x1' is missing or no number, which its next step refuses")
                .satisfies(error ->
                        assertThat(((InvalidInputException) error).column()).isEqualTo("x1"));
        for (RequireFinite either : new RequireFinite[] {strict, lenient}) {
            assertThatThrownBy(() -> Slots.run(either, -INFINITY, 2))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("what the model makes of 'x0' is infinite, which its next step refuses");
            assertThatThrownBy(() -> either.apply(1, INFINITY)).hasMessageContaining("'input 1' is infinite");
        }
        boolean[] second = {false, true};
        assertThat(strict.mayBeMissing(1, second)).isFalse();
        assertThat(lenient.mayBeMissing(0, second)).isFalse();
        assertThat(lenient.mayBeMissing(1, second)).isTrue();
        assertThat(strict.words(0)).isEqualTo("refuse what is not finite");
        assertThatThrownBy(() -> new RequireFinite(true, 0)).hasMessageContaining("the number of inputs");
    }

    private static double size(Normalize.Norm norm, double[] x) {
        double[] sizes = Arrays.stream(x).map(Math::abs).toArray();
        return switch (norm) {
            case L1 -> Arrays.stream(sizes).sum();
            case L2 ->
                Math.sqrt(Arrays.stream(sizes).map(size -> Math.pow(size, 2)).sum());
            case MAX -> Arrays.stream(sizes).max().orElseThrow();
        };
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsDividedByItsSizeUnlessThatIsTooSmall(Normalize.Norm norm) {
        Random random = new Random(42);
        for (int columns = 1; columns <= 9; columns++) {
            double[] x = Slots.normal(random, columns);
            double[] expected =
                    Arrays.stream(x).map(each -> each / size(norm, x)).toArray();
            Slots.assertClose(Slots.run(new Normalize(norm, 1e-9, columns), x), expected, 1e-14);
        }
        Normalize normalize = new Normalize(norm, 0.25, 2);
        assertThat(Slots.run(normalize, -0.25, 0)).containsExactly(-1, 0);
        assertThat(Slots.run(normalize, 0.2, 0)).containsExactly(0.2, 0);
        assertThat(Slots.run(normalize, 0, -0.0)).containsExactly(0, -0.0);
        assertThat(normalize.words(0)).isEqualToIgnoringCase("divide by the norm " + norm);
        assertThatThrownBy(() -> new Normalize(norm, 0.5, 0)).hasMessageContaining("the number of inputs");
        for (double smallest : new double[] {0, 1, NAN}) {
            assertThatThrownBy(() -> new Normalize(norm, smallest, 1))
                    .hasMessage("the smallest size must be above 0 and below 1: " + smallest);
        }
    }
}
