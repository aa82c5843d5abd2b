package io.github.modelkeel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The names in files do not hang on Java's. {@code -Dgolden.update=true} writes the files; a change of one needs another format version. */
class GoldenFilesTest {
    private static final ExpectationSuite SUITE = SuiteFilesTest.ALL;

    private static final ValidationReport REPORT = ExpectationSuite.of(
                    Expectation.between("a", 0, 1),
                    Expectation.unique("a"),
                    Expectation.mean("b", 0, 1),
                    Expectation.columns("a"))
            .validateRows(List.of(Map.of("a", 1), Map.of("a", 2.5)));

    private static void same(String name, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources", name), text);
        }
        try (InputStream in = Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/" + name), name)) {
            assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theSuiteIsTheFile() throws IOException {
        same("golden-expectations.json", SUITE.toJson());
        assertThat(ExpectationSuite.ofJson(SUITE.toJson())).isEqualTo(SUITE);
    }

    @Test
    void theReportIsTheFile() throws IOException {
        same("golden-report.json", REPORT.toJson());
    }
}
