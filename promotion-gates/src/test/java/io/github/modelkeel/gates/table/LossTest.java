package io.github.modelkeel.gates.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    private static final int ROWS = 8_000;

    /** Normal errors of a size, whose mean absolute value is 0.7979 of it; half of each is the same in all tables. */
    private static Predictions table(long seed, double size) {
        SplittableRandom shared = new SplittableRandom(1);
        SplittableRandom own = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("actual,predicted\n");
        for (int i = 0; i < ROWS; i++) {
            double off = size * Math.sqrt(0.5) * (shared.nextGaussian() + own.nextGaussian());
            csv.append(i).append(',').append(i + off).append('\n');
        }
        return table(csv.toString());
    }

    private static Predictions table(String csv) {
        Table table = Table.read("eval.csv", csv.getBytes(StandardCharsets.UTF_8));
        return Predictions.of(table, new Columns("eval.csv", "actual", "predicted", null), "mae");
    }

    /** Of a mean the standard error is known: that of the differences by the root of the rows. */
    @ParameterizedTest
    @ValueSource(ints = {400, 2_000, ROWS})
    void theIntervalIsThatOfAllRowsHoweverFewAreDrawn(int drawn) {
        Predictions challenger = table(2, 1.02);
        Predictions champion = table(3, 1);
        Loss loss = Loss.of(challenger, champion, 0.95, drawn);
        assertThat(loss.paired()).isTrue();
        assertThat(loss.value()).isBetween(loss.lower(), loss.upper());
        double correlation = 0.2239; // of the absolute values of two normal errors that have one of 0.5
        double variance = (1 - 2 / Math.PI) * (1 + 1.02 * 1.02 - 2 * 1.02 * correlation);
        double width = 2 * 1.96 * Math.sqrt(variance / ROWS);
        assertThat(loss.upper() - loss.lower()).isCloseTo(width, within(0.15 * width));
        assertThat(Loss.of(challenger, champion, 0.95, drawn)).isEqualTo(loss);
    }

    @Test
    void onlyAsManyRowsAsAreAllowedAreDrawn() {
        StringBuilder csv = new StringBuilder("actual,predicted\n");
        for (int i = 0; i < 60_000; i++) {
            csv.append("0,").append(i == 0 ? 1 : 0).append('\n');
        }
        Predictions one = table(csv.toString());
        Predictions none = table(csv.toString().replace("0,1\n", "0,0\n"));
        // One row is off by 1. Drawn k times of 50,000, it makes a difference of k / 50,000, which is then scaled by
        // the root of 5 / 6.
        double whole = 1 / 60_000.0;
        double off = (Loss.of(one, none, 0.95).lower() - whole) / Math.sqrt(5 / 6.0);
        assertThat(whole + off).isCloseTo(0, within(1e-12));
    }
}
