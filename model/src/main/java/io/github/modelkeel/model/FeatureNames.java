package io.github.modelkeel.model;

import java.util.ArrayList;
import java.util.List;

/** The names of the features a chain gives. */
final class FeatureNames {
    private FeatureNames() {}

    static int count(FittedPreprocessing.Chain chain) {
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

    static List<String> of(FittedPreprocessing.Chain chain) {
        for (Step step : chain.steps()) {
            if (step instanceof Step.OneHot oneHot) {
                return oneHot.categories().stream()
                        .map(category -> chain.name() + "=" + category)
                        .toList();
            }
            if (step instanceof Step.Bucket bucket && bucket.oneHot()) {
                return ofBuckets(chain.name(), bucket.edges());
            }
        }
        return List.of(chain.name());
    }

    private static List<String> ofBuckets(String name, List<Double> edges) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= edges.size(); i++) {
            String low = i == 0 ? "(" + Double.NEGATIVE_INFINITY : "[" + edges.get(i - 1);
            double high = i == edges.size() ? Double.POSITIVE_INFINITY : edges.get(i);
            names.add(name + "=" + low + "," + high + ")");
        }
        return names;
    }
}
