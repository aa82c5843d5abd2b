package io.github.modelkeel.client.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Takes the secrets that were sent out of text that came from elsewhere. Our own words never go through it, so that a short password
 * does not garble them. A secret of a few characters is taken out where it is a separate word. Safe for use by multiple
 * threads; the last credentials are remembered, as an answer may still repeat a token that was replaced since.
 */
final class Redactor {
    private static final int MAX_SECRETS = 16;
    private static final int SHORT = 8;

    private final AtomicReference<List<String>> secrets = new AtomicReference<>(List.of());

    /** Remembers the value of an Authorization header. */
    void add(String header) {
        String value = header.substring(header.indexOf(' ') + 1);
        if (secrets.get().contains(value)) {
            return;
        }
        List<String> found = new ArrayList<>(List.of(value));
        if (header.startsWith("Basic ")) {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            found.add(pair.substring(pair.indexOf(':') + 1));
        }
        secrets.updateAndGet(known -> {
            List<String> all = new ArrayList<>(found);
            known.stream().filter(secret -> !all.contains(secret)).forEach(all::add);
            List<String> kept = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_SECRETS)));
            kept.removeIf(String::isEmpty);
            return List.copyOf(kept);
        });
    }

    /** Whether a text holds a secret that {@link #clean} would take out. */
    boolean holdsSecret(String text) {
        return !clean(text).equals(text);
    }

    String clean(String text) {
        String clean = text;
        List<String> longestFirst = new ArrayList<>(secrets.get());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        for (String secret : longestFirst) {
            clean = secret.length() < SHORT ? withoutWord(clean, secret) : clean.replace(secret, "***");
        }
        return clean;
    }

    private static String withoutWord(String text, String secret) {
        String word = "(?<![\\p{L}\\p{N}_])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}_])";
        return text.replaceAll(word, "***");
    }
}
