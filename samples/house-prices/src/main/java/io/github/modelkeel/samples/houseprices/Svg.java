package io.github.modelkeel.samples.houseprices;

import java.util.Locale;

/** Writes one SVG picture, element by element. Not thread-safe. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img"\
                 font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">
                <title>%3$s</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                """.formatted(width, height, escape(title)));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", x1, y1, x2, y2, style);
    }

    Svg bar(double x, double y, double width, double height, String style) {
        return add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>", x, y, width, height, style);
    }

    Svg dot(double x, double y, double radius) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y, radius);
    }

    Svg words(double x, double y, String style, String words) {
        return add("<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>", x, y, style, escape(words));
    }

    /** Text that reads from bottom to top. */
    Svg upwards(double x, double y, String style, String words) {
        return add("<text transform=\"translate(%.1f %.1f) rotate(-90)\" %s>%s</text>", x, y, style, escape(words));
    }

    Svg open(String style) {
        return add("<g %s>", style);
    }

    Svg close() {
        return add("</g>");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }

    private Svg add(String element, Object... values) {
        text.append(String.format(Locale.ROOT, element, values)).append('\n');
        return this;
    }

    /** What XML does not allow in text: its own signs, and control characters, which become a question mark. */
    static String escape(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default ->
                    escaped.appendCodePoint(
                            c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
