package io.github.modelkeel.samples.risk;

import java.io.PrintStream;
import java.util.Locale;

/** What the sample prints: steps, and what came of each. */
record Console(PrintStream out) {
    void step(String title) {
        out.printf("%n%s%n", title);
    }

    void say(String format, Object... values) {
        out.printf("   %s%n", String.format(Locale.ROOT, format, values).replace("\n", "\n   "));
    }
}
