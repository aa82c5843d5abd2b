package io.github.modelkeel.formats.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the library is what the library reads. */
class BlockYamlTest {
    private static final String LIKE_MLFLOW = """
            artifact_path: mlflow-artifacts:/1/models/m-24/artifacts
            flavors:
              python_function:
                code: null
                env:
                  conda: conda.yaml
                  virtualenv: python_env.yaml
                loader_module: mlflow.sklearn
                python_version: 3.11.7
              sklearn:
                options: {}
                pickled_model: model.skops
                providers:
                - CPUExecutionProvider
                - 12
                trusted:
                  - sklearn.tree._tree.Tree
            is_signature_from_type_hint: false
            model_size_bytes: 87368
            run_id: 17d116bd67d28065088d3b5c9da86cba
            signature:
              inputs: '[{"type": "double", "name": "sqft"}, {"type": "string",
                "name": "it''s"}]'
              params: null
              nothing:
            utc_time_created: '2026-11-30 06:26:47.273000'
            """;

    /** Pieces that mean something in YAML, and pieces that only look so. */
    private static final List<String> PIECES = List.of(
            ": ",
            ":",
            "- ",
            "'",
            "''",
            "\"",
            "#",
            " #",
            "\n",
            "\n  ",
            "  ",
            " ",
            "null",
            "~",
            "true",
            "True",
            "no",
            "1e-5",
            "1e5",
            "0x1f",
            "012",
            "1_000",
            "-3",
            "+1",
            ".5",
            "1.",
            "1.5",
            "1.2.3",
            "12345678901",
            ".inf",
            "{}",
            "[]",
            "{a: 1}",
            "&a ",
            "*a",
            "!!str ",
            "|\n",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "---\n",
            "...\n",
            "\t",
            "\\",
            "a",
            "b_c",
            "é",
            "2026-11-30",
            "<<: ",
            "=",
            "3e",
            "5:30");

    @Test
    void aFileOfMlflowIsReadAsTheLibraryReadsIt() {
        Optional<Map<String, Object>> read = BlockYaml.mapping(LIKE_MLFLOW.getBytes(UTF_8));
        assertThat(read).isPresent().get().isEqualTo(library(LIKE_MLFLOW));
        assertThat(read.orElseThrow().get("signature"))
                .hasToString(
                        "{inputs=[{\"type\": \"double\", \"name\": \"sqft\"}, {\"type\": \"string\", \"name\": \"it's\"}],"
                                + " params=null, nothing=null}");
    }

    @Test
    void soIsEveryModelOfTheTests() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            files = all.filter(
                            file -> file.endsWith("MLmodel") && file.toString().contains("src"))
                    .toList();
        }
        int read = 0;
        for (Path file : files) {
            Optional<Map<String, Object>> found = BlockYaml.mapping(Files.readAllBytes(file));
            if (found.isPresent()) {
                read++;
                assertThat(found.get()).as(file.toString()).isEqualTo(library(Files.readString(file)));
            }
        }
        assertThat(read).isGreaterThan(50).isGreaterThan(files.size() * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aTextThatWasChangedIsReadTheSameOrNotAtAll(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder(LIKE_MLFLOW);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                int cut = random.nextInt(4);
                text.replace(at, Math.min(text.length(), at + cut), PIECES.get(random.nextInt(PIECES.size())));
            }
            read += isReadTheSame(text.toString()) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void soIsATextOfPieces(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> parts = new ArrayList<>(List.of("key: "));
            for (int part = random.nextInt(4); part >= 0; part--) {
                parts.add(PIECES.get(random.nextInt(PIECES.size())));
            }
            parts.add(random.nextBoolean() ? "\n" : "\nother: 1\n");
            read += isReadTheSame(String.join("", parts)) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(100);
    }

    @Test
    void depthAndSizeAreBounded() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            deep.append(" ".repeat(i % 200)).append("k:\n");
        }
        assertThat(BlockYaml.mapping(deep.toString().getBytes(UTF_8))).isEmpty();
        assertThat(BlockYaml.mapping(("a: " + "b".repeat(1 << 16) + "\n").getBytes(UTF_8)))
                .isEmpty();
    }

    private static boolean isReadTheSame(String text) {
        Optional<Map<String, Object>> found = BlockYaml.mapping(text.getBytes(UTF_8));
        found.ifPresent(read -> assertThat(library(text)).as(text).isEqualTo(read));
        return found.isPresent();
    }

    private static @Nullable Object library(String text) {
        return YamlTree.read("MLmodel", text.getBytes(UTF_8));
    }
}
