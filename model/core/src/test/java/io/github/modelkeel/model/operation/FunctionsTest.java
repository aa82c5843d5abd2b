package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.operation.Calculate.Function;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of one number: against {@link Math}, against their inverse, and at the places where numpy's rules are special. */
class FunctionsTest {
    private static final double ERROR = 4e-15;

    private static double plain(Function function, double x) {
        return switch (function) {
            case LOG -> Math.log(x);
            case LOG1P -> Math.log(1 + x);
            case LOG2 -> Math.log(x) / Math.log(2);
            case LOG10 -> Math.log10(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.exp(x) - 1;
            case EXP2 -> Math.pow(2, x);
            case SQRT -> Math.pow(x, 0.5);
            case CBRT -> Math.signum(x) * Math.pow(Math.abs(x), 1 / 3.0);
            case SQUARE -> Math.pow(x, 2);
            case ABSOLUTE -> x < 0 ? -x : x;
            case RECIPROCAL -> Math.pow(x, -1);
            case SIGN -> Math.signum(x);
            case NEGATIVE -> 0 - x;
            case FLOOR -> x - Math.floorMod((long) Math.floor(x * 1024), 1024) / 1024.0;
            case CEIL -> -Math.floor(-x);
            case RINT -> Math.abs(x - (long) x) == 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.sin(x) / Math.cos(x);
            case TANH -> 1 - 2 / (Math.exp(2 * x) + 1);
            case ARCTAN -> Math.atan2(x, 1);
            case ARCSIN -> Math.atan2(x, Math.sqrt(1 - x * x));
            case ARCCOS -> Math.atan2(Math.sqrt(1 - x * x), x);
            case SINH -> (Math.exp(x) - Math.exp(-x)) / 2;
            case COSH -> (Math.exp(x) + Math.exp(-x)) / 2;
            case ARCSINH -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
            case TRUNC -> (long) x;
            case RADIANS -> Math.toRadians(x);
            case DEGREES -> Math.toDegrees(x);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionIsTheOneOfItsName(Function function) {
        Random random = new Random(42);
        Calculate calculate = new Calculate(function, 3);
        for (int i = 0; i < 200; i++) {
            // in steps of 1/1024, so that floors and roundings are exact
            double[] x = {
                random.nextInt(-1023, 1024) / 1024.0, random.nextInt(-40, 41) / 8.0, random.nextInt(1, 10_000) / 1024.0
            };
            double[] expected =
                    Arrays.stream(x).map(each -> plain(function, each)).toArray();
            double[] actual = Slots.run(calculate, x);
            for (int k = 0; k < 3; k++) {
                if (!Double.isNaN(expected[k])) {
                    Slots.assertClose(actual[k] + 0.0, expected[k] + 0.0, ERROR);
                } else {
                    assertThat(actual[k]).isNaN();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOG, 0, -Infinity",
        "LOG, -1, NaN",
        "LOG1P, 1e-300, 1e-300",
        "LOG1P, -1, -Infinity",
        "LOG2, 0, -Infinity",
        "LOG2, -0.5, NaN",
        "LOG2, Infinity, Infinity",
        "LOG2, 8, 3",
        "LOG2, 0.0625, -4",
        "LOG2, 4.9e-324, -1074",
        "LOG2, 2.2250738585072014e-308, -1022",
        "LOG2, 1.1125369292536007e-308, -1023",
        "LOG10, 1000, 3",
        "EXP, 1000, Infinity",
        "EXP, -Infinity, 0",
        "EXPM1, 1e-300, 1e-300",
        "EXP2, -3, 0.125",
        "EXP2, 2000, Infinity",
        "SQRT, -1, NaN",
        "SQRT, 2.25, 1.5",
        "CBRT, -27, -3",
        "RECIPROCAL, -0.0, -Infinity",
        "SIGN, -0.0, 0",
        "SIGN, -3, -1",
        "SIGN, 3, 1",
        "NEGATIVE, 0, -0.0",
        "FLOOR, -0.5, -1",
        "CEIL, 0.5, 1",
        "RINT, 2.5, 2",
        "RINT, 3.5, 4",
        "RINT, -2.5, -2",
        "TRUNC, -1.9, -1",
        "TRUNC, 1.9, 1",
        "TANH, -Infinity, -1",
        "ARCSIN, 1.5, NaN",
        "ARCSINH, 1e-9, 1e-9",
        "ARCSINH, -0.0, -0.0",
        "ARCSINH, -Infinity, -Infinity",
        "ARCSINH, 1e300, 691.4686750787736",
        "ARCSINH, -1e300, -691.4686750787736",
        "RADIANS, 180, 3.141592653589793",
        "DEGREES, 3.141592653589793, 180"
    })
    void specialNumbersHaveNumpysResults(Function function, double x, double expected) {
        assertThat(Slots.run(new Calculate(function, 1), x)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-10, 3.8e-9, 1e-5, 0.3, 1, 1.99, 2.01, 10, 1e4, 2e8, 3e8, 1e100})
    void theInverseOfTheHyperbolicSineIsAccurateInEachOfItsRanges(double size) {
        for (double x : new double[] {size, -size}) {
            double y = Slots.one(new Calculate(Function.ARCSINH, 1), x);
            assertThat(Math.sinh(y)).isCloseTo(x, within(size * 1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-320, 1e-300, 0.7, 1.4, 1.41421356, 1.4142136, 1.9999, 5, 1e300})
    void theLogarithmToTheBaseTwoIsAccurateInEachOfItsRanges(double x) {
        double y = Slots.one(new Calculate(Function.LOG2, 1), x);
        double expected = Math.log(x) / Math.log(2);
        assertThat(y).isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-10, -1e-10, 1e-5, -1e-5})
    void theLogarithmToTheBaseTwoKeepsItsDigitsBesideOne(double off) {
        double y = Slots.one(new Calculate(Function.LOG2, 1), 1 + off);
        double expected = Math.log1p((1 + off) - 1) / Math.log(2);
        assertThat(y).isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }

    @ParameterizedTest
    @EnumSource
    void aMissingNumberStaysMissing(Function function) {
        assertThat(Slots.run(new Calculate(function, 1), Double.NaN)).containsExactly(Double.NaN);
        assertThat(new Calculate(function, 1).words(0)).isEqualToIgnoringCase(function.name());
        assertThatThrownBy(() -> new Calculate(function, 0)).hasMessageContaining("the number of inputs");
    }

    @Test
    void activationsAreThoseOfANeuralNetwork() {
        double[] x = {-800, -2, -0.5, 0, 0.5, 2, 800};
        for (int i = 0; i < x.length; i++) {
            double at = x[i];
            assertThat(Slots.run(new Activation(Activation.Form.IDENTITY, 1), at))
                    .containsExactly(at);
            assertThat(Slots.run(new Activation(Activation.Form.RELU, 1), at)).containsExactly(at > 0 ? at : 0);
            Slots.assertClose(Slots.one(new Activation(Activation.Form.TANH, 1), at), Math.tanh(at), 1e-15);
            Slots.assertClose(
                    Slots.one(new Activation(Activation.Form.LOGISTIC, 1), at), 1 / (1 + Math.exp(-at)), 1e-15);
        }
        assertThat(new Activation(Activation.Form.RELU, 3).inputs()).isEqualTo(3);
        assertThatThrownBy(() -> new Activation(Activation.Form.RELU, 0))
                .hasMessage("the number of inputs must be at least 1: 0");
    }

    /** The transformation of Yeo and Johnson (2000), case by case. */
    private static double yeoJohnson(double x, double lambda) {
        if (x >= 0) {
            return lambda == 0 ? Math.log(x + 1) : (Math.pow(x + 1, lambda) - 1) / lambda;
        }
        return lambda == 2 ? -Math.log(1 - x) : -(Math.pow(1 - x, 2 - lambda) - 1) / (2 - lambda);
    }

    private static double boxCox(double x, double lambda) {
        return lambda == 0 ? Math.log(x) : (Math.pow(x, lambda) - 1) / lambda;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.5, 0, 0.3, 1, 1.5, 2, 2.7, 4})
    void powersAreThoseOfYeoAndJohnsonAndOfBoxAndCoxAndHaveInverses(double lambda) {
        Numbers lambdas = Numbers.of(lambda);
        for (double x : new double[] {-20, -1, -0.25, 0, 0.25, 1, 3, 20}) {
            for (Power.Form form : new Power.Form[] {Power.Form.YEO_JOHNSON, Power.Form.YEO_JOHNSON_BY_POW}) {
                double y = Slots.one(new Power(form, lambdas), x);
                Slots.assertClose(y + 0.0, yeoJohnson(x, lambda) + 0.0, 1e-13);
                Slots.assertClose(Slots.one(new InversePower(false, lambdas), y) + 0.0, x, 1e-9);
            }
            if (x > 0) {
                double y = Slots.one(new Power(Power.Form.BOX_COX, lambdas), x);
                Slots.assertClose(y, boxCox(x, lambda), 1e-13);
                Slots.assertClose(Slots.one(new InversePower(true, lambdas), y), x, 1e-11);
            }
        }
    }

    @Test
    void eachInputHasItsOwnExponent() {
        Power power = new Power(Power.Form.YEO_JOHNSON_BY_POW, Numbers.of(1, 2, 0));
        assertThat(Slots.run(power, 3, 3, 0)).containsExactly(3, 7.5, 0);
        assertThat(Slots.run(power, -3, Double.NaN, Double.NaN)).containsExactly(-3, Double.NaN, Double.NaN);
        assertThat(Slots.run(new InversePower(false, Numbers.of(1, 2)), 3, 7.5)).containsExactly(3, 3);
        assertThat(power.words(1)).isEqualTo("yeo-johnson-by-pow 2.0");
    }

    /** Where {@code x ^ lambda} overflows, the result of Box and Cox need not: it is still divided by lambda. */
    @Test
    void boxAndCoxGoThroughLogarithmsWhereThePowerOverflows() {
        double lambda = 2;
        double x = 1.5e154;
        double half = Math.pow(x / Math.sqrt(2), 2);
        assertThat(x * x).isInfinite();
        Slots.assertClose(Slots.one(new Power(Power.Form.BOX_COX, Numbers.of(lambda)), x), half, 1e-12);
        Slots.assertClose(Slots.one(new Power(Power.Form.BOX_COX, Numbers.of(-lambda)), 1 / x) / half, -1, 1e-12);
        assertThat(Slots.one(new Power(Power.Form.BOX_COX, Numbers.of(1e-20)), Math.E))
                .isEqualTo(1);
    }

    @Test
    void boxAndCoxRefuseWhatIsNotAboveZero() {
        Power power = new Power(Power.Form.BOX_COX, Numbers.of(0.5));
        for (double x : new double[] {0, -1}) {
            assertThatThrownBy(() -> Slots.run(power, x))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("the Box-Cox transformation needs a number above 0: " + x);
        }
        assertThat(Slots.run(power, Double.NaN)).containsExactly(Double.NaN);
        assertThatThrownBy(() -> new Power(Power.Form.BOX_COX, Numbers.of()))
                .hasMessageContaining("the number of exponents");
        assertThatThrownBy(() -> new Power(Power.Form.BOX_COX, Numbers.of(Double.NaN)))
                .hasMessage("exponents must be finite: NaN");
        assertThatThrownBy(() -> new InversePower(true, Numbers.of())).hasMessage("there must be an exponent");
        assertThatThrownBy(() -> new InversePower(true, Numbers.of(Double.NaN)))
                .hasMessage("exponents must be finite: NaN");
    }
}
