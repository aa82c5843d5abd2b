package io.github.modelkeel.sklearn.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of joblib's files, packed ones too, from what Python wrote; in the build over its seeds alone. */
class JoblibFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-files", ".*\\.joblib");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("fuzzed: ", () -> PythonFile.read("fuzzed", content));
    }
}
