package io.github.modelkeel.drift.source;

import java.util.Set;

/** The words for a missing value, the same for every source. */
public final class MissingWords {
    /** What {@code pandas.read_csv} takes for missing by default. */
    public static final Set<String> DEFAULTS = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private static final int MAX_WORD =
            DEFAULTS.stream().mapToInt(String::length).max().orElse(0);

    private MissingWords() {}

    /** Whether a text means a missing value by default, of whatever source: one of the words, or blank. */
    public static boolean isMissing(CharSequence text) {
        if (text.length() <= MAX_WORD && DEFAULTS.contains(text.toString())) {
            return true;
        }
        return Character.isWhitespace(text.charAt(0)) && text.toString().isBlank();
    }
}
