package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.formats.internal.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Each command of the documentation and of the samples' pipelines is one that the command line takes, with all its options. */
class DocumentedCommandsTest {
    private static final String START = "java -jar modelkeel.jar ";
    private static final Path PAGES = Path.of("..", "docs");
    private static final Path PIPELINES = Path.of("..", "samples", "customer-churn", "pipelines");

    /** A block of commands for a shell. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:bash|sh)\\R(.*?)^```");

    /** What another program fills in: Airflow, a shell, Python. */
    private static final Pattern FILLED_IN = Pattern.compile("\\{\\{.*?}}|\\$\\([^)]*\\)|\\{\\w+}");

    /** A word of a shell's command, in quotes or not. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @TestFactory
    Stream<DynamicTest> theCommandLineTakesEachCommandOfThePages() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(page);
                BLOCK.matcher(text)
                        .results()
                        .flatMap(block ->
                                block.group(1).replaceAll("\\\\\\R\\s*", "").lines())
                        .filter(line -> line.startsWith(START))
                        .forEach(commands::add);
            }
        }
        assertThat(commands).as("commands of the pages").hasSizeGreaterThan(20);
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> parse(command)));
    }

    @TestFactory
    Stream<DynamicTest> theCommandLineTakesEachCommandOfThePipelines() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : pipelines()) {
            List<String> commands = commandsOf(Files.readString(file));
            assertThat(commands).as("commands of %s", file).hasSizeGreaterThanOrEqualTo(3);
            commands.forEach(command ->
                    tests.add(DynamicTest.dynamicTest(file.getFileName() + ": " + command, () -> parse(command))));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(12);
        return tests.stream();
    }

    /** Without the source of the one that is there compiled too. */
    private static List<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.list(PIPELINES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("kubeflow_pipeline.py"))
                    .sorted()
                    .toList();
        }
    }

    /** Of a pipeline that Kubeflow has compiled, each container with the command line; of any other file, what a shell would run. */
    private static List<String> commandsOf(String text) {
        if (text.contains("\ndeploymentSpec:")) {
            return containers(YamlTree.parse("the pipeline", text.getBytes(StandardCharsets.UTF_8)))
                    .filter(words -> words.startsWith(START))
                    .toList();
        }
        String joined = text.replaceAll("\"\\R\\s*f?\"", ""); // two strings of Python are one
        return Pattern.compile(Pattern.quote(START) + "[^\"\\n]+")
                .matcher(joined)
                .results()
                .map(found -> FILLED_IN.matcher(found.group()).replaceAll("X"))
                .toList();
    }

    private static Stream<String> containers(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return Stream.of();
        }
        if (map.get("command") instanceof List<?> command && map.get("args") instanceof List<?> args) {
            return Stream.of(Stream.of(command, args)
                    .flatMap(List::stream)
                    .map(word -> FILLED_IN.matcher(String.valueOf(word)).replaceAll("X"))
                    .collect(Collectors.joining(" ")));
        }
        return map.values().stream().flatMap(DocumentedCommandsTest::containers);
    }

    @Test
    void aWrongOptionOfAPipelineWouldBeSeen() throws IOException {
        for (Path file : pipelines()) {
            String planted = Files.readString(file).replace("--expectations", "--expectation");
            assertThat(commandsOf(planted))
                    .as("%s", file)
                    .anySatisfy(
                            command -> assertThatThrownBy(() -> parse(command)).isInstanceOf(ParameterException.class));
        }
    }

    @Test
    void aWrongOptionWouldBeSeen() {
        assertThatThrownBy(() -> parse(START + "registry promote house/latest --alias champion --at-mots rmse=1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--at-mots");
    }

    private static void parse(String command) {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream()));
        CommandLine.ParseResult parsed = Main.commands(console).parseArgs(words(command));
        assertThat(parsed.hasSubcommand()).as(command).isTrue();
    }

    /** The arguments up to where the shell takes the output. */
    private static String[] words(String command) {
        return WORD.matcher(command.substring(START.length()))
                .results()
                .map(DocumentedCommandsTest::word)
                .takeWhile(word -> !word.equals(">") && !word.equals("|") && !word.startsWith("#"))
                .toArray(String[]::new);
    }

    private static String word(MatchResult found) {
        return Stream.of(1, 2, 3)
                .map(found::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }
}
