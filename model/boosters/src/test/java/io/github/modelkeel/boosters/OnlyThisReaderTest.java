package io.github.modelkeel.boosters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.BoosterFixtures;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application can serve that leaves out all readers but this one: the class path of these tests has no other. */
class OnlyThisReaderTest {
    @TempDir
    private Path directory;

    @Test
    void noReaderOfPicklesIsThere() {
        assertThatThrownBy(() -> Class.forName("io.github.modelkeel.sklearn.SklearnReader"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("io.github.modelkeel.onnx.OnnxReader"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgb-squared", "xgb-binary", "lgb-regression"})
    void boostersAreReadAndScored(String name) throws IOException {
        BoosterFixtures.requireBitsOfPython(ModelFiles.fixtures("python-models").resolve(name));
    }

    @ParameterizedTest
    @CsvSource({
        "sklearn, pickled_model, model.pkl, modelkeel-model-sklearn",
        "onnx, data, model.onnx, modelkeel-model-onnx",
        "lightgbm, data, model.pkl, modelkeel-model-sklearn"
    })
    void aModelWhoseReaderIsAbsentIsRefusedWithTheArtifactToAdd(String flavor, String key, String file, String artifact)
            throws IOException {
        Files.write(directory.resolve(file), new byte[] {(byte) 0x80, 4, 'N', '.'});
        Files.writeString(directory.resolve("MLmodel"), "flavors:\n  " + flavor + ":\n    " + key + ": " + file + "\n");
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("the flavor '" + flavor + "'")
                .hasMessageContaining("; add io.github.modelkeel:" + artifact);
    }

    @Test
    void twoFilesOfScikitLearnAreRefusedWithTheArtifactToAdd() throws IOException {
        for (String file : new String[] {"preprocessor.pkl", "model.pkl"}) {
            Files.write(directory.resolve(file), new byte[] {(byte) 0x80, 4, 'N', '.'});
        }
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("; add io.github.modelkeel:modelkeel-model-sklearn");
    }

    /** The flavor of a reader that is there is taken, as all that an application with every reader would not choose. */
    @Test
    void aFlavorThatCanBeReadIsTakenBeforeOneThatCannot() throws IOException {
        Path booster = ModelFiles.fixtures("python-models").resolve("xgb-squared-json");
        Files.copy(booster.resolve("model.json"), directory.resolve("model.json"));
        Files.writeString(
                directory.resolve("MLmodel"),
                "flavors:\n  sklearn:\n    pickled_model: model.pkl\n  xgboost:\n    data: model.json\n");
        assertThat(ModelBundle.read(directory).model().classes()).isEmpty();
    }
}
