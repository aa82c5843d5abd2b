package io.github.modelkeel.drift.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BarSeriesTest {
    private static ScoreData score(long... counts) {
        List<ScoreData.Bin> bins = IntStream.range(0, counts.length)
                .mapToObj(i -> new ScoreData.Bin("c" + i, null, counts[i], 1, 0))
                .toList();
        TestData test = TestData.of("chi_square", 0, 1, false, Map.of());
        return new ScoreData(0, 0.2, 0, 1, test, 100, 1000, bins);
    }

    private static List<String> labels(BarSeries bars) {
        return IntStream.range(0, bars.size()).mapToObj(bars::label).toList();
    }

    @Test
    void theLargestIsFirstUnlessTheCategoriesHaveAnOrder() {
        ScoreData score = score(40, 0, 60);
        assertThat(labels(BarSeries.of(score))).containsExactly("c2", "c0", "c1");
        assertThat(labels(BarSeries.of(score.inOrder()))).containsExactly("c0", "c1", "c2");
        assertThat(BarSeries.of(score.inOrder()).reference()).containsExactly(0.4, 0, 0.6);
    }

    @Test
    void ofManyTheOthersAreTheLast() {
        ScoreData score = score(1, 9, 8, 7, 6, 5, 4, 13, 12, 11, 10, 9, 3, 2);
        assertThat(labels(BarSeries.of(score)))
                .startsWith("c7", "c8")
                .hasSize(12)
                .endsWith("other 3");
        assertThat(labels(BarSeries.of(score.inOrder())))
                .containsExactly("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "other 3");
    }
}
