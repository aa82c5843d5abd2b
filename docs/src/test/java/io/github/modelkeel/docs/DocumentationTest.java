package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java block of a page is the text of a named region of a compiled, asserted test or recipe, and so are the blocks of other languages that have
 * a mark, of a sample's files; every link leads somewhere.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("modelkeel.root", ".."));
    private static final Pattern REGION = Pattern.compile("^\\s*(?://|#) region (\\S+)\\s*$");
    private static final Pattern END = Pattern.compile("^\\s*(?://|#) endregion$");
    private static final Pattern MARK = Pattern.compile("^<!-- snippet: (\\S+) -->$");
    private static final Pattern QUOTED = Pattern.compile("^<!-- from: (\\S+) -->$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\((?!https?://)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:\\.([A-Za-z0-9]+))?`");
    private static final int README_LINES = 150;

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> samples = Files.walk(ROOT.resolve("samples"), 2)) {
            Stream.of(top, docs, samples)
                    .flatMap(each -> each)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** With {@code -Ddocs.update=true} the pages are written instead of compared. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyJavaBlockIsARegionOfACompiledTest(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<String> expected = withRegions(page, lines);
        if (Boolean.getBoolean("docs.update") && !expected.equals(lines)) {
            Files.writeString(page, String.join("\n", expected) + "\n");
        } else {
            assertThat(lines).as("%s; rewrite it with -Ddocs.update=true", page).isEqualTo(expected);
        }
    }

    private static List<String> withRegions(Path page, List<String> lines) throws IOException {
        Map<String, String> regions = regions();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            expected.add(lines.get(i));
            Matcher mark = MARK.matcher(i == 0 ? "" : lines.get(i - 1));
            if (!mark.matches() && !lines.get(i).equals("```java")) {
                continue;
            }
            if (!mark.matches()) {
                fail("%s:%d: a Java block needs '<!-- snippet: NAME -->' on the line above it".formatted(page, i + 1));
            }
            assertThat(regions).as("%s:%d", page, i + 1).containsKey(mark.group(1));
            expected.addAll(regions.getOrDefault(mark.group(1), "").lines().toList());
            i += lines.subList(i + 1, lines.size()).indexOf("```");
        }
        return expected;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyQuotedPartIsInItsFile(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            Matcher quoted = QUOTED.matcher(lines.get(i));
            if (quoted.matches()) {
                List<String> after = lines.subList(i + 2, lines.size());
                List<String> block = after.subList(0, after.indexOf("```"));
                assertThat(parts(Files.readAllLines(ROOT.resolve(quoted.group(1))), block.size()))
                        .as("%s:%d", page, i + 1)
                        .contains(String.join("\n", block));
            }
        }
    }

    /** Each sequence of lines, without their common indentation. Lines that are comments alone are not quoted. */
    private static List<String> parts(List<String> file, int length) {
        List<String> lines =
                file.stream().filter(line -> !line.trim().startsWith("#")).toList();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + length <= lines.size(); i++) {
            parts.add(String.join("\n", lines.subList(i, i + length)).stripIndent());
        }
        return parts;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyRelativeLinkLeadsToAFile(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target = page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("link in %s", page).exists();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyTestThatAPageNamesExists(Path page) throws IOException {
        Matcher named = TEST.matcher(Files.readString(page));
        while (named.find()) {
            Path file = tests().get(named.group(1));
            assertThat(file).as("%s names %s", page, named.group()).isNotNull();
            if (file != null && named.group(2) != null) {
                assertThat(Files.readString(file))
                        .as("%s names %s", page, named.group())
                        .contains("void " + named.group(2) + "(");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyTestThatACommandRunsExists(Path page) throws IOException {
        Matcher command = Pattern.compile("-Dtest=(\\w+Test)\\b").matcher(Files.readString(page));
        while (command.find()) {
            assertThat(tests()).as("%s runs %s", page, command.group()).containsKey(command.group(1));
        }
    }

    /** Every test class of the project by its simple name. */
    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new TreeMap<>();
        try (Stream<Path> modules =
                Files.find(ROOT, 3, (path, attributes) -> path.endsWith("src"))) { // some in a group's folder
            for (Path sources : modules.map(source -> source.resolve("test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith("Test.java"))
                            .forEach(file ->
                                    tests.put(file.getFileName().toString().replace(".java", ""), file));
                }
            }
        }
        return tests;
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @Test
    void thePagesHoldExamples() throws IOException {
        long blocks = 0;
        for (Path page : pages()) {
            blocks += Files.readAllLines(page).stream()
                    .filter(line -> MARK.matcher(line).matches())
                    .count();
        }
        assertThat(blocks).isGreaterThanOrEqualTo(8);
    }

    /** The regions of every test source beside this one, of every recipe, of the starter's tests, of Spark's and of the pipelines, without their common indentation. */
    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new TreeMap<>();
        Path tests = ROOT.resolve("docs/src/test/java/io/github/modelkeel/docs");
        Path recipes = ROOT.resolve("samples/recipes/src/main/java/io/github/modelkeel/samples/recipes");
        Path kafka = ROOT.resolve("samples/recipes/src/kafka/java/io/github/modelkeel/samples/recipes");
        Path starter = ROOT.resolve("integrations/spring-boot-starter/src/test/java/io/github/modelkeel/springboot");
        Path pipelines = ROOT.resolve("samples/customer-churn/pipelines");
        Path spark = ROOT.resolve("verification/spark-tests/src/main/java/io/github/modelkeel/sparktests");
        for (Path sources : List.of(tests, recipes, kafka, starter, pipelines, spark)) {
            try (Stream<Path> files = Files.list(sources)) {
                for (Path file : files.filter(each -> each.toString().matches(".*\\.(java|py|yaml)"))
                        .sorted()
                        .toList()) {
                    collect(Files.readAllLines(file), regions);
                }
            }
        }
        return regions;
    }

    private static void collect(List<String> lines, Map<String, String> regions) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher start = REGION.matcher(lines.get(i));
            if (!start.matches()) {
                continue;
            }
            List<String> body = new ArrayList<>();
            for (i++; !END.matcher(lines.get(i)).matches(); i++) {
                body.add(lines.get(i));
            }
            String known = regions.put(
                    start.group(1), String.join("\n", body).stripIndent().stripTrailing());
            assertThat(known).as("region %s is named twice", start.group(1)).isNull();
        }
    }
}
