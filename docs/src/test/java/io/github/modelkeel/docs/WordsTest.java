package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comments and messages of main code, and all pages, are plain English with the terms of docs/glossary.md: they hold none of some
 * words for which there is a plainer one.
 */
class WordsTest {
    private static final Path ROOT = Path.of(System.getProperty("modelkeel.root", ".."));

    /** Comments, text blocks and strings of Java; character literals, so that a quote in one starts no string. */
    private static final Pattern PROSE = Pattern.compile(
            "//[^\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])+'", Pattern.DOTALL);

    /** Code within prose, and the stars, quotes and pluses that stand between the words of two lines. */
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link|linkplain)\\s[^}]*}|`[^`\n]*`");

    private static final Pattern FENCE = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

    /** A word and what to write instead. */
    private record Word(Pattern found, String instead) {}

    private static final List<Word> WORDS = List.of(
            word("told|tells", "reported, shows, distinguishes"),
            word("nobody|somebody|whoever", "no process, another client, a caller that …"),
            word("goes\\s+on(?!\\s+the)|went\\s+on", "continues, keeps …, propagates"),
            word("so\\s+many", "a number of, at most …"),
            word("anew|once\\s+more", "again, re…"),
            word("beforehand", "in advance, pre…"),
            word("alike", "the same, equal, both"),
            word("of\\s+ours", "our …"),
            word("given\\s+up", "dropped, abandoned, cancelled"),
            word("(?:stands?|stood)\\s+for", "points to, means, represents"),
            word("lies", "is"),
            word("all\\s+the\\s+same", "nevertheless"),
            word("without\\s+a\\s+word", "silently"),
            word("for\\s+ever", "indefinitely"),
            word("speaks?", "uses, implements (a protocol)"),
            word("begins|began|begun", "starts, started"),
            word(
                    "(?:is|are|was|were)(?<!\\bthere\\s{1,200}\\w{2,4})\\s+no(?!\\s+(?:longer|better))",
                    "is not a …, is not a valid …, expected …, found …"),
            word("(?:is|are|was|were)(?<!\\bthere\\s{1,200}\\w{2,4})\\s+(?-i:none)(?!\\s+of)", "is not one, is empty"),
            word("\\d+\\s+faults", "violations"),
            word("of\\s+one's\\s+own", "custom"));

    private static final Pattern ANY = Pattern.compile(
            WORDS.stream().map(word -> word.found().pattern()).collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);

    private static Word word(String regex, String instead) {
        return new Word(Pattern.compile("\\b(?:" + regex + ")\\b", Pattern.CASE_INSENSITIVE), instead);
    }

    @Test
    void commentsMessagesAndPagesArePlainEnglish() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            found.addAll(found(name, Files.readString(file)));
        }
        assertThat(files).as("files of main code and pages").hasSizeGreaterThan(500);
        assertThat(found).as("words to replace, see docs/glossary.md").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A.java|/** Tells a disk that is full. */|A.java:1: \"Tells\"",
                "A.java|int a; // goes on|A.java:1: \"goes on\"",
                "A.java|throw bad(\"it is no number\");|A.java:1: \"is no\"",
                "A.java|throw bad(\"it is\" + \" none\");|A.java:1: \"is none\"",
                "A.java|char a = '\"'; int told; // there is no name|",
                "A.java|log(\"there is no room\", told);|",
                "A.java|/** See {@link Told#told}. */|",
                "page.md|# Told truthfully|page.md:1: \"Told\"",
                "page.md|The alias `told` is no longer there.|"
            })
    void aWordIsFoundInProseOnly(String file, String text, String expected) {
        List<String> found = found(file, text);
        if (expected == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith(expected + ": write ");
        }
    }

    @Test
    void aWordIsFoundAcrossLines() {
        assertThat(found("A.java", "class A {\n    /**\n     * The run goes\n     * on.\n     */\n}"))
                .containsExactly("A.java:3: \"goes on\": write continues, keeps …, propagates");
    }

    private static List<String> found(String name, String text) {
        String prose = name.endsWith(".md") ? ofPage(text) : ofJava(text);
        List<String> found = new ArrayList<>();
        if (!ANY.matcher(prose).find()) {
            return found;
        }
        for (Word word : WORDS) {
            Matcher matcher = word.found().matcher(prose);
            while (matcher.find()) {
                String shown = matcher.group().replaceAll("\\s+", " ");
                long line = 1
                        + prose.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                found.add(name + ":" + line + ": \"" + shown + "\": write " + word.instead());
            }
        }
        return found;
    }

    private static String ofPage(String text) {
        return blank(CODE, blank(FENCE, text));
    }

    /** The prose at its places in the file, everything else blank. */
    private static String ofJava(String text) {
        StringBuilder prose = new StringBuilder(blank(text));
        Matcher part = PROSE.matcher(text);
        while (part.find()) {
            if (text.charAt(part.start()) != '\'') {
                String words = part.group().replaceAll("[*\"/]", " ").replace("\\n", "  ");
                prose.replace(part.start(), part.end(), words);
            }
        }
        return blank(CODE, prose.toString());
    }

    private static String blank(Pattern what, String text) {
        return what.matcher(text).replaceAll(found -> blank(found.group()));
    }

    private static String blank(String text) {
        char[] blank = text.toCharArray();
        for (int i = 0; i < blank.length; i++) {
            blank[i] = blank[i] == '\n' ? '\n' : ' ';
        }
        return new String(blank);
    }

    /** All pages, and the Java sources that are not of tests. */
    static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = name.equals("target")
                        || name.equals("test")
                        || (name.startsWith(".") && !directory.equals(ROOT));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.toString().replace('\\', '/');
                if (name.endsWith(".md") || (name.endsWith(".java") && name.contains("/src/main/"))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }
}
