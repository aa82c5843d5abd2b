package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.BoosterFixtures;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimators of LightGBM in pickles, as they are logged with the flavor {@code lightgbm}. */
class BoosterEstimatorsTest {
    static List<Path> models() throws IOException {
        return BoosterFixtures.models(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowHasTheBitsOfPython(Path directory) throws IOException {
        BoosterFixtures.requireBitsOfPython(directory);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theNeutralFormGoesThroughItsFile(Path directory) throws IOException {
        BoosterFixtures.requireSavedAndRead(directory);
    }

    @ParameterizedTest
    @CsvSource({"lgb-stops-early, pred_early_stop"})
    void whatIsNotExactIsRefusedWithTheWayOut(String name, String wayOut) {
        assertThatThrownBy(() -> ModelBundle.read(
                        ModelFiles.fixtures("python-models-refused").resolve(name)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(wayOut);
    }
}
