package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.cli.console.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Each command of the documentation is one that the command line takes, with all its options. */
class DocumentedCommandsTest {
    private static final String START = "java -jar modelkeel.jar ";
    private static final Path PAGES = Path.of("..", "docs");

    /** A block of commands for a shell. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:bash|sh)\\R(.*?)^```");

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
