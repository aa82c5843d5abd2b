package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against whole numbers of any size, and moments that are known in closed form; draws are in {@link DefinitionsTest}. */
class HypergeometricTest {
    private static BigInteger choose(long n, long k) {
        BigInteger ways = BigInteger.ONE;
        for (long i = 0; i < k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return ways;
    }

    private static double exact(long x, long total, long marked, long drawn) {
        return new BigDecimal(choose(marked, x).multiply(choose(total - marked, drawn - x)))
                .divide(new BigDecimal(choose(total, drawn)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static void isExact(long total, long marked, long drawn) {
        for (long x = Math.max(0, marked + drawn - total); x <= Math.min(marked, drawn); x++) {
            double expected = exact(x, total, marked, drawn);
            assertThat(Hypergeometric.probability(x, total, marked, drawn))
                    .as("%s of %s with %s marked and %s drawn", x, total, marked, drawn)
                    .isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void probabilitiesAreTheSharesOfAllChoices() {
        for (long total = 1; total <= 9; total++) {
            for (long marked = 0; marked <= total; marked++) {
                for (long drawn = 0; drawn <= total; drawn++) {
                    isExact(total, marked, drawn);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 120, 90", "2000, 37, 900", "500, 499, 250", "400, 390, 380"})
    void tailsKeepTheirDigits(long total, long marked, long drawn) {
        isExact(total, marked, drawn);
    }

    /** Falling factorials have the means {@code n (n - 1) … t (t - 1) … / (N (N - 1) …)}; powers weigh both tails. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "10, 3, 4",
        "10, 8, 7",
        "10, 0, 4",
        "10, 10, 4",
        "10, 4, 10",
        "10, 4, 0",
        "1000, 400, 300",
        "1000, 900, 950",
        "100000, 50, 40000",
        "100000, 40000, 50000"
    })
    void meansAreSumsOverTheDistribution(long total, long marked, long drawn) {
        double share = (double) drawn / total;
        double mean = share * marked;
        near(Hypergeometric.mean(total, marked, drawn, x -> 1), 1);
        near(Hypergeometric.mean(total, marked, drawn, x -> x), mean);
        if (total > 1) {
            double pairs = mean * (marked - 1) * ((drawn - 1.0) / (total - 1));
            near(Hypergeometric.mean(total, marked, drawn, x -> x * (x - 1.0)), pairs);
        }
    }

    private static void near(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-11 * Math.abs(expected) + 1e-300));
    }

    @ParameterizedTest
    @CsvSource({"9, 4, 5", "14, 11, 12", "30, 20, 7"})
    void eachCountOfAMeanHasItsProbability(long total, long marked, long drawn) {
        for (long count = 0; count <= drawn; count++) {
            long wanted = count;
            boolean possible = count <= marked && drawn - count <= total - marked;
            near(
                    Hypergeometric.mean(total, marked, drawn, x -> x == wanted ? 1 : 0),
                    possible ? exact(count, total, marked, drawn) : 0);
        }
    }
}
