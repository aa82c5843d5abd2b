package io.github.modelkeel.samples.houseprices;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what the user probably meant, for error messages. */
final class NearMatch {
    private NearMatch() {}

    /** ", did you mean 'price'?" or, with nothing near, the whole list of what is known. */
    static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .map(each -> ", did you mean '" + each + "'?")
                .orElseGet(() -> "; known: " + String.join(", ", known));
    }

    private static int distance(String from, String to) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(from.toLowerCase(Locale.ROOT), to.toLowerCase(Locale.ROOT));
    }
}
