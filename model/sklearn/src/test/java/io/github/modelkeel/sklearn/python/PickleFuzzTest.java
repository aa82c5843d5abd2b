package io.github.modelkeel.sklearn.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of pickles from what Python wrote; in the build over its seeds alone. */
class PickleFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-files", ".*\\.(pkl|cloudpickle)");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("fuzzed: ", () -> PythonFile.read("fuzzed", content));
    }
}
