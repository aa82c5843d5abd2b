package io.github.modelkeel.sklearn.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of npy headers from what Python wrote; in the build over its seeds alone. */
class NpyFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-files", ".*\\.npy");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("fuzzed: ", () -> PythonFile.read("fuzzed", content));
    }
}
