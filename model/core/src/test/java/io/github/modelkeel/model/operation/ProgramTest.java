package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static double[] run(Program program, double... inputs) {
        CompiledProgram compiled = CompiledProgram.of(program, List.of("a", "b", "c"));
        double[][] rows = new double[3][];
        Arrays.setAll(rows, row -> new double[compiled.size()]);
        for (double[] row : rows) {
            System.arraycopy(inputs, 0, row, program.outputs().size(), inputs.length);
        }
        compiled.run(rows[0]);
        compiled.runAll(new double[][] {rows[1], rows[2]});
        double[] outputs = Arrays.copyOf(rows[0], program.outputs().size());
        assertThat(rows[1]).startsWith(outputs);
        assertThat(rows[2]).startsWith(outputs);
        return outputs;
    }

    /** Programs of random calls and outputs, in order, in part, doubled and mixed with inputs, against a plain list of slots. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomProgramsRunAsOnAListOfSlots(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 60; k++) {
            List<Double> slots = new ArrayList<>(List.of(2.0, 3.0, 5.0));
            List<Program.Call> calls = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                int first = random.nextInt(slots.size());
                int second = random.nextInt(slots.size());
                calls.add(call(new ScaleShift(Numbers.of(1, 1), Numbers.of(10, 20)), first, second));
                slots.add(slots.get(first) + 10);
                slots.add(slots.get(second) + 20);
            }
            int start = random.nextInt(slots.size());
            Indices outputs = random.nextBoolean()
                    ? Indices.range(start, slots.size() - start)
                    : Indices.of(
                            random.ints(1 + random.nextInt(5), 0, slots.size()).toArray());
            Program program = Program.of(3, calls, outputs);
            assertThat(program.slots()).isEqualTo(slots.size());
            assertThat(run(program, 2, 3, 5))
                    .containsExactly(Arrays.stream(outputs.toArray())
                            .mapToDouble(slots::get)
                            .toArray());
        }
    }

    @Test
    void aProgramNeedsInputsOutputsAndItsSlots() {
        assertThatThrownBy(() -> Program.of(0, List.of(), Indices.of(0)))
                .hasMessage("a program needs inputs and outputs: 0, 1");
        assertThatThrownBy(() -> Program.of(1, List.of(), Indices.of()))
                .hasMessage("a program needs inputs and outputs: 1, 0");
        assertThatThrownBy(() -> Program.of(1, List.of(call(new Fill(5), 0)), Indices.of(2)))
                .hasMessage("an output's slot must be 0 to 1: 2");
        assertThatThrownBy(() -> call(new Fill(5), 0, 1))
                .hasMessage("an operation with 1 inputs cannot read 2 slots: Fill");
        List<Program.Call> many = Collections.nCopies(4, call(new OneHot(1_000_000), 0));
        assertThatThrownBy(() -> Program.of(1, many, Indices.of(0)))
                .hasMessage("a program can have at most 4000000 slots");
        Program most = Program.of(1, Collections.nCopies(3, call(new OneHot(1_000_000), 0)), Indices.of(0));
        assertThat(most.slots()).isEqualTo(3_000_001);
    }

    @Test
    void anInputNarrowsWhereFloatsAloneReadIt() {
        Program program = Program.of(
                5,
                List.of(call(new Round(2), 0, 1), call(new Fill(5), 1), call(new Round(1), 0), call(new Round(1), 4)),
                Indices.of(5, 6, 7, 8, 4));
        assertThat(List.of(0, 1, 2, 4).stream().map(program::narrows)).containsExactly(true, false, false, false);
        assertThat(List.of(0, 1, 2, 4).stream().map(program::narrowsInPart)).containsExactly(true, true, false, true);
    }

    @Test
    void filledTextsAreStillThoseOfTheirColumn() {
        FillTexts fill = new FillTexts(List.of(), List.of("x", "red"));
        Program program =
                Program.of(3, List.of(call(fill, 2, 0), call(new IsRed(), 3), call(new IsRed(), 0)), Indices.of(5, 4));
        assertThat(program.textInputs()).containsExactly(0, 1, 2, 2, 0, -1, -1);
        assertThat(program.knownTexts())
                .containsExactly(List.of("x", "red", "green"), List.of(), List.of("x", "red", "green"));
        assertThat(program.onlyTexts()).containsExactly(Set.of("green", "red"), Set.of(), Set.of("green", "red"));
        // the second input of the fill is the first column, whose code of "red" is 1
        assertThat(run(program, Double.NaN, 7, 1)).containsExactly(1, 1);
        assertThat(run(program, 2, 7, Double.NaN)).containsExactly(0, 2);
        assertThat(program.mayBeMissing(new boolean[] {true, true, true})).containsExactly(false, false);
    }

    /** What is made of a column bears its name in messages, one for one; what is made of several has a name of its own. */
    @Test
    void aMessageNamesTheColumnAnOperationReads() {
        Affine sum = new Affine(new Matrix(1, 2, Numbers.of(1, 1)), Numbers.of(0));
        List<Program.Call> calls = List.of(
                call(new ScaleShift(Numbers.of(1, 1), Numbers.of(0, 0)), 2, 1),
                call(sum, 0, 1),
                call(new OneHot(2), 2));
        for (Object[] named :
                new Object[][] {{0, "a"}, {3, "c"}, {4, "b"}, {5, "output 0 of Affine"}, {6, "c"}, {7, "c"}}) {
            List<Program.Call> guarded = new ArrayList<>(calls);
            guarded.add(call(new NamedFailure(), (int) named[0]));
            Program program = Program.of(3, guarded, Indices.of(8));
            assertThatThrownBy(() -> run(program, 1, 2, 3)).hasMessage("reads " + named[1]);
        }
    }

    /** Refuses every row, with the name of what it reads. */
    private record NamedFailure() implements Operation {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public Kernel compile(CompileContext around) {
            String name = around.nameOf(0);
            return (slots, from, to) -> {
                throw new IllegalStateException("reads " + name);
            };
        }
    }

    @Test
    void programsAreEqualByTheirData() {
        Program program = Program.of(2, List.of(call(new Round(1), 0)), Indices.of(2, 1));
        assertThat(program)
                .isEqualTo(Program.of(2, List.of(call(new Round(1), 0)), Indices.of(2, 1)))
                .hasSameHashCodeAs(Program.of(2, List.of(call(new Round(1), 0)), Indices.of(2, 1)))
                .isNotEqualTo(Program.of(3, List.of(call(new Round(1), 0)), Indices.of(2, 1)))
                .isNotEqualTo(Program.of(2, List.of(call(new Round(1), 1)), Indices.of(2, 1)))
                .isNotEqualTo(Program.of(2, List.of(call(new Round(1), 0)), Indices.of(1, 2)))
                .hasToString("Program[inputs=2, calls=1, outputs=2]");
    }

    /** What a program finds out about its slots holds behind calls of several outputs, too. */
    @Test
    void textsAndMissingNumbersAreFollowedBehindOtherCalls() {
        FillTexts fill = new FillTexts(List.of(), List.of("red", "red"));
        Program program = Program.of(
                3,
                List.of(
                        call(new TensorFill(Numbers.of(1, 2), Double.NaN), 2, 2),
                        call(new Round(2), 2, 3),
                        call(fill, 0, 1),
                        call(new IsRed(), 8),
                        call(new Round(3), 5, 6, 4)),
                Indices.of(3, 4, 5, 6, 9, 10, 11, 12));
        assertThat(program.textInputs()).containsExactly(0, 1, 2, -1, -1, -1, -1, 0, 1, -1, -1, -1, -1);
        assertThat(program.onlyTexts()).containsExactly(Set.of(), Set.of("green", "red"), Set.of());
        assertThat(program.mayBeMissing(new boolean[] {false, false, true}))
                .containsExactly(false, false, true, false, false, true, false, false);
    }
}
