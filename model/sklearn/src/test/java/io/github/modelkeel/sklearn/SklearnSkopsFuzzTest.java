package io.github.modelkeel.sklearn;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.sklearn.python.SkopsParts;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of scikit-learn's models in skops files, down to their predictions: of the schema and the arrays, so that no checksum stands in the way. */
class SklearnSkopsFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                        Hostile.seeds("sklearn", ".*\\.skops"), Hostile.seeds("sklearn-transformers", ".*\\.skops"))
                .map(SkopsParts::of);
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        HostileModels.readAndUse(SkopsParts.pack(content));
    }
}
