package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    /** Fills the missing numbers of one slot. */
    private record Fill(double value) implements Elementwise {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public double apply(int index, double number) {
            return Double.isNaN(number) ? value : number;
        }

        @Override
        public boolean monotone() {
            return true;
        }
    }

    /** Distinguishes two texts. */
    private record IsRed() implements Operation {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public List<String> texts() {
            return List.of("green", "red");
        }

        @Override
        public boolean refusesOtherTexts() {
            return true;
        }

        @Override
        public Kernel compile(CompileContext around) {
            int red = around.codeOf("red");
            return (slots, from, to) -> slots[to] = slots[from[0]] == red ? 1 : 0;
        }
    }

    private static Program.Call call(Operation operation, int... from) {
        return new Program.Call(operation, Indices.of(from));
    }

    @Test
    void outputsComeFirstInTheirOrder() {
        Affine sum = new Affine(new Matrix(1, 2, Numbers.of(1, 10)), Numbers.of(100));
        Program program = Program.of(2, List.of(call(new Fill(5), 0), call(sum, 2, 1)), Indices.of(1, 3, 3));
        CompiledProgram compiled = CompiledProgram.of(program, List.of("a", "b"));
        double[] row = new double[compiled.size()];
        row[3] = Double.NaN;
        row[4] = 7;
        compiled.run(row);
        assertThat(row).startsWith(7, 175, 175);
    }

    @Test
    void whatIsFilledIsNotMissing() {
        Program program = Program.of(2, List.of(call(new Fill(5), 0)), Indices.of(0, 1, 2));
        assertThat(program.mayBeMissing(new boolean[] {true, false})).containsExactly(true, false, false);
    }

    @Test
    void aColumnMayOnlyHoldTheTextsOfAStrictEncoder() {
        Program program = Program.of(2, List.of(call(new Fill(5), 0), call(new IsRed(), 1)), Indices.of(2, 3));
        assertThat(program.texts()).containsExactly("green", "red");
        assertThat(program.onlyTexts().get(0)).isEmpty();
        assertThat(program.onlyTexts().get(1)).containsExactly("green", "red");
    }

    @Test
    void aSlotIsReadOnlyAfterItIsWritten() {
        List<Program.Call> calls = List.of(call(new Fill(5), 1));
        assertThatThrownBy(() -> Program.of(1, calls, Indices.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a slot that an operation reads must be 0 to 0: 1");
    }

    @Test
    void aScorerReadsNoTexts() {
        Program program = Program.of(1, List.of(call(new IsRed(), 0)), Indices.of(1));
        assertThatThrownBy(() -> new ProgramScorer(program)).isInstanceOf(IllegalArgumentException.class);
    }
}
