package io.github.modelkeel.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.model.ScoringModel;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of {@code expected_predictions.json}; in the build over its seeds alone. */
class ExpectedPredictionsFuzzTest {
    private static final ScoringModel MODEL = Samples.trees();

    static Stream<byte[]> seeds() {
        return Stream.of("golden-v1", "two-files")
                .flatMap(directory -> Hostile.seeds(directory, "expected_predictions\\.json"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("expected_predictions.json", () -> {
            ExpectedPredictions expected = ExpectedPredictions.read(content);
            expected.replay(MODEL);
            return expected;
        });
    }
}
