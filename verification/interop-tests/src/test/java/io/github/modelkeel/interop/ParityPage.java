package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The part of {@code docs/parity.md} that a run of all pipelines writes with {@code -Ddocs.update=true}. */
final class ParityPage {
    private static final Path PAGE = Checkout.root().resolve("docs/parity.md");
    private static final String START = "<!-- written by PipelinesFromMlflowTest -->\n";

    private ParityPage() {}

    /** Writes the lines into the page, or checks that it has a line for each of these pipelines. */
    static void update(List<String> pipelines, String lines) throws IOException {
        String current = WrittenPart.update(PAGE, START, lines);
        for (String pipeline : pipelines) {
            assertThat(current)
                    .as("docs/parity.md is not of these pipelines; rewrite it with -Ddocs.update=true")
                    .contains("| " + pipeline + " |");
        }
    }
}
