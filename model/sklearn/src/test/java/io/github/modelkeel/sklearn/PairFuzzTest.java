package io.github.modelkeel.sklearn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of a preprocessor and a model in two files, here one behind the other; in the build over its seeds alone. */
class PairFuzzTest {
    private static final String MARK = "\nMODEL::\n";

    static Stream<byte[]> seeds() {
        List<byte[]> models = Hostile.seeds("two-files", "model\\.pkl").toList();
        List<byte[]> preprocessors =
                Hostile.seeds("two-files", "preprocessor\\.pkl").toList();
        return Stream.of((text(preprocessors.get(0)) + MARK + text(models.get(0))).getBytes(ISO_8859_1));
    }

    private static String text(byte[] content) {
        return new String(content, ISO_8859_1);
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        String[] parts = text(content).split(MARK, 2);
        byte[] preprocessor = parts[0].getBytes(ISO_8859_1);
        byte[] model = parts[parts.length - 1].getBytes(ISO_8859_1);
        Hostile.read("fuzzed", () -> ModelFiles.pair("fuzzed preprocessor", preprocessor, "fuzzed model", model))
                .ifPresent(Hostile::use);
    }
}
