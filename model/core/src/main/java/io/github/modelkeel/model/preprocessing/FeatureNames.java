package io.github.modelkeel.model.preprocessing;

import java.util.List;
import java.util.stream.IntStream;

/** The names of the features a chain gives. */
final class FeatureNames {
    private FeatureNames() {}

    static int count(Chain chain) {
        int count = 1;
        for (Step step : chain.steps()) {
            if (step instanceof Step.OneHot oneHot) {
                count = oneHot.categories().size();
            } else if (step instanceof Step.Bucket bucket && bucket.oneHot()) {
                count = bucket.edges().size() + 1;
            }
        }
        return count;
    }

    static List<String> of(Chain chain) {
        for (Step step : chain.steps()) {
            if (step instanceof Step.OneHot oneHot) {
                return oneHot.categories().stream()
                        .map(category -> chain.name() + "=" + category)
                        .toList();
            }
            if (step instanceof Step.Bucket bucket && bucket.oneHot()) {
                return ofBuckets(chain.name(), bucket.edges().size());
            }
        }
        return List.of(chain.name());
    }

    /** By number, not by edge: the text of a double depends on the JDK, and names order the features of some trainers. */
    private static List<String> ofBuckets(String name, int edges) {
        return IntStream.rangeClosed(0, edges)
                .mapToObj(bucket -> name + "=bucket" + bucket)
                .toList();
    }
}
