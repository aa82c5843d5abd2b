package io.github.modelkeel.boosters.model;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the file of a booster says: the trees, what is made of their sum, and what it knows of its features. Immutable.
 *
 * @param trees the trees
 * @param link from the sums to the values
 * @param linkScale what the sums are multiplied by before the link
 * @param classes how many classes it distinguishes, numbered from 0; 0 for a regression
 * @param features what it knows of its features
 */
public record Booster(TreeEnsembleScorer trees, Link link, double linkScale, int classes, Features features) {
    static final int MAX_CLASSES = 10_000;
    static final int MAX_TREES = 100_000;
    static final int MAX_NODES = 2_000_000;

    /** How many of a booster's trees are used. */
    public enum Iterations {
        /** All of them, as a booster does. */
        ALL,
        /** Those up to the best iteration, where one was found, as an estimator does. */
        BEST
    }

    /**
     * What a booster knows of its features.
     *
     * @param names their names, none when the file has none
     * @param categories what the values of a feature are turned into codes by, for the features that the file says it of; the trees know
     *     the codes
     */
    public record Features(List<String> names, Map<Integer, FeatureCategories> categories) {
        /**
         * Copies the lists.
         *
         * @param names their names, none when the file has none
         * @param categories what the values of a feature are turned into codes by
         */
        public Features {
            names = List.copyOf(names);
            categories = Map.copyOf(categories);
        }
    }

    /** {@return the names of the classes: boosters number them from 0} */
    public List<String> classNames() {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
