package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The table in {@code docs/estimators.md}. */
final class SweepPage {
    private static final Path PAGE = Checkout.root().resolve("docs/estimators.md");
    private static final String START = "<!-- written by EveryEstimatorTest -->\n";

    private SweepPage() {}

    /** Why a model is refused, in the words of the table: the message without its place and its advice. */
    static String reason(String message) {
        if (message.contains("is not supported; train one of")
                || message.contains("not a transformer that can be served")) {
            return "the class is not supported";
        }
        if (message.contains("32-bit floats")) {
            return "trained on 32-bit floats, for which scikit-learn computes in 32 bits";
        }
        String[] parts = message.split(": ", 3);
        return parts[parts.length - 1].split(";", 2)[0].replace("|", "\\|");
    }

    /** Writes the table into the page with {@code -Ddocs.update=true}, otherwise checks that it is the same. */
    static void update(String version, Map<String, Integer> totals, List<String> kinds, String table)
            throws IOException {
        StringBuilder lines = new StringBuilder(version).append("; cells of the table: ");
        totals.forEach(
                (what, count) -> lines.append(count).append(' ').append(what).append("; "));
        lines.setLength(lines.length() - 2);
        lines.append(".\n\n| estimator | ")
                .append(String.join(" | ", kinds))
                .append(" | equal | refused because |\n|---");
        kinds.forEach(kind -> lines.append("|---"));
        lines.append("|---|---|\n").append(table);
        assertThat(WrittenPart.update(PAGE, START, lines.toString()))
                .as("docs/estimators.md is out of date; rewrite it with -Ddocs.update=true")
                .isEqualTo(lines.toString());
    }
}
