package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputRowsTest {
    private static final List<List<String>> TARGETS = List.of(List.of("no", "yes"), List.of("a", "b"));

    private static String written(double... says) throws IOException {
        FittedPreprocessing plain = CompiledPreprocessing.of(
                List.of(Column.number("x")), List.of(new Chain("x", new OfColumn("x"), List.of())));
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, new double[says.length])
                .tree()
                .leaf(says)
                .build();
        ScoringModel model = ScoringModelBuilder.of(plain, Column.number("y"), scorer, Link.IDENTITY)
                .targets(TARGETS)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputRows outputRows = new OutputRows(bytes)) {
            outputRows.write(model.predictOne(Rows.of(Map.of("x", 1))));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void severalTargetsHaveALabelEach() throws IOException {
        assertThat(written(1, 0)).isEqualTo("{\"labels\":[\"yes\",\"a\"]}\n");
    }

    @Test
    void severalTargetsHaveTheirProbabilities() throws IOException {
        assertThat(written(1, 0.25, 0.75, 0, 1, 0))
                .isEqualTo(
                        "{\"labels\":[\"yes\",\"a\"],\"probabilities\":[{\"no\":0.25,\"yes\":0.75},{\"a\":1.0,\"b\":0.0}]}\n");
    }
}
