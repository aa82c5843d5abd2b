package io.github.modelkeel.samples.churn;

import java.io.PrintStream;
import java.util.Locale;

/** What the sample prints: numbered steps, the command that does the same, and what came of it. */
final class Console {
    private final PrintStream out;
    private int step;

    Console(PrintStream out) {
        this.out = out;
    }

    void step(String title) {
        step++;
        out.printf(Locale.ROOT, "%n%d. %s%n", step, title);
    }

    void say(String format, Object... values) {
        out.printf(
                Locale.ROOT,
                "   %s%n",
                String.format(Locale.ROOT, format, values).replace("\n", "\n   "));
    }

    void command(String format, Object... values) {
        out.printf(Locale.ROOT, "   $ %s%n", String.format(Locale.ROOT, format, values));
    }

    void done(String format, Object... values) {
        out.printf(Locale.ROOT, "%n%s%n", String.format(Locale.ROOT, format, values));
    }
}
