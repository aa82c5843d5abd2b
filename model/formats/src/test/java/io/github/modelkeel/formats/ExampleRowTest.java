package io.github.modelkeel.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rows with expected outputs as they are written. */
class ExampleRowTest {
    @Test
    void wholeNumbersKeepAllOfTheirDigits() {
        ScoringModel model = ScoringModelBuilder.model(
                Preprocessing.builder().number("id").build().fit(List.of(Map.of("id", 1))),
                Column.number("y"),
                LinearScorer.of(new double[] {1}, 0),
                Link.IDENTITY);
        for (Number id : List.of(
                9_007_199_254_740_993L, new BigInteger("9007199254740993"), new AtomicLong(9_007_199_254_740_993L))) {
            assertThat(ExampleRow.of(model.signature(), Map.of("id", id))).containsEntry("id", 9_007_199_254_740_993L);
        }
        assertThat(ExampleRow.of(model.signature(), Map.of("id", BigInteger.TWO.pow(80))))
                .containsEntry("id", 0x1p80);
    }
}
