package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.tree.Layouts;
import io.github.modelkeel.model.tree.MaskAxis;
import io.github.modelkeel.model.tree.MaskTables;
import io.github.modelkeel.model.tree.TreeNodes;
import io.github.modelkeel.model.tree.TreeSum;
import io.github.modelkeel.model.tree.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Small trees and the preprocessing before them as one: mask tables on the columns themselves, so that no feature is computed. A
 * threshold on a feature that never falls while its column grows becomes the largest number of the column that the preprocessing
 * brings to no more than the threshold, found by bisection on the bits of doubles, and is exact. A text has finitely many codes, and
 * each is preprocessed in advance; so is a missing value. What preprocessing refuses is left to it. Immutable and safe for use by
 * multiple threads.
 */
final class FusedTrees {
    /** With many columns there are more words to join for a row than it is worth; then the features are computed and trees walked. */
    private static final double WORDS_A_VISIT = 1.3;

    private static final int FEW_WORDS = 100;

    private final MaskTables tables;
    private final TreeSum rule;

    private FusedTrees(MaskTables tables, TreeSum rule) {
        this.tables = tables;
        this.rule = rule;
    }

    /** The score for the columns' values in the array of a row, or NaN when the row must take the long way. */
    double score(double[] row) {
        return tables.sum(row, rule);
    }

    /** How many words of tables the score of a row costs. */
    int wordsOfRow() {
        return tables.wordsOfRow();
    }

    /** The fused form, if the trees are small and the preprocessing allows it. */
    static @Nullable FusedTrees of(FeatureProgram program, Scorer scorer) {
        if (!(scorer instanceof TreeEnsembleScorer ensemble) || ensemble.outputs() > 1 || !program.divisible()) {
            return null;
        }
        Trees trees = ensemble.trees();
        TreeNodes nodes = trees.nodes();
        if (!MaskTables.fits(nodes, differentSplits(nodes))) {
            return null;
        }
        List<MaskAxis> axes = axes(program, trees);
        int cases = axes == null
                ? Integer.MAX_VALUE
                : axes.stream().mapToInt(axis -> axis.samples().length).sum();
        if (axes == null || !MaskTables.fits(nodes, cases)) {
            return null;
        }
        MaskTables tables = new MaskTables(nodes, axes, trees.rule());
        int visits = trees.treeCount() * Layouts.depth(nodes);
        return tables.wordsOfRow() <= Math.max(FEW_WORDS, WORDS_A_VISIT * visits)
                ? new FusedTrees(tables, trees.sum(0))
                : null;
    }

    /** At least as many as the columns' values can be cut by. */
    private static int differentSplits(TreeNodes nodes) {
        record Split(int feature, double threshold) {}
        return (int) IntStream.range(0, nodes.size())
                .filter(node -> !nodes.isLeaf(node))
                .mapToObj(node -> new Split(nodes.feature(node), nodes.value(node)))
                .distinct()
                .count();
    }

    /** The features that matter: those that trees look at, and all of them where trees refuse some numbers. */
    private static int[] features(Trees trees) {
        return trees.refusal().refusesAny()
                ? IntStream.range(0, trees.nodes().featureCount()).toArray()
                : Layouts.featuresOf(trees.nodes());
    }

    /** An axis for each column on which trees depend or of which a case may be refused; {@code null} if there is no such form. */
    private static @Nullable List<MaskAxis> axes(FeatureProgram program, Trees trees) {
        List<MaskAxis> axes = new ArrayList<>();
        double[] usual = program.usualRow();
        for (int column = 0; column < program.columnCount(); column++) {
            int of = column;
            int[] features = Arrays.stream(features(trees))
                    .filter(feature -> program.origin(feature).column() == of)
                    .toArray();
            ColumnCases cases = new ColumnCases(program, column, features, usual);
            if (features.length == 0 && cases.neverRefuses()) {
                continue;
            }
            MaskAxis axis = cases.axis(trees);
            if (axis == null) {
                return null;
            }
            axes.add(axis);
        }
        return axes;
    }
}
