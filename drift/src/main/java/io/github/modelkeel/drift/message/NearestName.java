package io.github.modelkeel.drift.message;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was probably meant, for messages. */
public final class NearestName {
    private static final int MAX_LENGTH = 200;

    private NearestName() {}

    /** {@code ", did you mean 'price'?"}, or nothing when no name is near. */
    public static String hint(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, Math.min(3, wanted.length() / 3));
        return known.stream()
                .filter(each -> distance(wanted, each.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt(each -> distance(wanted, each.toLowerCase(Locale.ROOT))))
                .map(each -> ", did you mean '" + each + "'?")
                .orElse("");
    }

    /** The number of characters to insert, delete or replace to get from one to the other (V. I. Levenshtein, 1966). */
    private static int distance(String from, String to) {
        if (from.length() > MAX_LENGTH || to.length() > MAX_LENGTH) {
            return from.equals(to) ? 0 : MAX_LENGTH;
        }
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
