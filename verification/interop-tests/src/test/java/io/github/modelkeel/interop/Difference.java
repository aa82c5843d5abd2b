package io.github.modelkeel.interop;

/**
 * One place where an answer is not the recorded one. Immutable.
 *
 * @param n the number of the exchange
 * @param step the step of the exchange
 * @param at {@code status}, {@code header <name>}, {@code body}, or the path of a JSON field, as {@code /run/data/tags[team]/value}
 * @param kind what is wrong with it
 */
record Difference(int n, String step, String at, Kind kind, String recorded, String actual) {
    enum Kind {
        /** Recorded, but not in the answer. */
        MISSING,
        /** In the answer, but not recorded. */
        EXTRA,
        /** Another JSON type than the recorded one. */
        TYPE,
        /** Another value than the recorded one. */
        VALUE
    }

    @Override
    public String toString() {
        return "#%d %s: %s %s: recorded %s, got %s".formatted(n, step, at, kind, shorten(recorded), shorten(actual));
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "... (" + text.length() + " characters)";
    }
}
