package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees look through operations that say that they are monotone: a wrong claim gives wrong leaves, a claim not made costs time. */
class MonotoneTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double[] ascending() {
        double[] hard = {
            0, 1e-320, 1e-45, 1e-40, 1e-7, 0.1f, 0.1, 0.5, 1, 1.5, 2, 2.5, 16_777_217, 1e30, 1e39, 1e300, INFINITY
        };
        return DoubleStream.concat(
                        Arrays.stream(hard).flatMap(x -> DoubleStream.of(-x, x, Math.nextUp(x), -Math.nextUp(x))),
                        Arrays.stream(Slots.normal(new Random(1), 200)))
                .sorted()
                .toArray();
    }

    /** Whether no output falls while the input grows, for any index. */
    private static boolean rises(Elementwise operation) {
        double[] x = ascending();
        for (int index = 0; index < operation.inputs(); index++) {
            double last = Double.NEGATIVE_INFINITY;
            for (double each : x) {
                double y = operation.apply(index, each);
                if (y < last) {
                    return false;
                }
                last = Double.isNaN(y) ? last : y;
            }
        }
        return true;
    }

    static Stream<Elementwise> rising() {
        return Stream.of(
                new Activation(Activation.Form.IDENTITY, 2),
                new Activation(Activation.Form.RELU, 2),
                new Binarize(0.5, 2),
                new Bucketize(List.of(Numbers.of(-1, 0, 0, 2.5))),
                new Calculate(Calculate.Function.FLOOR, 1),
                new Calculate(Calculate.Function.CEIL, 1),
                new Calculate(Calculate.Function.RINT, 1),
                new Calculate(Calculate.Function.TRUNC, 1),
                new Calculate(Calculate.Function.SIGN, 1),
                new Clip(-1, 0.5, 1),
                new ClippedHalf(1),
                new Fill(Double.NaN, Numbers.of(7)),
                new Round(1),
                new ScaleShift(Numbers.of(2, 0), Numbers.of(-1, 3)),
                new Standardize(Numbers.of(1, 2), Numbers.of(3, 0.1)),
                new TensorConstant(TensorOperator.ADD, TensorPrecision.FLOAT, Numbers.of(0.1f, -3), true),
                new TensorConstant(TensorOperator.SUBTRACT, TensorPrecision.FLOAT, Numbers.of(0.1f, -3), false),
                new TensorConstant(TensorOperator.MULTIPLY, TensorPrecision.DOUBLE, Numbers.of(0, 3), true),
                new TensorConstant(TensorOperator.DIVIDE, TensorPrecision.FLOAT, Numbers.of(0.1f, 3), false),
                new TensorConstant(TensorOperator.MINIMUM, TensorPrecision.FLOAT, Numbers.of(-3, 2), false),
                new TensorConstant(TensorOperator.MAXIMUM, TensorPrecision.FLOAT, Numbers.of(-3, 2), true),
                new TensorFill(Numbers.of(7), Double.NaN));
    }

    @ParameterizedTest
    @MethodSource("rising")
    void whatIsMonotoneSaysSo(Elementwise operation) {
        assertThat(operation.monotone()).isTrue();
        assertThat(rises(operation)).isTrue();
    }

    static Stream<Elementwise> falling() {
        return Stream.of(
                new CategoryIndex(Numbers.of(-3, 5), false),
                new Fill(1, Numbers.of(-9)),
                new Flag(0, 1),
                new Interpolate(Numbers.of(0, 1), Numbers.of(1, 0), true),
                new InversePower(false, Numbers.of(-1)),
                new MissingNumber(1, 0, true),
                new NormalQuantiles(List.of(Numbers.of(0, 1)), Numbers.of(0, 1)),
                new Power(Power.Form.YEO_JOHNSON, Numbers.of(0.5)),
                new Quantiles(List.of(Numbers.of(0, 1)), Numbers.of(0, 1)),
                new ScaleShift(Numbers.of(2, -1), Numbers.of(0, 0)),
                new Standardize(Numbers.of(0, 0), Numbers.of(2, -1)),
                new TensorConstant(TensorOperator.SUBTRACT, TensorPrecision.FLOAT, Numbers.of(1), true),
                new TensorConstant(TensorOperator.MULTIPLY, TensorPrecision.FLOAT, Numbers.of(1, -1), false),
                new TensorConstant(TensorOperator.DIVIDE, TensorPrecision.FLOAT, Numbers.of(1), true),
                new TensorConstant(TensorOperator.DIVIDE, TensorPrecision.FLOAT, Numbers.of(1, -1), false),
                new TensorConstant(TensorOperator.DIVIDE, TensorPrecision.FLOAT, Numbers.of(0), false),
                new TensorConstant(TensorOperator.ADD, TensorPrecision.FLOAT, Numbers.of(Double.NaN), false),
                new TensorConstant(TensorOperator.ADD, TensorPrecision.FLOAT, Numbers.of(INFINITY), false),
                new TensorConstant(TensorOperator.POWER, TensorPrecision.FLOAT, Numbers.of(2), false),
                new TensorConstant(TensorOperator.LESS, TensorPrecision.FLOAT, Numbers.of(2), false),
                new TensorFill(Numbers.of(-9), 1));
    }

    /** Also what is monotone for some of its data only, or in exact arithmetic only. */
    @ParameterizedTest
    @MethodSource("falling")
    void whatIsNotMonotoneDoesNotSaySo(Elementwise operation) {
        assertThat(operation.monotone()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionOfOnnxThatSaysSoRises(TensorMap.Function function) {
        for (TensorPrecision precision : TensorPrecision.values()) {
            TensorMap map = new TensorMap(function, precision, 1);
            boolean exact = switch (function) {
                case CAST, SQRT, RELU, FLOOR, CEIL, ROUND, SIGN -> true;
                default -> false;
            };
            assertThat(map.monotone()).isEqualTo(exact);
            assertThat(!exact || rises(map)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionOfNumpyThatSaysSoRises(Calculate.Function function) {
        Calculate calculate = new Calculate(function, 1);
        assertThat(!calculate.monotone() || rises(calculate)).isTrue();
    }

    @Test
    void anActivationThatNeedsAnExponentialIsNotTrustedToRise() {
        assertThat(new Activation(Activation.Form.TANH, 1).monotone()).isFalse();
        assertThat(new Activation(Activation.Form.LOGISTIC, 1).monotone()).isFalse();
        assertThat(new RequireFinite(true, 1).monotone()).isTrue();
    }

    @Test
    void anElementwiseOutputIsMissingOnlyWhereItsInputIs() {
        Elementwise round = new Round(2);
        assertThat(round.mayBeMissing(1, new boolean[] {true, false})).isFalse();
        assertThat(round.mayBeMissing(1, new boolean[] {false, true})).isTrue();
        Elementwise fill = new Fill(Double.NaN, Numbers.of(1, 2));
        assertThat(fill.mayBeMissing(1, new boolean[] {false, true})).isFalse();
        Operation sum = new Affine(new Matrix(1, 2, Numbers.of(1, 2)), Numbers.of(0));
        assertThat(sum.mayBeMissing(0, new boolean[] {false, true})).isTrue();
        assertThat(sum.mayBeMissing(0, new boolean[] {false, false})).isFalse();
        assertThat(sum.texts()).isEmpty();
        assertThat(sum.refusesOtherTexts()).isFalse();
        assertThat(sum.passesTexts()).isFalse();
        assertThat(new CenteredSoftmaxOfLogs(1).words(0)).isEqualTo("centered softmax of logs");
    }
}
