package io.github.modelkeel.drift.report;

/** A page under construction: our own markup as it is, everything else escaped. Not thread-safe. */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 10);

    /** Appends markup. Only for what this package wrote itself, and for figures. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text, which may come from anywhere. */
    public Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Appends an element that holds nothing but text. */
    Html element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + name(tag) + ">");
    }

    private static String name(String tag) {
        int blank = tag.indexOf(' ');
        return blank < 0 ? tag : tag.substring(0, blank);
    }

    /** A term and its description, with a smaller remark below unless that is empty. */
    Html fact(String term, String description, String remark) {
        raw("<div>").element("dt", term).raw("<dd>").text(description);
        if (!remark.isEmpty()) {
            element("small", remark);
        }
        return raw("</dd></div>\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** How many bytes a text takes in UTF-8. */
    static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }

    /** Safe as the text of an element and as an attribute value in double quotes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(shown(c));
            }
        });
        return escaped.toString();
    }

    /** The character, or the replacement character for one that cannot be shown as itself. */
    static int shown(int c) {
        return isUnprintable(c) ? '\uFFFD' : c;
    }

    /**
     * Control characters, those that turn the direction of the text around them (and so could disguise a name), and half a surrogate pair,
     * which UTF-8 cannot hold.
     */
    private static boolean isUnprintable(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
