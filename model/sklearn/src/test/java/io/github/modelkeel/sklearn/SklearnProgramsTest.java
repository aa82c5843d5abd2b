package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.model.FittedPreprocessing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was imported from scikit-learn is saved as data, and nothing of it is lost. */
class SklearnProgramsTest {
    private static final TransformerFixtures FIXTURES = TransformerFixtures.read("expected.json");

    static List<String> files() {
        return FIXTURES.files(false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyOperationGoesThroughItsFile(String file) throws IOException {
        FittedPreprocessing preprocessing = FIXTURES.preprocessing(file);
        byte[] written = ModelFiles.json(preprocessing);
        FittedPreprocessing read = ModelFiles.preprocessing(file, written);
        assertThat(read).isEqualTo(preprocessing);
        assertThat(ModelFiles.json(read)).isEqualTo(written);
    }
}
