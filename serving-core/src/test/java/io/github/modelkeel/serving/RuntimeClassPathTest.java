package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application carries that serves a model. */
class RuntimeClassPathTest {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static List<Path> entries = List.of();

    @BeforeAll
    static void readWhatTheBuildWroteDown() throws IOException {
        Path file = Path.of("target", "runtime-class-path.txt");
        entries = Stream.of(SEPARATOR.split(Files.readString(file).strip()))
                .map(Path::of)
                .toList();
    }

    @Test
    void itHasOurModulesThatServeAndNoOthers() {
        assertThat(entries)
                .extracting(entry ->
                        entry.toString().replace('\\', '/').replace("/model/", "/model-")) // in the inner loop, folders
                .anyMatch(entry -> entry.contains("registry-client"))
                .anyMatch(entry -> entry.contains("model-formats"))
                .anyMatch(entry -> entry.contains("model-boosters"))
                .anyMatch(entry -> entry.contains("model-sklearn"))
                .anyMatch(entry -> entry.contains("model-onnx"))
                .anyMatch(entry -> entry.contains("micrometer-core"))
                .noneMatch(entry -> entry.contains("model-tribuo"))
                .noneMatch(entry -> entry.contains("tracking-client"))
                .noneMatch(entry -> entry.contains("local-server"));
    }

    @Test
    void itHasNoTribuoAndNoNativeModelLibrary() {
        assertThat(entries)
                .extracting(Path::toString)
                .noneMatch(entry -> Pattern.compile("tribuo|onnxruntime|xgboost|sqlite")
                        .matcher(entry)
                        .find());
        assertThatThrownBy(() -> Class.forName("org.tribuo.Model")).isInstanceOf(ClassNotFoundException.class);
    }
}
