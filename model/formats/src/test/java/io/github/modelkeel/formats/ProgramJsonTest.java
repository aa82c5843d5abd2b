package io.github.modelkeel.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramJsonTest {
    private static final Affine ROTATE =
            new Affine(new Matrix(2, 2, Numbers.of(0.1, -0.7, 0.7, 1.0 / 3)), Numbers.of(0.5, -1e-300));

    @Test
    void aModelWithProgramsIsReadAsItWasWritten() throws IOException {
        ScoringModel model = model();
        byte[] written = ModelJson.write(model);
        ScoringModel read = ModelJson.read(written);
        assertThat(text(written)).startsWith("{\n  \"format_version\" : 3,");
        assertThat(read.preprocessing()).isEqualTo(model.preprocessing());
        assertThat(read.scorer()).isEqualTo(model.scorer());
        assertThat(ModelJson.write(read)).isEqualTo(written);
        assertThat(read.predict(Map.of("a", 1.5, "b", -2))).isEqualTo(model.predict(Map.of("a", 1.5, "b", -2)));
    }

    @Test
    void theProgramsAreCarriedOutInOrder() {
        double first = 0.1 * 1.5 + -0.7 * -2.0 + 0.5;
        double second = 0.7 * 1.5 + 1.0 / 3 * -2.0 + -1e-300;
        double scored = StrictMath.exp(2 * second + 3 * first + 0.25);
        assertThat(model().predict(Map.of("a", 1.5, "b", -2))).isEqualTo(scored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"affine\"|\"java.lang.Runtime\"|unknown operation \"java.lang.Runtime\"",
                "\"columns\" : 2,|\"columns\" : 3,|a matrix of 2 x 3 cannot have 4 numbers",
                "\"intercepts\"|\"intercept\"|unknown field \"intercept\"",
                "\"from\" : [ 0, 1 ]|\"from\" : [ 0, 9 ]|a slot that an operation reads must be 0 to 1: 9",
                "\"from\" : [ 0, 1 ]|\"from\" : [ 0 ]|cannot read 1 slots",
                "\"outputs\" : [ 3, 2 ]|\"outputs\" : [ 3, 4 ]|an output's slot must be 0 to 3: 4",
            })
    void aBrokenProgramIsRefusedForWhatIsWrong(String from, String to, String message) throws IOException {
        String written = text(ModelJson.write(model()));
        assertThat(written).contains(from);
        byte[] broken =
                written.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ModelJson.read(broken))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aScorerOfAnotherKindIsNotSaved() {
        ScoringModel other =
                ScoringModelBuilder.model(model().preprocessing(), Column.number("y"), new First(), Link.IDENTITY);
        assertThatThrownBy(() -> ModelJson.write(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ProgramJsonTest$First cannot be saved");
    }

    /** The first of two features, by a scorer that no format knows. */
    private static final class First implements Scorer {
        @Override
        public int featureCount() {
            return 2;
        }

        @Override
        public double score(double[] features) {
            return features[0];
        }

        @Override
        public boolean acceptsMissing() {
            return true;
        }

        @Override
        public double[] importance() {
            return new double[] {1, 0};
        }
    }

    private static String text(byte[] written) {
        return new String(written, StandardCharsets.UTF_8);
    }

    /** Rotates two columns, turns them round, and weighs them in a scorer that is a program itself. */
    private static ScoringModel model() {
        Program turn = Program.of(2, List.of(new Program.Call(ROTATE, Indices.range(0, 2))), Indices.of(3, 2));
        FittedPreprocessing preprocessing =
                CompiledPreprocessing.of(List.of(Column.number("a"), Column.number("b")), turn, List.of("x", "y"));
        Score weigh = new Score(LinearScorer.of(new double[] {2, 3}, 0.25), Link.EXP);
        Program score = Program.of(2, List.of(new Program.Call(weigh, Indices.range(0, 2))), Indices.of(2));
        return ScoringModelBuilder.model(
                preprocessing, Column.number("price"), new ProgramScorer(score), Link.IDENTITY);
    }
}
