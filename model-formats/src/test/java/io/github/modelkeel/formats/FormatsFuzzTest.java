package io.github.modelkeel.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.python.PythonFlavor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of {@code MLmodel}, XGBoost's JSON and UBJSON and LightGBM's text, from what Python wrote. In the build each
 * target runs over its seeds alone. To fuzz one: {@code JAZZER_FUZZ=1 mvn test -pl model-formats -am -Djazzer.hooks=true
 * -Dtest=FormatsFuzzTest#mlModel -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class FormatsFuzzTest {
    private static final Path MODELS = Path.of("src/test/resources/python-models");

    static Stream<byte[]> mlModels() {
        return seeds("MLmodel");
    }

    static Stream<byte[]> xgboostFiles() {
        return seeds("model\\.(json|ubj)");
    }

    static Stream<byte[]> lightgbmFiles() {
        return seeds("model\\.(lgb|pkl)");
    }

    private static Stream<byte[]> seeds(String names) {
        try (Stream<Path> all = Files.walk(MODELS)) {
            List<Path> files = all.filter(path -> path.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
            return files.stream().map(FormatsFuzzTest::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("mlModels")
    @FuzzTest(maxDuration = "60s")
    void mlModel(byte[] content) {
        refusedOrRead("MLmodel", () -> MlModelFile.findFlavor(content, PythonModel.FLAVORS));
    }

    @MethodSource("xgboostFiles")
    @FuzzTest(maxDuration = "60s")
    void xgboost(byte[] content) {
        refusedOrRead("fuzzed", () -> PythonModel.read(flavor("xgboost"), content));
    }

    @MethodSource("lightgbmFiles")
    @FuzzTest(maxDuration = "60s")
    void lightgbm(byte[] content) {
        refusedOrRead("fuzzed", () -> PythonModel.read(flavor("lightgbm"), content));
    }

    private static PythonFlavor flavor(String name) {
        return new PythonFlavor(name, "fuzzed", PythonFlavor.UNKNOWN_CLASS, List.of());
    }

    /** Anything else that is thrown is a finding. */
    private static void refusedOrRead(String file, Runnable reader) {
        try {
            reader.run();
        } catch (ModelRefusedException e) {
            if (!String.valueOf(e.getMessage()).contains(file)) {
                throw new AssertionError(e);
            }
        }
    }
}
