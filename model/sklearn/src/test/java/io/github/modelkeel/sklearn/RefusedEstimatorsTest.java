package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.node.Located;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be served is refused when it is loaded, by name and with a way out; {@link EstimatorFixture} says who makes the files. */
class RefusedEstimatorsTest {
    private static final Path DIRECTORY = EstimatorFixture.DIRECTORIES.get(0);

    static Stream<Arguments> files() throws IOException {
        return Files.readAllLines(DIRECTORY.resolve("refused.txt")).stream()
                .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileIsRefusedForWhatIsWrong(String file, int features, String message) throws IOException {
        Located root = EstimatorFixture.root(DIRECTORY.resolve(file));
        assertThatThrownBy(() -> ModelParts.ofModel().estimator(root, features))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(file + ": model")
                .hasMessageContaining(message);
    }

    private static EstimatorFixture fixture(String name) {
        return EstimatorFixture.all().stream()
                .filter(fixture -> fixture.toString().startsWith("estimators/" + name + "."))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anotherNumberOfFeaturesIsRefused() {
        Located root = fixture("forest_regressor").root();
        assertThatThrownBy(() -> ModelParts.ofModel().estimator(root, 4))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("it was fitted with 5 features and is given 4");
    }

    @Test
    void anOlderVersionThanSupportedIsRefused() throws IOException {
        EstimatorFixture pickle = EstimatorFixture.all().stream()
                .filter(fixture -> fixture.toString().endsWith(".cloudpickle"))
                .findFirst()
                .orElseThrow();
        String content = Files.readString(pickle.file(), StandardCharsets.ISO_8859_1);
        byte[] old = content.replace("1.9.1", "1.2.1").getBytes(StandardCharsets.ISO_8859_1);
        Located root = PythonFile.read("old.pkl", old);
        assertThatThrownBy(() -> ModelParts.ofModel().estimator(root, pickle.features()))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("scikit-learn 1.2; 1.3 and later are supported, and those cannot load it")
                .hasMessageContaining("train it again with one of them, or export it to ONNX where it was trained");
    }

    @Test
    void aClassifierWithoutProbabilitiesSaysSo() {
        EstimatorFixture fixture = fixture("linear_svc");
        ScoringModel model = fixture.model();
        assertThat(model.hasProbabilities()).isFalse();
        assertThat(model.classes()).isEqualTo(List.of("no", "yes"));
        assertThat(model.predictOne(Rows.of(fixture.row(0))).hasProbabilities()).isFalse();
        assertThatThrownBy(() -> model.predictOne(Rows.of(fixture.row(0))).classProbabilities())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without probabilities");
    }

    @Test
    void severalOutputsAreAskedForInOneAnswer() {
        EstimatorFixture fixture = fixture("linear_several");
        ScoringModel model = fixture.model();
        assertThat(model.outputCount()).isEqualTo(3);
        assertThat(model.predictOne(Rows.of(fixture.row(0))).values()).hasSize(3);
        assertThatThrownBy(() -> model.predict(fixture.row(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 numbers; ask for predictOne(Rows.of(row)).values()");
    }

    /** As scikit-learn's check of its input does. */
    @Test
    void treesThatKnowNoMissingValueRefuseARowWithOne() {
        EstimatorFixture fixture = fixture("boosting_squared_error");
        ScoringModel model = fixture.model();
        Map<String, Object> missing = new HashMap<>(fixture.row(0));
        missing.put("f1", Double.NaN);
        Map<String, Object> large = new HashMap<>(fixture.row(0));
        large.put("f1", 1e39);
        assertThatThrownBy(() -> model.predict(missing)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> model.predict(large))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("beyond a float");
    }
}
