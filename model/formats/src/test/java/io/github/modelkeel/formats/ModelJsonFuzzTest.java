package io.github.modelkeel.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.onnx.OnnxModel;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of {@code model.json}; in the build over its seeds alone. */
class ModelJsonFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                Hostile.seeds("golden-v1", "model\\.json"),
                Stream.concat(Stream.of(Samples.trees(), Samples.linear(), Samples.forest()), imported())
                        .map(ModelJsonFuzzTest::written));
    }

    /** What importers made of models of Python: programs, categorical splits, several outputs. */
    private static Stream<ScoringModel> imported() {
        PythonFlavor sklearn = new PythonFlavor("sklearn", "seed", PythonFlavor.UNKNOWN_CLASS, List.of());
        Stream<ScoringModel> pipelines =
                Hostile.seeds("sklearn-transformers", "whole-.*").map(file -> PythonModel.read(sklearn, file));
        Stream<ScoringModel> graphs =
                Hostile.seeds("onnx-models", ".*onnx").map(file -> OnnxModel.read("seed", file, List.of()));
        return Stream.concat(pipelines, graphs);
    }

    private static byte[] written(ScoringModel model) {
        try {
            return ModelJson.write(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("model.json", () -> ModelJson.read(content)).ifPresent(Hostile::use);
    }
}
