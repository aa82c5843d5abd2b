package io.github.modelkeel.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small graphs that would make much of little: refused soon, and within a heap of 256 MB. */
class RepeatingGraphTest {
    private static void refused(byte[] graph, String reason) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> OnnxModel.read("model.onnx", graph, List.of()))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(reason);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    private static GraphWriter graph(int columns) {
        GraphWriter graph = new GraphWriter(Set.of("X", "y"));
        graph.input("X", Wire.DOUBLE, columns);
        graph.output("y", Wire.DOUBLE, 1);
        return graph;
    }

    @Test
    void oneInputJoinedToItselfAgainAndAgain() {
        GraphWriter graph = graph(1000);
        String[] again = new String[1000];
        Arrays.fill(again, "X");
        for (int i = 0; i < 100; i++) {
            Arrays.fill(again, graph.add("Concat", new Attributes().integer("axis", 1), again));
        }
        refused(graph.model(), "places");
    }

    @Test
    void theSameChoiceAgainAndAgain() {
        GraphWriter graph = graph(1000);
        String all = graph.integers(new long[100_000]);
        for (int i = 0; i < 1000; i++) {
            graph.add("Gather", new Attributes().integer("axis", 1), "X", all);
        }
        refused(graph.model(), "places");
    }

    @Test
    void theSameSumAgainAndAgain() {
        GraphWriter graph = graph(10_000);
        for (int i = 0; i < 3000; i++) {
            graph.add("ReduceSum", "X", graph.integers(1));
        }
        refused(graph.model(), "places");
    }

    @Test
    void squaresOfSquaresOfWidth() {
        GraphWriter graph = graph(1000);
        String wide = graph.add("Unsqueeze", "X", graph.integers(1));
        String tall = graph.add("Unsqueeze", "X", graph.integers(2));
        String square = "X";
        for (int i = 0; i < 40; i++) {
            square = graph.add("Mul", wide, tall);
        }
        assertThat(square).isNotEqualTo("X");
        refused(graph.model(), "numbers a row");
    }
}
