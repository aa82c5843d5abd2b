package io.github.modelkeel.cli;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.registry.ResolvedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What there is to say of a model.
 *
 * @param address what was asked for
 * @param directory where its files are
 * @param version the version the address points to; empty for a directory
 * @param origin what {@code MLmodel} says
 * @param model the model
 * @param storedPredictions how many stored predictions were replayed
 * @param trees its trees, when it is an ensemble of them
 */
record Inspection(
        String address,
        Path directory,
        Optional<ResolvedModel> version,
        ModelBundle.Origin origin,
        ScoringModel model,
        int storedPredictions,
        Optional<Trees> trees) {
    /**
     * An ensemble of trees.
     *
     * @param count how many
     * @param nodes inner nodes and leaves together
     * @param depth the most splits on the way to a leaf
     */
    record Trees(int count, long nodes, int depth) {
        static Trees of(TreeEnsembleScorer scorer) {
            long nodes = 0;
            int deepest = 0;
            for (int tree = 0; tree < scorer.treeCount(); tree++) {
                nodes += scorer.trees().treeSize(tree);
                deepest = Math.max(deepest, scorer.trees().depth(tree));
            }
            return new Trees(scorer.treeCount(), nodes, deepest);
        }
    }

    static Inspection of(String address, Source.Fetched files) throws IOException {
        ModelBundle bundle = Source.read(files);
        Scorer scorer = bundle.model().scorer();
        return new Inspection(
                address,
                files.directory(),
                files.version(),
                ModelBundle.origin(files.directory()),
                bundle.model(),
                bundle.exampleRows().size(),
                scorer instanceof TreeEnsembleScorer trees ? Optional.of(Trees.of(trees)) : Optional.empty());
    }

    String kind() {
        return model.classes().isEmpty() && model.targets().isEmpty() ? "regression" : "classification";
    }

    String scorerKind() {
        return trees.isPresent() ? "trees" : model.scorer() instanceof LinearScorer ? "linear" : "program";
    }
}
