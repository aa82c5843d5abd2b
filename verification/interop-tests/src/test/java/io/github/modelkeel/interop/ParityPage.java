package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@code docs/parity.md} that a run of all pipelines writes with {@code -Ddocs.update=true}. */
final class ParityPage {
    private static final Path PAGE = Checkout.root().resolve("docs/parity.md");
    private static final String START = "<!-- written by PipelinesFromMlflowTest -->\n";
    private static final String END = "<!-- end -->\n";

    private ParityPage() {}

    /** Writes the lines into the page, or checks that it has a line for each of these pipelines. */
    static void update(List<String> pipelines, String lines) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertThat(end).as("the marks in %s", PAGE).isGreaterThanOrEqualTo(start);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, start) + lines + page.substring(end));
            return;
        }
        String current = page.substring(start, end);
        for (String pipeline : pipelines) {
            assertThat(current)
                    .as("docs/parity.md is not of these pipelines; rewrite it with -Ddocs.update=true")
                    .contains("| " + pipeline + " |");
        }
    }
}
