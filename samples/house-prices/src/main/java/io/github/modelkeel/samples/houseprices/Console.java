package io.github.modelkeel.samples.houseprices;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the sample prints for the user: plain lines, a word in front, that read well in a terminal and in a build's log. */
final class Console {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String topic, String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values).replace("\r\n", "\n");
        out.printf("%-10s %s%n", topic, text.replace("\n", System.lineSeparator() + " ".repeat(11)));
        out.flush();
    }

    void blank() {
        out.println();
    }

    /** A row as "sqft=1500, location=urban". */
    static String row(Map<String, ?> row) {
        return row.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** 33656.36 as "33,656", 0.41237 as "0.4124": for prices and for small numbers. */
    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1_000 ? "%,.0f" : "%.4g", value);
    }

    private static String value(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : value.toString();
    }
}
