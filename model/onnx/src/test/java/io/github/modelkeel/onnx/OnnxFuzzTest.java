package io.github.modelkeel.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of ONNX graphs, from what Python's converters wrote; in the build over its seeds alone. */
class OnnxFuzzTest {
    static Stream<byte[]> seeds() {
        return Hostile.seeds("onnx-models", "model\\.onnx");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("fuzzed", () -> OnnxReader.read("fuzzed", content, List.of()))
                .ifPresent(Hostile::use);
    }
}
