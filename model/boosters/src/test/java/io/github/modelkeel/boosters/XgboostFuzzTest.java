package io.github.modelkeel.boosters;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelFlavor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of XGBoost's JSON and UBJSON, from what Python wrote; in the build over its seeds alone. */
class XgboostFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-models", "model\\.(json|ubj)");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        ModelFlavor flavor = ModelFlavor.of("xgboost", "fuzzed", ModelFlavor.UNKNOWN_CLASS, List.of());
        Hostile.read("fuzzed", () -> ModelFiles.read(flavor, content)).ifPresent(Hostile::use);
    }
}
