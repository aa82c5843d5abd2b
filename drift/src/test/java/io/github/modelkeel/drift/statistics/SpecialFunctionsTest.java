package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Special functions where they are finite sums, by the equations that hold for all arguments, and against figures of 50 digits. */
class SpecialFunctionsTest {
    private static void near(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    /** {@code Q(a, x) = e^-x (1 + x + … + x^(a-1) / (a - 1)!)}. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 60})
    void theGammaFunctionOfAWholeNumberIsASum(int a) {
        for (double x : new double[] {1e-9, 0.01, 0.5, 1, 2, 3, 5, 8, 13, 21, 34, 61, 80, 200, 600}) {
            double sum = 0;
            double term = 1;
            for (int k = 0; k < a; k++) {
                sum += term;
                term *= x / (k + 1);
            }
            near(SpecialFunctions.upperGamma(a, x), Math.exp(-x) * sum, 1e-12);
        }
    }

    /** {@code Q(a + 1, x) - Q(a, x) = x^a e^-x / Gamma(a + 1)}, from {@code Q(1/2, x) = erfc(sqrt(x))}. */
    @ParameterizedTest
    @CsvSource({
        "0.0001, 0.9887165844441503",
        "0.3, 0.4385780260809999",
        "1, 0.15729920705028513",
        "4, 0.004677734981047266",
        "30, 9.485737571073843e-15"
    })
    void theGammaFunctionOfAHalfIsTheErrorFunction(double x, double expected) {
        near(SpecialFunctions.upperGamma(0.5, x), expected, 1e-13);
        double step = Math.sqrt(x) * Math.exp(-x) / (Math.sqrt(Math.PI) / 2);
        double sum = expected;
        for (double a = 1.5; a < 30; a++) {
            sum += step;
            near(SpecialFunctions.upperGamma(a, x), sum, 1e-12);
            step *= x / a;
        }
    }

    @Test
    void theEndsOfTheGammaFunctionAreExact() {
        assertThat(SpecialFunctions.upperGamma(3, 0)).isEqualTo(1);
        assertThat(SpecialFunctions.upperGamma(3, -1)).isEqualTo(1);
        assertThat(SpecialFunctions.upperGamma(3, Double.MIN_VALUE)).isEqualTo(1);
        assertThat(SpecialFunctions.upperGamma(3, Double.POSITIVE_INFINITY)).isZero();
        assertThat(SpecialFunctions.upperGamma(3, 1e6)).isZero();
        for (double a : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> SpecialFunctions.upperGamma(a, 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("a=" + a);
        }
        assertThatThrownBy(() -> SpecialFunctions.upperGamma(1, Double.NaN))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("x=NaN");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.6744897501960817",
        "0.05, 1.959963984540054",
        "0.01, 2.5758293035489004",
        "1e-10, 6.466951065205305",
        "1e-300, 37.06527"
    })
    void aScoreIsTheInverseOfItsTail(double p, double score) {
        near(SpecialFunctions.normalScore(p), score, p < 1e-200 ? 0.01 : 1e-8);
        near(SpecialFunctions.normalTwoSided(SpecialFunctions.normalScore(p)), p, 1e-9);
        near(SpecialFunctions.normalTwoSided(-SpecialFunctions.normalScore(p)), p, 1e-9);
    }

    /** The error of Stirling's formula at n, from n! itself. */
    @Test
    void stirlingsErrorIsWhatItsFormulaLacks() {
        double logFactorial = 0;
        for (int n = 1; n <= 40; n++) {
            logFactorial += Math.log(n);
            double formula = (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2;
            assertThat(SpecialFunctions.stirlingError(n)).isCloseTo(logFactorial - formula, within(4e-14));
        }
        near(SpecialFunctions.stirlingError(1e6), 1 / 12e6 - 1 / 360e18, 1e-15); // further terms are below 1e-33
    }

    // mpmath.loggamma(x + 1) - ((x + 1/2) log(x) - x + log(2 pi) / 2)
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.51274008133191493",
        "0.5, 0.15342640972002735",
        "2.5, 0.033162873519936287",
        "15.9, 0.0052403998807561082",
        "16, 0.0052076559196096404",
        "17, 0.0049013959484347379",
        "30, 0.0027776749297526936"
    })
    void stirlingsErrorIsRightBetweenWholeNumbers(double x, double expected) {
        double rounding = x < 16 ? 2e-15 : 2 * Math.ulp(expected); // below it is a sum of larger numbers
        assertThat(SpecialFunctions.stirlingError(x)).isCloseTo(expected, within(rounding));
    }

    /** Where the definition does not cancel, and its series {@code x (d²/2 - d³/3 + …)} at {@code mean = x (1 + d)} where it does. */
    @Test
    void theDevianceIsThatOfItsDefinition() {
        for (double x : new double[] {0.1, 1, 7, 1e5}) {
            for (double ratio :
                    new double[] {1e-6, 0.1, 0.5, 0.8, 0.81, 0.82, 0.83, 0.9, 1.1, 1.2, 1.22, 1.23, 2, 1e6}) {
                double mean = x * ratio;
                near(SpecialFunctions.deviance(x, mean), x * Math.log(x / mean) + mean - x, 1e-12);
            }
            for (double d : new double[] {1e-9, 1e-6, 1e-4}) {
                double mean = x * (1 + d);
                double exact = (mean - x) / x;
                near(
                        SpecialFunctions.deviance(x, mean),
                        x * exact * exact * (1.0 / 2 - exact / 3 + exact * exact / 4 - exact * exact * exact / 5),
                        1e-13);
            }
            assertThat(SpecialFunctions.deviance(x, x)).isZero();
        }
        assertThat(SpecialFunctions.deviance(0, 5)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "2, 0.5", "7, 0.01", "12, 0.9", "50, 0.4"})
    void binomialTermsAreThoseOfTheTriangle(int n, double p) {
        double ways = 1;
        for (int k = 0; k <= n; k++) {
            double expected = ways * Math.pow(p, k) * Math.pow(1 - p, n - k);
            near(SpecialFunctions.binomialTerm(k, n, n * p), expected, 1e-12);
            ways = ways * (n - k) / (k + 1);
        }
    }
}
