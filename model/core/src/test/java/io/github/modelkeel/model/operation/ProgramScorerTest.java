package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A program as a scorer: one row and many give the same, whatever is within. */
class ProgramScorerTest {
    private static final double NAN = Double.NaN;

    private static Program.Call call(Operation operation, int... from) {
        return new Program.Call(operation, Indices.of(from));
    }

    private static TreeEnsembleScorer trees() {
        return trees(1);
    }

    /** The same two trees a number of times. */
    private static TreeEnsembleScorer trees(int times) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(2);
        for (int i = 0; i < times; i++) {
            trees.tree()
                    .split(0, 0.5, 1, 2, true)
                    .leaf(10)
                    .split(1, -1, 3, 4, false)
                    .leaf(20)
                    .leaf(30)
                    .tree()
                    .split(1, 0, 1, 2, true)
                    .leaf(1)
                    .leaf(2);
        }
        return trees.build();
    }

    private static double walk(double a, double b) {
        return (a <= 0.5 ? 10 : b <= -1 ? 20 : 30) + (b <= 0 ? 1 : 2);
    }

    /** Trees, a logistic model on top of them, and a feature that passes: outputs in another order than the slots. */
    private static ProgramScorer stacked(int times) {
        return new ProgramScorer(Program.of(
                3,
                List.of(
                        call(new Score(trees(times), Link.IDENTITY), 2, 0),
                        call(new Score(LinearScorer.of(new double[] {0.1, -2}, -3), Link.LOGISTIC), 3, 1)),
                Indices.of(4, 1, 3)));
    }

    private static double[] expected(double[] x) {
        double trees = walk(x[2], x[0]);
        return new double[] {1 / (1 + Math.exp(3 - 0.1 * trees + 2 * x[1])), x[1], trees};
    }

    @Test
    void aModelOnTopOfAnotherReadsItsAnswer() {
        Random random = new Random(8);
        ProgramScorer scorer = stacked(1);
        assertThat(scorer.featureCount()).isEqualTo(3);
        assertThat(scorer.outputs()).isEqualTo(3);
        for (int i = 0; i < 100; i++) {
            double[] x = Slots.normal(random, 3);
            Slots.assertClose(scorer.scores(x), expected(x), 1e-15);
        }
    }

    @Test
    void manyRowsHaveTheScoresOfEachRow() {
        Random random = new Random(9);
        ProgramScorer stacked = stacked(20);
        ProgramScorer sum = new ProgramScorer(Program.of(
                3,
                List.of(call(new Affine(new Matrix(1, 3, Numbers.of(1, 2, 3)), Numbers.of(4)), 0, 1, 2)),
                Indices.of(3)));
        for (int count : new int[] {0, 1, 255, 256, 257, 600}) {
            double[][] rows = new double[count][];
            Arrays.setAll(rows, row -> Slots.normal(random, 3));
            for (ProgramScorer scorer : List.of(stacked, sum)) {
                double[] all = new double[count * scorer.outputs()];
                for (int row = 0; row < count; row++) {
                    System.arraycopy(scorer.scores(rows[row]), 0, all, row * scorer.outputs(), scorer.outputs());
                }
                assertThat(scorer.scoreAll(rows)).containsExactly(all);
                double[] out = new double[all.length + 1];
                out[all.length] = 77;
                double[][] more = Arrays.copyOf(rows, count + 2);
                more[count] = new double[] {1, 1, 1};
                more[count + 1] = new double[] {1, 1, 1};
                scorer.scoreAll(more, count, out);
                assertThat(Arrays.copyOf(out, all.length)).containsExactly(all);
                assertThat(out[all.length]).as("what comes after the rows").isEqualTo(77);
            }
        }
        assertThat(stacked.rowsTogether()).isEqualTo(trees(20).rowsTogether()).isGreaterThan(1);
        assertThat(sum.rowsTogether()).isEqualTo(1);
    }

    @Test
    void oneScoreNeedsOneOutputAndAllFeatures() {
        ProgramScorer one = new ProgramScorer(Program.of(2, List.of(), Indices.of(1)));
        assertThat(one.score(new double[] {3, 4})).isEqualTo(4);
        assertThat(one.score(new double[] {3, 4, 5})).isEqualTo(4);
        assertThatThrownBy(() -> one.score(new double[] {3})).isInstanceOf(IndexOutOfBoundsException.class);
        ProgramScorer stacked = stacked(1);
        assertThatThrownBy(() -> stacked.score(new double[3]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the program has 3 outputs; ask for scores()");
    }

    @Test
    void textsAreNotScored() {
        TextTable table = new TextTable(List.of("a"), Numbers.of(1), 0, false);
        Program program = Program.of(1, List.of(call(table, 0)), Indices.of(1));
        assertThatThrownBy(() -> new ProgramScorer(program))
                .hasMessage("a scorer reads numbers; texts must be encoded in the preprocessing");
    }

    @Test
    void missingFeaturesAreAcceptedWhereTheyReachNoOutputAndNoGuard() {
        Fill fill = new Fill(NAN, Numbers.of(0));
        assertThat(accepts(call(fill, 0))).isTrue();
        assertThat(accepts(call(new Round(1), 0))).isFalse();
        assertThat(accepts(call(new RequireFinite(false, 1), 0))).isFalse();
        assertThat(accepts(call(new RequireFinite(true, 1), 0))).isFalse();
        assertThat(accepts(call(fill, 0), call(new RequireFinite(false, 1), 1)))
                .as("a guard behind a fill")
                .isTrue();
        assertThat(accepts(call(new RequireFinite(true, 1), 0), call(fill, 1)))
                .as("a lenient guard")
                .isTrue();
        assertThat(accepts(call(new Score(trees(), Link.IDENTITY), 0, 0))).isTrue();
        assertThat(accepts(call(new Score(LinearScorer.of(new double[] {1}, 0), Link.IDENTITY), 0)))
                .isFalse();
    }

    /** Of calls each of which writes one slot, and the last of which is the output. */
    private static boolean accepts(Program.Call... calls) {
        return new ProgramScorer(Program.of(1, List.of(calls), Indices.of(calls.length))).acceptsMissing();
    }

    @Test
    void theImportanceOfAFeatureIsThatInTheModelsThatReadIt() {
        // trees split once by their first feature (input 2) and twice by the second (input 0); the sums weigh input 1
        ProgramScorer scorer = new ProgramScorer(Program.of(
                3,
                List.of(
                        call(new Score(trees(), Link.IDENTITY), 2, 0),
                        call(new Affine(new Matrix(2, 2, Numbers.of(-5, 7, 1, 7)), Numbers.of(0, 0)), 1, 3),
                        call(new Round(1), 2)),
                Indices.of(4, 5)));
        assertThat(scorer.importance()).containsExactly(2, 6, 1);
        assertThat(scorer.weighsEveryFeature()).as("the rounding reads one too").isFalse();
        ProgramScorer models =
                new ProgramScorer(Program.of(3, List.of(call(new Score(trees(), Link.IDENTITY), 2, 0)), Indices.of(3)));
        assertThat(models.weighsEveryFeature()).isTrue();
    }

    @Test
    void scorersOfEqualProgramsAreEqual() {
        ProgramScorer fill = new ProgramScorer(Program.of(1, List.of(call(new Round(1), 0)), Indices.of(1)));
        assertThat(fill)
                .isEqualTo(new ProgramScorer(Program.of(1, List.of(call(new Round(1), 0)), Indices.of(1))))
                .hasSameHashCodeAs(Program.of(1, List.of(call(new Round(1), 0)), Indices.of(1)))
                .isNotEqualTo(new ProgramScorer(Program.of(1, List.of(call(new Round(1), 0)), Indices.of(0))))
                .isNotEqualTo(new ProgramScorer(Program.of(2, List.of(call(new Round(1), 0)), Indices.of(1))))
                .hasToString("ProgramScorer[Program[inputs=1, calls=1, outputs=1]]");
        assertThat(fill.program()).isEqualTo(Program.of(1, List.of(call(new Round(1), 0)), Indices.of(1)));
    }

    @Test
    void aScoreIsTheScorersOutputsAfterTheLink() {
        Score softmax = new Score(new ProgramScorer(Program.of(3, List.of(), Indices.of(2, 0))), Link.SOFTMAX);
        double[] shares = Slots.run(softmax, 1, 99, 1);
        assertThat(shares).containsExactly(0.5, 0.5);
        assertThat(softmax.words(0)).isEqualTo("score");
        boolean[] first = {true, false, false};
        assertThat(softmax.mayBeMissing(0, first)).isTrue();
        assertThat(softmax.mayBeMissing(0, new boolean[3])).isFalse();
        assertThat(new Score(trees(), Link.IDENTITY).mayBeMissing(0, new boolean[] {true, true}))
                .isFalse();
    }

    @Test
    void aRefusalNamesTheFeatureByItsIndex() {
        ProgramScorer scorer =
                new ProgramScorer(Program.of(2, List.of(call(new RequireFinite(false, 2), 0, 1)), Indices.of(2, 3)));
        assertThatThrownBy(() -> scorer.scores(new double[] {1, NAN}))
                .hasMessage("what the model makes of 'feature 1' is missing or no number, which its next step refuses");
    }
}
