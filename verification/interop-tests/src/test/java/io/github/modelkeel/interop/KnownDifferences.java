package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The checked-in list of tolerated differences, each with its reason. Immutable. */
final class KnownDifferences {
    private final List<Entry> entries;

    private KnownDifferences(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One tolerated difference.
     *
     * @param step a step's name, where {@code *} matches any text
     * @param at the place in the answer as in {@link Difference#at}, where {@code *} matches any text
     */
    private record Entry(String step, String at, Difference.Kind kind, String reason) {
        Entry {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("a known difference needs its reason: " + step + " " + at);
            }
        }

        boolean covers(Difference difference) {
            return kind == difference.kind() && matches(step, difference.step()) && matches(at, difference.at());
        }

        private static boolean matches(String glob, String text) {
            StringBuilder pattern = new StringBuilder();
            for (String part : glob.split("\\*", -1)) {
                pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return text.matches(pattern.toString());
        }
    }

    static KnownDifferences read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(file.toFile()).required("tolerated")) {
            entries.add(new Entry(
                    entry.required("step").textValue(),
                    entry.required("at").textValue(),
                    Difference.Kind.valueOf(entry.required("kind").textValue()),
                    entry.required("reason").textValue()));
        }
        return new KnownDifferences(entries);
    }

    int size() {
        return entries.size();
    }

    /** The differences that no entry covers, and the entries that cover no difference: both are mistakes. */
    List<String> mistakes(List<Difference> found) {
        List<String> mistakes = new ArrayList<>();
        found.stream()
                .filter(difference -> entries.stream().noneMatch(entry -> entry.covers(difference)))
                .forEach(difference -> mistakes.add("not listed: " + difference));
        entries.stream()
                .filter(entry -> found.stream().noneMatch(entry::covers))
                .forEach(entry -> mistakes.add("listed, but no longer so: " + entry));
        return mistakes;
    }
}
