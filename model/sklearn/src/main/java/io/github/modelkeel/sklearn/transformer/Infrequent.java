package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where an encoder puts the categories of one column, rare ones together in the last place.
 *
 * @param places the place of each category
 * @param count how many places there are
 * @param rare the place of the rare ones, if any are
 */
record Infrequent(List<Integer> places, int count, Optional<Integer> rare) {
    /** Reads the places of a column whose last {@code apart} categories (a missing one) are not among them. */
    static Infrequent of(Located encoder, int column, int categories) {
        List<Located> mappings = Values.flag(encoder, "_infrequent_enabled", false)
                ? encoder.attribute("_default_to_infrequent_mappings").elements()
                : List.of();
        if (mappings.isEmpty()) {
            return plain(categories);
        }
        Located mapping = Values.at(encoder.attribute("_default_to_infrequent_mappings"), column);
        if (mapping.isNone()) {
            return plain(categories);
        }
        List<Integer> places = Values.indices(mapping, Math.max(1, categories));
        if (places.size() != categories) {
            throw mapping.refusal("it has " + places.size() + " places for " + categories + " categories");
        }
        int last = places.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (places.stream().distinct().count() != last + 1) {
            throw mapping.refusal("no category has some of its places");
        }
        return new Infrequent(places, last + 1, Optional.of(last));
    }

    private static Infrequent plain(int categories) {
        return new Infrequent(IntStream.range(0, categories).boxed().toList(), categories, Optional.empty());
    }
}
