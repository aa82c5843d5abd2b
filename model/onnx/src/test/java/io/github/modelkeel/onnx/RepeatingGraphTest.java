package io.github.modelkeel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.formats.onnx.TestGraph;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small graphs that would make much of little: refused soon, and within a heap of 256 MB. */
class RepeatingGraphTest {
    private static void refused(byte[] graph, String reason) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> OnnxReader.read("model.onnx", graph, List.of()))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(reason);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void oneInputJoinedToItselfAgainAndAgain() {
        TestGraph graph = new TestGraph(1000);
        String[] again = new String[1000];
        Arrays.fill(again, "X");
        for (int i = 0; i < 100; i++) {
            Arrays.fill(again, graph.addAlong(1, "Concat", again));
        }
        refused(graph.model(), "places");
    }

    @Test
    void theSameChoiceAgainAndAgain() {
        TestGraph graph = new TestGraph(1000);
        String all = graph.integers(new long[100_000]);
        for (int i = 0; i < 1000; i++) {
            graph.addAlong(1, "Gather", "X", all);
        }
        refused(graph.model(), "places");
    }

    @Test
    void theSameSumAgainAndAgain() {
        TestGraph graph = new TestGraph(10_000);
        for (int i = 0; i < 3000; i++) {
            graph.add("ReduceSum", "X", graph.integers(1));
        }
        refused(graph.model(), "places");
    }

    @Test
    void squaresOfSquaresOfWidth() {
        TestGraph graph = new TestGraph(1000);
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
