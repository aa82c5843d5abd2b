package io.github.modelkeel.drift.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgesTest {
    @Test
    void binsHaveTheirEdges() {
        assertThat(Edges.names(new double[] {1, 2.5})).containsExactly("< 1", "1 – 2.5", "≥ 2.5");
        assertThat(Edges.names(new double[0])).containsExactly("all");
    }

    /** The edge after a value that has a bin of its own is the next double, which no reader wants to see. */
    @Test
    void aValueWithABinOfItsOwnIsNamedAndTheNextBinIsAboveIt() {
        assertThat(Edges.names(new double[] {0, Math.nextUp(0.0), 0.4}))
                .containsExactly("< 0", "= 0", "> 0 – 0.4", "≥ 0.4");
        assertThat(Edges.names(new double[] {7, Math.nextUp(7.0)})).containsExactly("< 7", "= 7", "> 7");
    }

    @Test
    void namesHaveAsManyDigitsAsItTakesToDiffer() {
        assertThat(Edges.names(new double[] {1.0000001, 1.0000002, 1.0000003}))
                .containsExactly("< 1.0000001", "1.0000001 – 1.0000002", "1.0000002 – 1.0000003", "≥ 1.0000003");
        double next = Math.nextUp(Math.nextUp(1.0));
        assertThat(Edges.names(new double[] {1, next, Math.nextUp(Math.nextUp(next))}))
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.equals("1 – 1"));
        assertThat(Edges.names(new double[] {1e-300, 1.00000001e-300})).doesNotHaveDuplicates();
    }
}
