package io.github.modelkeel.sklearn.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of skops files: of the schema and the arrays, as {@link SkopsParts}, so that no checksum stands in the way. */
class SkopsFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("python-files", ".*\\.skops").map(SkopsParts::of);
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        byte[] file = SkopsParts.pack(content);
        Hostile.read("fuzzed: ", () -> PythonFile.read("fuzzed", content));
        Hostile.read("fuzzed: ", () -> PythonFile.read("fuzzed", file));
    }
}
