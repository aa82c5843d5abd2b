package io.github.modelkeel.samples.houseprices;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what the user probably meant, for error messages. */
final class NearMatch {
    private NearMatch() {}

    /** ", did you mean 'price'?" or, with nothing near, the whole list of what is known. */
    static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(lower(word), lower(each)) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt(each -> distance(lower(word), lower(each))))
                .map(each -> ", did you mean '" + each + "'?")
                .orElseGet(() -> "; known: " + String.join(", ", known));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The number of letters to insert, delete or replace to get from one word to the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
