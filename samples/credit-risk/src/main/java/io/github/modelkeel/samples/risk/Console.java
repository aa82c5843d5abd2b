package io.github.modelkeel.samples.risk;

import java.io.PrintStream;
import java.util.Locale;

/** What the sample prints: steps, and what came of each. */
record Console(PrintStream out) {
    void step(String title) {
        out.printf("%n%s%n", title);
    }

    void say(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        out.printf("   %s%n", text.replace("\n", "\n   "));
    }
}
