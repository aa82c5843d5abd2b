package io.github.modelkeel.sklearn;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of scikit-learn's models in pickles and joblib files, down to their predictions; in the build over its seeds alone. */
class SklearnPickleFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                Hostile.seeds("sklearn", ".*\\.(joblib|cloudpickle)"),
                Hostile.seeds("sklearn-transformers", ".*\\.pkl"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        HostileModels.readAndUse(content);
    }
}
