package io.github.modelkeel.client.internal;

/** What MLflow's servers, which count in Python, take as a text and as its length, and what a header takes as a token. */
public final class Texts {
    private Texts() {}

    /** The number of characters as Python and databases count them: a pair of surrogates is one. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The first characters of a text, never half a pair. */
    public static String start(String text, int characters) {
        return length(text) <= characters ? text : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** Whether a text can be a token in a header: one word of printable ASCII characters. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** Refuses a text with half a surrogate pair: UTF-8 cannot express it, and it would be stored as '?'. */
    public static String wellFormed(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(String.format(
                        "%s must be text that UTF-8 can express: its char %d is half a surrogate pair (\\u%04x)",
                        what, i, (int) c));
            }
        }
        return text;
    }
}
