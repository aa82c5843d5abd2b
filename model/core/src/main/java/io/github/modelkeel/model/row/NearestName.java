package io.github.modelkeel.model.row;

import io.github.modelkeel.model.internal.Values;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one most likely means. */
final class NearestName {
    private static final int MAX_LENGTH = 200;

    private NearestName() {}

    /** The known name that differs only in case and separators, else the one that differs in the fewest letters, if these are few. */
    static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String nearest = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = canonical(candidate).equals(canonical(name)) ? 0 : distance(name, candidate, least);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** A sentence to append to a message, or nothing. */
    static String question(String name, Collection<String> known) {
        return of(name, known)
                .map(nearest -> "; did you mean " + Values.quote(nearest) + "?")
                .orElse("");
    }

    /** The name in lower case, without underscores, hyphens, dots and blanks. */
    static String canonical(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-' && c != '.' && c != ' ') {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** The Levenshtein distance, or {@code limit} when it is not smaller. */
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) >= limit) {
            return limit;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return Math.min(limit, row[row.length - 1]);
    }
}
