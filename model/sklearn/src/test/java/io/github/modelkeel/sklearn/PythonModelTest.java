package io.github.modelkeel.sklearn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the model of a directory is found: by the flavor in {@code MLmodel}, or as two files that {@code two_files.py} wrote. */
class PythonModelTest {
    private static final Path TWO_FILES = Path.of("src/test/resources/two-files");
    private static final Path TREE = Path.of("src/test/resources/sklearn/estimators/decision_tree_regressor.joblib");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"preprocessor.pkl, model.pkl", "house_preprocessor.joblib, house_model.pickle"})
    void aPreprocessorAndAModelLoadTogether(String preprocessor, String model) throws IOException {
        Files.copy(TWO_FILES.resolve("preprocessor.pkl"), directory.resolve(preprocessor));
        Files.copy(TWO_FILES.resolve("model.pkl"), directory.resolve(model));
        ModelBundle bundle = ModelBundle.read(directory);
        byte[] expected = Files.readAllBytes(TWO_FILES.resolve("expected_predictions.json"));
        assertThat(ModelFiles.replay(expected, bundle.model())).isEqualTo(23);
        assertThat(bundle.exampleRows()).isEmpty();
    }

    @Test
    void twoModelsBesideAPreprocessorAreRefused() throws IOException {
        Files.copy(TWO_FILES.resolve("preprocessor.pkl"), directory.resolve("preprocessor.pkl"));
        Files.copy(TWO_FILES.resolve("model.pkl"), directory.resolve("model.pkl"));
        Files.copy(TWO_FILES.resolve("model.pkl"), directory.resolve("old_model.pkl"));
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("old_model.pkl");
    }

    @Test
    void aModelWithoutItsPreprocessorNeedsAnMlModel() throws IOException {
        Files.copy(TWO_FILES.resolve("model.pkl"), directory.resolve("model.pkl"));
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("MLmodel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flavors:\n  sklearn:\n    pickled_model: model.bin\n    sklearn_version: 1.9.1\n",
                "flavors:\n  sklearn:\n    pickled_model: model.bin\n    sklearn_version: 1.3.2\n",
                "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.bin\n"
            })
    void aModelOfScikitLearnIsFoundByItsFlavorWhateverItsFileIsCalled(String mlModel) throws IOException {
        Files.copy(TREE, directory.resolve("model.bin"));
        Files.writeString(directory.resolve("MLmodel"), mlModel);
        assertThat(ModelBundle.read(directory).model().classes()).isEmpty();
    }

    @Test
    void aBooleanIsANumberWhereNoSignatureSaysOtherwise() throws IOException {
        Files.copy(TREE, directory.resolve("model.bin"));
        String mlModel = "flavors:\n  sklearn:\n    pickled_model: model.bin\n    sklearn_version: 1.9.1\n";
        Files.writeString(directory.resolve("MLmodel"), mlModel);
        ScoringModel without = ModelBundle.read(directory).model();
        Map<String, Object> numbers = new LinkedHashMap<>();
        without.signature().inputs().forEach(column -> numbers.put(column.name(), 1.0));
        Map<String, Object> booleans = new LinkedHashMap<>(numbers);
        booleans.replaceAll((name, value) -> true);
        assertThat(without.predict(booleans)).isEqualTo(without.predict(numbers));
        assertThat(without.withInputPolicy(InputPolicy.TYPED).predict(booleans)).isEqualTo(without.predict(numbers));
        StringBuilder json = new StringBuilder();
        booleans.forEach(
                (name, value) -> json.append(json.isEmpty() ? "{" : ",").append("\"" + name + "\":true"));
        Signature.Row row = without.newRow();
        try (JsonRows rows = JsonRows.of(json.append('}').toString().getBytes(UTF_8), without.signature())) {
            assertThat(rows.next(row)).isTrue();
        }
        assertThat(without.predictValue(Rows.of(row))).isEqualTo(without.predict(numbers));
        assertThatThrownBy(() -> without.withInputPolicy(InputPolicy.STRICT).predict(booleans))
                .hasMessageContaining("must be a number but is the boolean true");

        String inputs = without.signature().inputs().stream()
                .map(column -> "{\"type\": \"double\", \"name\": \"" + column.name() + "\", \"required\": true}")
                .collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(directory.resolve("MLmodel"), mlModel + "signature:\n  inputs: '" + inputs + "'\n");
        ScoringModel with = ModelBundle.read(directory).model();
        assertThat(with.predict(numbers)).isEqualTo(without.predict(numbers));
        assertThatThrownBy(() -> with.predict(booleans))
                .hasMessageContaining("must be a number but is the boolean true");
    }

    @ParameterizedTest
    @CsvSource({
        "model.pkl, 1.2.2, 1.3 to 1.9 are known; train it again with one of these",
        "model.pkl, 1.0.2, or export it to ONNX with the version that it was trained with",
        "model.pkl, 1.10.0, 1.3 to 1.9",
        "model.pkl, 2.0, 1.3 to 1.9",
        "../model.pkl, 1.9.1, plain name",
        "absent.pkl, 1.9.1, does not exist"
    })
    void whatCannotBeServedIsRefusedByName(String file, String version, String reason) throws IOException {
        Files.copy(TREE, directory.resolve("model.pkl"));
        Files.writeString(
                directory.resolve("MLmodel"),
                "flavors:\n  sklearn:\n    pickled_model: " + file + "\n    sklearn_version: '" + version + "'\n");
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(reason);
    }
}
