package io.github.modelkeel.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of {@code MLmodel}, from what MLflow and this project wrote; in the build over its seeds alone */
class MlModelFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(Hostile.seeds("python-models", "MLmodel"), Hostile.seeds("golden-v1", "MLmodel"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("MLmodel", () -> MlModelFile.findFlavor(content, KnownFlavor.NAMES));
        Hostile.read("MLmodel", () -> MlModelFile.read(content));
    }
}
