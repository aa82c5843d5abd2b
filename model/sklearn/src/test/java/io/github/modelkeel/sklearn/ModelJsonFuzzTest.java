package io.github.modelkeel.sklearn;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.Samples;
import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of {@code model.json}; in the build over its seeds alone. */
class ModelJsonFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                Hostile.seeds("golden-v1", "model\\.json"),
                Stream.concat(Stream.of(Samples.trees(), Samples.linear(), Samples.forest()), imported())
                        .map(ModelFiles::json));
    }

    /** What importers made of models of Python: programs, categorical splits, several outputs. */
    private static Stream<ScoringModel> imported() {
        ModelFlavor sklearn = ModelFlavor.of("sklearn", "seed", ModelFlavor.UNKNOWN_CLASS, List.of());
        Stream<ScoringModel> pipelines =
                Hostile.seeds("sklearn-transformers", "whole-.*").map(file -> ModelFiles.read(sklearn, file));
        Stream<ScoringModel> graphs = Hostile.seeds("onnx-models", ".*onnx")
                .map(file ->
                        ModelFiles.read(ModelFlavor.of("onnx", "seed", ModelFlavor.UNKNOWN_CLASS, List.of()), file));
        return Stream.concat(pipelines, graphs);
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("model.json", () -> ModelFiles.ofJson(content)).ifPresent(Hostile::use);
    }
}
