package io.github.modelkeel.formats.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.tree.Trees;
import java.io.IOException;

/** How trees are written. The nodes of all trees are in flat lists, tree after tree. */
final class TreesJson {
    private TreesJson() {}

    /** Writes into the object that is open. */
    static void write(JsonGenerator out, TreeEnsembleScorer ensemble) throws IOException {
        out.writeNumberField("features", ensemble.featureCount());
        out.writeStringField("comparison", FileNames.of(ensemble.comparison()));
        out.writeStringField("inputs", FileNames.of(ensemble.inputs()));
        out.writeStringField("sum", FileNames.of(ensemble.sum()));
        JsonOut.numberField(out, "base", ensemble.base());
        if (isExtended(ensemble)) {
            JsonOut.numbers(out, "bases", ensemble.bases());
        }
        writeNodes(out, ensemble);
    }

    private static void writeNodes(JsonGenerator out, TreeEnsembleScorer ensemble) throws IOException {
        Trees trees = ensemble.trees();
        out.writeArrayFieldStart("tree_sizes");
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            out.writeNumber(trees.treeSize(tree));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("tree_weights");
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            JsonOut.number(out, trees.treeWeight(tree));
        }
        out.writeEndArray();
        eachNode(out, trees, "feature", (tree, node) -> out.writeNumber(trees.feature(tree, node)));
        eachNode(out, trees, "value", (tree, node) -> JsonOut.number(out, trees.value(tree, node)));
        eachNode(out, trees, "left", (tree, node) -> out.writeNumber(trees.left(tree, node)));
        eachNode(out, trees, "right", (tree, node) -> out.writeNumber(trees.right(tree, node)));
        eachNode(out, trees, "missing_left", (tree, node) -> out.writeNumber(trees.missingLeft(tree, node) ? 1 : 0));
        if (isExtended(ensemble)) {
            writeExtension(out, trees);
        }
        if (trees.leafWidth() > 1) {
            writeFurtherValues(out, trees);
        }
    }

    /** Of each leaf the values after the first one. */
    private static void writeFurtherValues(JsonGenerator out, Trees trees) throws IOException {
        out.writeNumberField("leaf_width", trees.leafWidth());
        eachNode(out, trees, "further_values", (tree, node) -> {
            if (trees.isLeaf(tree, node)) {
                double[] values = trees.leafValues(tree, node);
                for (int i = 1; i < values.length; i++) {
                    JsonOut.number(out, values[i]);
                }
            }
        });
    }

    /** Whether there is something that version 1 cannot say. */
    static boolean isExtended(TreeEnsembleScorer ensemble) {
        boolean baseLast = ensemble.sum() == TreeEnsembleScorer.Sum.FLOAT_BASE_LAST
                || ensemble.sum() == TreeEnsembleScorer.Sum.DOUBLE_BASE_LAST;
        if (ensemble.outputs() > 1 || baseLast) {
            return true;
        }
        Trees trees = ensemble.trees();
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            for (int node = 0; node < trees.treeSize(tree); node++) {
                if (trees.isCategorical(tree, node) || trees.zeroMissing(tree, node)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The output of each tree; of each node, whether zero is missing, and its categories: -1 for none, or their number and they. */
    private static void writeExtension(JsonGenerator out, Trees trees) throws IOException {
        out.writeArrayFieldStart("tree_outputs");
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            out.writeNumber(trees.treeOutput(tree));
        }
        out.writeEndArray();
        eachNode(out, trees, "zero_missing", (tree, node) -> out.writeNumber(trees.zeroMissing(tree, node) ? 1 : 0));
        eachNode(out, trees, "categories", (tree, node) -> {
            int[] categories = trees.categories(tree, node);
            out.writeNumber(trees.isCategorical(tree, node) ? categories.length : -1);
            for (int category : categories) {
                out.writeNumber(category);
            }
        });
    }

    private interface NodeWriter {
        void write(int tree, int node) throws IOException;
    }

    private static void eachNode(JsonGenerator out, Trees trees, String name, NodeWriter writer) throws IOException {
        out.writeArrayFieldStart(name);
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            for (int node = 0; node < trees.treeSize(tree); node++) {
                writer.write(tree, node);
            }
        }
        out.writeEndArray();
    }
}
