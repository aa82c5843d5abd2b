package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The operators of ONNX on one and on two numbers: against Java's own operators in floats and in doubles. */
class TensorTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] HARD = {0.0, -0.0, 1, -1, 0.1f, -2.5f, 3, 1e30f, -1e-40f, INFINITY, -INFINITY, NAN};

    private static double flag(boolean condition) {
        return condition ? 1 : 0;
    }

    private static DoubleBinaryOperator inFloats(TensorOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> (float) a + (float) b;
            case SUBTRACT -> (a, b) -> (float) a - (float) b;
            case MULTIPLY -> (a, b) -> (float) a * (float) b;
            case DIVIDE -> (a, b) -> (float) a / (float) b;
            case POWER -> (a, b) -> (float) Math.pow((float) a, (float) b);
            case MINIMUM -> (a, b) -> Math.min((float) a, (float) b);
            case MAXIMUM -> (a, b) -> Math.max((float) a, (float) b);
            default -> inDoubles(operator);
        };
    }

    private static DoubleBinaryOperator inDoubles(TensorOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> a + b;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case POWER -> Math::pow;
            case MINIMUM -> Math::min;
            case MAXIMUM -> Math::max;
            case GREATER -> (a, b) -> flag(a > b);
            case GREATER_OR_EQUAL -> (a, b) -> flag(a >= b);
            case LESS -> (a, b) -> flag(a < b);
            case LESS_OR_EQUAL -> (a, b) -> flag(a <= b);
            case EQUAL -> (a, b) -> flag(a == b);
            case EQUAL_OR_MISSING -> (a, b) -> Double.isNaN(a) || Double.isNaN(b) ? NAN : flag(a == b);
            case AND -> (a, b) -> flag(a != 0) * flag(b != 0);
            case OR -> (a, b) -> Math.max(flag(a != 0), flag(b != 0));
            case XOR -> (a, b) -> Math.abs(flag(a != 0) - flag(b != 0));
        };
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorOnTwoNumbersIsJavasInTheirType(TensorOperator operator) {
        TensorPair floats = new TensorPair(operator, TensorPrecision.FLOAT, 2);
        TensorPair doubles = new TensorPair(operator, TensorPrecision.DOUBLE, 2);
        for (double a : HARD) {
            for (double b : HARD) {
                double[] inFloats = {
                    inFloats(operator).applyAsDouble(a, b), inFloats(operator).applyAsDouble(b, a)
                };
                double[] inDoubles = {
                    inDoubles(operator).applyAsDouble(a, b), inDoubles(operator).applyAsDouble(b, a)
                };
                Slots.assertClose(Slots.run(floats, a, b, b, a), inFloats, 1e-7);
                Slots.assertClose(Slots.run(doubles, a, b, b, a), inDoubles, 1e-15);
                for (boolean first : new boolean[] {false, true}) {
                    TensorConstant constant =
                            new TensorConstant(operator, TensorPrecision.DOUBLE, Numbers.of(0.25, b), first);
                    double expected = inDoubles(operator).applyAsDouble(first ? b : a, first ? a : b);
                    Slots.assertClose(Slots.run(constant, 7, a)[1], expected, 1e-15);
                }
            }
        }
    }

    @Test
    void sumsAndProductsOfFloatsHaveTheBitsOfFloats() {
        Random random = new Random(2);
        for (TensorOperator operator : new TensorOperator[] {
            TensorOperator.ADD, TensorOperator.SUBTRACT, TensorOperator.MULTIPLY, TensorOperator.DIVIDE
        }) {
            TensorPair pair = new TensorPair(operator, TensorPrecision.FLOAT, 1);
            for (int i = 0; i < 200; i++) {
                float a = (float) random.nextGaussian();
                float b = (float) random.nextGaussian();
                assertThat(Slots.one(pair, a, b)).isEqualTo(inFloats(operator).applyAsDouble(a, b));
            }
        }
    }

    @Test
    void wholeNumbersAreDividedAsInJava() {
        TensorPair divide = new TensorPair(TensorOperator.DIVIDE, TensorPrecision.INTEGER, 1);
        for (int a : new int[] {-7, -6, 0, 6, 7}) {
            for (int b : new int[] {-3, 3}) {
                int quotient = a / b;
                assertThat(Slots.one(divide, a, b)).isEqualTo(quotient);
            }
        }
        assertThat(Slots.one(new TensorPair(TensorOperator.POWER, TensorPrecision.INTEGER, 1), 3, 2))
                .isEqualTo(9);
    }

    @Test
    void anOperatorsOperandsAreCheckedAndTheirMissingNumbersKnown() {
        boolean[] second = {false, false, false, true};
        TensorPair pair = new TensorPair(TensorOperator.ADD, TensorPrecision.FLOAT, 2);
        assertThat(pair.mayBeMissing(0, second)).isFalse();
        assertThat(pair.mayBeMissing(1, second)).isTrue();
        assertThat(pair.mayBeMissing(0, new boolean[] {true, false, false, false}))
                .isTrue();
        assertThatThrownBy(() -> new TensorPair(TensorOperator.ADD, TensorPrecision.FLOAT, 0))
                .hasMessage("an operator needs numbers: 0");
        assertThatThrownBy(() -> new TensorPair(TensorOperator.ADD, TensorPrecision.FLOAT, 1 << 30))
                .hasMessageContaining("an operator needs numbers");
        assertThatThrownBy(() -> new TensorConstant(TensorOperator.ADD, TensorPrecision.FLOAT, Numbers.of(0.1), false))
                .hasMessage("a constant must be of the type FLOAT: 0.1");
        assertThatThrownBy(
                        () -> new TensorConstant(TensorOperator.ADD, TensorPrecision.INTEGER, Numbers.of(1, 0.5), true))
                .hasMessage("a constant must be of the type INTEGER: 0.5");
        assertThatThrownBy(() -> new TensorConstant(TensorOperator.ADD, TensorPrecision.FLOAT, Numbers.of(), false))
                .hasMessage("an operator needs a constant");
    }

    @Test
    void aChoiceTakesTheSecondWhereTheFirstIsNotZero() {
        TensorChoice choice = new TensorChoice(4);
        assertThat(Slots.run(choice, 1, 0, NAN, -0.0, 10, 11, 12, 13, 20, 21, 22, 23))
                .containsExactly(10, 21, 12, 23);
        boolean[] missing = new boolean[12];
        missing[0] = true;
        missing[5] = true;
        missing[10] = true;
        assertThat(choice.mayBeMissing(0, missing)).isFalse();
        assertThat(choice.mayBeMissing(1, missing)).isTrue();
        assertThat(choice.mayBeMissing(2, missing)).isTrue();
        assertThat(choice.mayBeMissing(3, missing)).isFalse();
        for (int size : new int[] {0, Integer.MAX_VALUE / 3 + 1}) {
            assertThatThrownBy(() -> new TensorChoice(size)).hasMessage("a choice needs numbers: " + size);
        }
    }

    @Test
    void constantsAreTheSameForEveryRow() {
        TensorConstants constants = new TensorConstants(Numbers.of(3, NAN, -0.0));
        assertThat(Slots.run(constants)).containsExactly(3, NAN, -0.0);
        assertThat(constants.mayBeMissing(0, new boolean[0])).isFalse();
        assertThat(constants.mayBeMissing(1, new boolean[0])).isTrue();
        assertThat(constants).hasToString("TensorConstants[3.0, NaN, -0.0]");
        assertThatThrownBy(() -> new TensorConstants(Numbers.of())).hasMessage("constants need a number");
    }

    @Test
    void aFillReplacesOneNumber() {
        assertThat(Slots.run(new TensorFill(Numbers.of(7, 8, 9), NAN), NAN, 1, NAN))
                .containsExactly(7, 1, 9);
        assertThat(Slots.run(new TensorFill(Numbers.of(7, 8, 9), -1), -1, NAN, -1.5))
                .containsExactly(7, NAN, -1.5);
        assertThatThrownBy(() -> new TensorFill(Numbers.of(), NAN)).hasMessage("a fill needs a replacement");
    }

    @ParameterizedTest
    @CsvSource({
        "WHOLE, -3, -3",
        "ABS, -2.5, 2.5",
        "NEGATIVE, 2.5, -2.5",
        "LOG, 0, -Infinity",
        "LOG, -1, NaN",
        "SQRT, 6.25, 2.5",
        "RECIPROCAL, -4, -0.25",
        "SIGMOID, 0, 0.5",
        "SIGMOID, -Infinity, 0",
        "LOGISTIC, 0, 0.5",
        "LOGISTIC, Infinity, 1",
        "LOGISTIC, -Infinity, 0",
        "TANH, Infinity, 1",
        "RELU, -0.5, 0",
        "RELU, 0.5, 0.5",
        "RELU, NaN, NaN",
        "FLOOR, -0.5, -1",
        "CEIL, 0.5, 1",
        "ROUND, 2.5, 2",
        "ROUND, -3.5, -4",
        "SIGN, -7, -1",
        "SIGN, 7, 1",
        "SIGN, NaN, NaN",
        "NOT, 0, 1",
        "NOT, -0.0, 1",
        "NOT, 0.5, 0",
        "NOT, NaN, 0",
        "TRUTH, 0, 0",
        "TRUTH, -2, 1",
        "TRUTH, NaN, 1",
        "IS_MISSING, NaN, 1",
        "IS_MISSING, Infinity, 0",
        "IS_INFINITE, -Infinity, 1",
        "IS_INFINITE, NaN, 0",
        "IS_INFINITE, 3, 0",
        "EXP, 0, 1",
        "EXP, 1000, Infinity"
    })
    void aFunctionHasTheSameSpecialResultsInFloatsAndDoubles(TensorMap.Function function, double x, double expected) {
        for (TensorPrecision precision : new TensorPrecision[] {TensorPrecision.FLOAT, TensorPrecision.DOUBLE}) {
            assertThat(Slots.run(new TensorMap(function, precision, 1), x)).containsExactly(expected);
        }
    }

    private static double plain(TensorMap.Function function, double x) {
        return switch (function) {
            case CAST, WHOLE -> x;
            case ABS -> x < 0 ? -x : x;
            case NEGATIVE -> 0 - x;
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.pow(x, 0.5);
            case RECIPROCAL -> Math.pow(x, -1);
            case SIGMOID, LOGISTIC -> Math.exp(x) / (1 + Math.exp(x));
            case PROBIT -> NormalQuantiles.inverse(x);
            case TANH -> Math.tanh(x);
            case RELU -> (x + Math.abs(x)) / 2;
            case FLOOR -> -Math.ceil(-x);
            case CEIL -> -Math.floor(-x);
            case ROUND -> Math.abs(x - (long) x) == 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
            case SIGN -> Double.compare(x, 0);
            case NOT -> flag(x == 0);
            case TRUTH -> flag(x != 0);
            case IS_MISSING, IS_INFINITE -> 0;
        };
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PROBIT", "WHOLE"})
    void aFunctionIsTheOneOfItsName(TensorMap.Function function) {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            double x = random.nextInt(-40, 41) / 8.0;
            double expected = plain(function, x);
            double inDoubles = Slots.run(new TensorMap(function, TensorPrecision.DOUBLE, 2), 1, x)[1];
            double inFloats = Slots.run(new TensorMap(function, TensorPrecision.FLOAT, 2), 1, x)[1];
            Slots.assertClose(inDoubles + 0.0, expected + 0.0, 1e-15);
            Slots.assertClose(inFloats + 0.0, expected + 0.0, 2e-7);
            assertThat(new double[] {inFloats}).as("a float").containsExactly((float) inFloats);
        }
    }

    @Test
    void castsRoundToTheTypeAndAWholeNumberMustBeOne() {
        assertThat(Slots.one(new TensorMap(TensorMap.Function.CAST, TensorPrecision.FLOAT, 1), 0.1))
                .isEqualTo(0.1f);
        assertThat(Slots.one(new TensorMap(TensorMap.Function.CAST, TensorPrecision.DOUBLE, 1), 0.1))
                .isEqualTo(0.1);
        TensorMap cut = new TensorMap(TensorMap.Function.CAST, TensorPrecision.INTEGER, 4);
        assertThat(Slots.run(cut, 1.9, -1.9, 7, NAN)).containsExactly(1, -1, 7, NAN);
        TensorMap whole = new TensorMap(TensorMap.Function.WHOLE, TensorPrecision.INTEGER, 1);
        assertThat(Slots.one(whole, -7)).isEqualTo(-7);
        for (double x : new double[] {0.5, NAN}) {
            assertThatThrownBy(() -> Slots.run(whole, x))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("a whole number is needed, but it is " + x);
        }
        assertThatThrownBy(() -> new TensorMap(TensorMap.Function.ABS, TensorPrecision.FLOAT, 0))
                .hasMessage("a function needs a number: 0");
    }

    /** The approximation of Winitzki (2008) that ONNX Runtime takes is within 0.2 % of the inverse normal distribution. */
    @Test
    void theProbitIsNearlyTheInverseOfTheNormalDistribution() {
        TensorMap probit = new TensorMap(TensorMap.Function.PROBIT, TensorPrecision.FLOAT, 1);
        for (double share : new double[] {0.001, 0.05, 0.2, 0.45, 0.5, 0.6, 0.9, 0.99}) {
            double expected = NormalQuantiles.inverse(share);
            assertThat(Slots.one(probit, share)).isCloseTo(expected, within(0.004 * Math.abs(expected) + 1e-6));
        }
    }

    @Test
    void aLogisticValueAndThatOfTheNegativeAddUpToOneExactly() {
        for (TensorPrecision precision : new TensorPrecision[] {TensorPrecision.FLOAT, TensorPrecision.DOUBLE}) {
            TensorMap logistic = new TensorMap(TensorMap.Function.LOGISTIC, precision, 1);
            for (double x : new double[] {0.1f, 1, 3, 10}) {
                double above = Slots.one(logistic, x);
                assertThat(Slots.one(logistic, -x)).isEqualTo(1 - above);
                assertThat(above).isCloseTo(1 / (1 + Math.exp(-x)), within(1e-7));
            }
        }
    }

    private static double reduced(TensorReduce.Kind kind, double[] x) {
        return switch (kind) {
            case SUM -> Arrays.stream(x).sum();
            case MEAN -> Arrays.stream(x).average().orElseThrow();
            case ABSOLUTE_SUM -> Arrays.stream(x).map(Math::abs).sum();
            case SQUARE_SUM -> Arrays.stream(x).map(each -> each * each).sum();
            case LENGTH -> Math.sqrt(Arrays.stream(x).map(each -> each * each).sum());
            case PRODUCT -> Arrays.stream(x).reduce(1, (a, b) -> a * b);
            case MINIMUM -> Arrays.stream(x).min().orElseThrow();
            case MAXIMUM -> Arrays.stream(x).max().orElseThrow();
            case INDEX_OF_MAXIMUM -> first(x, Arrays.stream(x).max().orElseThrow());
            case INDEX_OF_MINIMUM -> first(x, Arrays.stream(x).min().orElseThrow());
        };
    }

    private static int first(double[] x, double wanted) {
        int at = 0;
        while (x[at] != wanted) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @EnumSource
    void aReductionMakesOneNumberOfSeveral(TensorReduce.Kind kind) {
        Random random = new Random(42);
        for (int size = 1; size <= 9; size++) {
            double[] x = random.ints(size, -3, 4)
                    .mapToDouble(each -> each / 2.0 + (each == 0 ? 1 : 0))
                    .toArray();
            double expected = reduced(kind, x);
            Slots.assertClose(Slots.one(new TensorReduce(kind, TensorPrecision.DOUBLE, size), x), expected, 1e-14);
            Slots.assertClose(Slots.one(new TensorReduce(kind, TensorPrecision.FLOAT, size), x), expected, 1e-6);
        }
        assertThatThrownBy(() -> new TensorReduce(kind, TensorPrecision.FLOAT, 0))
                .hasMessage("a reduction needs a number: 0");
    }

    @Test
    void sumsOfFloatsAreRoundedAfterEachAddition() {
        float expected = 0.1f + 0.7f;
        expected += 1e8f;
        expected -= 1e8f;
        double[] x = {0.1f, 0.7f, 1e8, -1e8};
        assertThat(Slots.one(new TensorReduce(TensorReduce.Kind.SUM, TensorPrecision.FLOAT, 4), x))
                .isEqualTo(expected);
        assertThat(Slots.one(new TensorReduce(TensorReduce.Kind.MEAN, TensorPrecision.INTEGER, 2), 3, 4))
                .isEqualTo(3);
        float third = 1 / 3f;
        assertThat(Slots.one(new TensorReduce(TensorReduce.Kind.SQUARE_SUM, TensorPrecision.FLOAT, 1), third))
                .isEqualTo(third * third);
    }

    private static double[] normalized(TensorNormalize.Kind kind, double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double[] raised = Arrays.stream(x).map(Math::exp).toArray();
        double all = Arrays.stream(raised).sum();
        double away = 0;
        for (int i = 0; i < x.length; i++) {
            away += x[i] == 0 ? 0 : raised[i];
        }
        double others = away;
        return switch (kind) {
            case MAXIMUM -> Arrays.stream(x).map(each -> each / largest).toArray();
            case ABSOLUTE_SUM ->
                Arrays.stream(x)
                        .map(each -> each / reduced(TensorReduce.Kind.ABSOLUTE_SUM, x))
                        .toArray();
            case LENGTH ->
                Arrays.stream(x)
                        .map(each -> each / reduced(TensorReduce.Kind.LENGTH, x))
                        .toArray();
            case SOFTMAX -> Arrays.stream(raised).map(each -> each / all).toArray();
            case SOFTMAX_ZERO -> {
                double[] shares = new double[x.length];
                Arrays.setAll(shares, i -> x[i] == 0 ? 0 : raised[i] / others);
                yield shares;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreDividedByWhatIsMadeOfAll(TensorNormalize.Kind kind) {
        Random random = new Random(42);
        for (int size = 1; size <= 6; size++) {
            for (int i = 0; i < 20; i++) {
                double[] x =
                        random.ints(size, -8, 9).mapToDouble(each -> each / 4.0).toArray();
                x[random.nextInt(size)] = 1.75;
                double[] expected = normalized(kind, x);
                Slots.assertClose(
                        zeros(Slots.run(new TensorNormalize(kind, TensorPrecision.DOUBLE, size), x)),
                        zeros(expected),
                        1e-14);
                Slots.assertClose(
                        zeros(Slots.run(new TensorNormalize(kind, TensorPrecision.FLOAT, size), x)),
                        zeros(expected),
                        4e-7);
            }
        }
        assertThatThrownBy(() -> new TensorNormalize(kind, TensorPrecision.FLOAT, 0))
                .hasMessage("a vector needs a number: 0");
    }

    /** All zeros with a sign. */
    private static double[] zeros(double[] x) {
        return Arrays.stream(x).map(each -> each + 0.0).toArray();
    }

    @Test
    void zerosAreNotDivided() {
        for (TensorNormalize.Kind kind : new TensorNormalize.Kind[] {
            TensorNormalize.Kind.MAXIMUM, TensorNormalize.Kind.ABSOLUTE_SUM, TensorNormalize.Kind.LENGTH
        }) {
            assertThat(Slots.run(new TensorNormalize(kind, TensorPrecision.DOUBLE, 2), 0, 0))
                    .containsExactly(0, 0);
        }
        TensorNormalize maximum = new TensorNormalize(TensorNormalize.Kind.MAXIMUM, TensorPrecision.DOUBLE, 2);
        assertThat(Slots.run(maximum, -2, 0)).containsExactly(-2, 0);
        assertThat(Slots.run(maximum, -2, -4)).containsExactly(1, 2);
    }

    @Test
    void aSoftmaxOfLargeNumbersDoesNotOverflow() {
        TensorNormalize softmax = new TensorNormalize(TensorNormalize.Kind.SOFTMAX, TensorPrecision.DOUBLE, 3);
        assertThat(Slots.run(softmax, 5000, 5000, -5000)).containsExactly(0.5, 0.5, 0);
    }

    /** ONNX's SOFTMAX_ZERO multiplies what is nearly 0 instead of raising it; at the limit of 1e-7 it still does. */
    @Test
    void numbersNearZeroKeepTheirZeroInASoftmaxThatSaysSo() {
        TensorNormalize softmax = new TensorNormalize(TensorNormalize.Kind.SOFTMAX_ZERO, TensorPrecision.DOUBLE, 3);
        double limit = 1e-7f;
        double[] at = Slots.run(softmax, 2, -limit, 2);
        Slots.assertClose(at, new double[] {0.5, -limit * Math.exp(-2) / 2, 0.5}, 1e-22);
        double raised = Math.exp(-2);
        double[] beyond = Slots.run(softmax, 2, Math.nextUp(limit), 2);
        assertThat(beyond[1]).isCloseTo(raised / (2 + raised), within(1e-7));
    }
}
