package io.github.modelkeel.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.python.PythonFlavor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of LightGBM's text, from what Python wrote; in the build over its seeds alone. */
class LightgbmFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-models", "model\\.(lgb|pkl)");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        PythonFlavor flavor = new PythonFlavor("lightgbm", "fuzzed", PythonFlavor.UNKNOWN_CLASS, List.of());
        Hostile.read("fuzzed", () -> PythonModel.read(flavor, content)).ifPresent(Hostile::use);
    }
}
