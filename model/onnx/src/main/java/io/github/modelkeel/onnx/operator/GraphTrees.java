package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The trees of an operator, whose nodes and leaves' weights are lists. Every split becomes {@code feature <= threshold}: a strict
 * comparison takes the next number below, an opposite one changes the branches, and a test for equality becomes a feature of its own.
 */
final class GraphTrees {
    private static final long MAX_NODES = 4_000_000;
    private static final Set<String> BELOW = Set.of("BRANCH_LT", "BRANCH_GTE");

    private final NodeData node;
    private final int targets;
    private final long[] treeIds;
    private final long[] features;
    private final List<String> modes;
    private final double[] thresholds;
    private final int[] left;
    private final int[] right;
    private final long[] missingLeft;
    private final List<Integer> roots = new ArrayList<>();
    private final LeafWeights weights;
    private final Map<Test, Integer> tests = new LinkedHashMap<>();

    /** A test whether a feature has a certain value. */
    private record Test(int feature, double value) {}

    GraphTrees(NodeData node, String leaves, int targets) {
        this.node = node;
        this.targets = targets;
        treeIds = node.integers("nodes_treeids");
        features = node.integers("nodes_featureids");
        modes = node.texts("nodes_modes");
        thresholds = node.numbers("nodes_values");
        int size = treeIds.length;
        long[] missing = node.integers("nodes_missing_value_tracks_true");
        missingLeft = missing.length == 0 ? new long[size] : missing;
        long[] ids = node.integers("nodes_nodeids");
        long[] yes = node.integers("nodes_truenodeids");
        long[] no = node.integers("nodes_falsenodeids");
        for (int length : new int[] {
            features.length, modes.size(), thresholds.length, missingLeft.length, ids.length, yes.length, no.length
        }) {
            if (length != size) {
                throw node.refusal("has lists of nodes of different lengths");
            }
        }
        if (size == 0 || targets < 1 || targets > 10_000) {
            throw node.refusal("has " + size + " nodes and " + targets + " targets");
        }
        NodePlaces places = new NodePlaces(node, treeIds, ids);
        left = new int[size];
        right = new int[size];
        for (int i = 0; i < size; i++) {
            if (i == 0 || treeIds[i] != treeIds[i - 1]) {
                roots.add(i);
            }
            if (!modes.get(i).equals("LEAF")) {
                left[i] = places.of(treeIds[i], yes[i]);
                right[i] = places.of(treeIds[i], no[i]);
            }
        }
        weights = new LeafWeights(node, leaves, places, targets);
        if (weights.perLeaf() * (long) size > MAX_NODES) {
            throw node.unsupported("with " + size + " nodes for " + targets + " classes");
        }
    }

    int targets() {
        return targets;
    }

    int treeCount() {
        return roots.size();
    }

    boolean allPositive() {
        return weights.allPositive();
    }

    /** The features with a 1 or 0 behind them for each test for equality, missing where the feature is. */
    int[] withTests(GraphImport graph, Tensor.Rows x) {
        for (int i = 0; i < modes.size(); i++) {
            boolean equality = modes.get(i).equals("BRANCH_EQ") || modes.get(i).equals("BRANCH_NEQ");
            if (!modes.get(i).equals("LEAF") && (features[i] < 0 || features[i] >= x.slots().length)) {
                throw node.refusal("has a node that reads the feature " + features[i]);
            }
            if (equality) {
                tests.putIfAbsent(new Test((int) features[i], thresholds[i]), x.slots().length + tests.size());
            }
        }
        if (tests.isEmpty()) {
            return x.slots();
        }
        double[] values = tests.keySet().stream().mapToDouble(Test::value).toArray();
        int[] from = tests.keySet().stream()
                .mapToInt(test -> x.slots()[test.feature()])
                .toArray();
        TensorConstant equal =
                new TensorConstant(TensorOperator.EQUAL_OR_MISSING, x.precision(), Numbers.of(values), false);
        return ArithmeticOperators.join(x.slots(), graph.call(equal, from));
    }

    TreeEnsembleScorer scorer(int featureCount, boolean doubles, double[] bases) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(featureCount)
                .inputs(doubles ? TreeEnsembleScorer.Inputs.DOUBLE : TreeEnsembleScorer.Inputs.FLOAT)
                .sums(
                        doubles ? TreeEnsembleScorer.Sum.DOUBLE_BASE_LAST : TreeEnsembleScorer.Sum.FLOAT_BASE_LAST,
                        bases);
        try {
            for (int root : roots) {
                trees.tree(1, weights.perLeaf() > 1 ? 0 : weights.targetOf(root, end(root)));
                addTree(trees, root, doubles);
            }
            return trees.build();
        } catch (IllegalArgumentException e) {
            throw node.reading().refusal("its trees are not valid: " + e.getMessage(), e);
        }
    }

    private int end(int root) {
        int end = root;
        while (end < treeIds.length && treeIds[end] == treeIds[root]) {
            end++;
        }
        return end;
    }

    /** Level by level, so that children come after their parent. */
    private void addTree(TreeEnsembleScorer.Builder trees, int root, boolean doubles) {
        int[] queue = new int[end(root) - root];
        BitSet seen = new BitSet();
        int end = enqueue(root, root, queue, 0, seen);
        for (int i = 0; i < end; i++) {
            int at = queue[i];
            if (modes.get(at).equals("LEAF")) {
                trees.leaf(weights.of(at));
                continue;
            }
            end = enqueue(left[at], root, queue, end, seen);
            end = enqueue(right[at], root, queue, end, seen);
            addSplit(trees, at, end - 2, doubles);
        }
    }

    private void addSplit(TreeEnsembleScorer.Builder trees, int at, int yes, boolean doubles) {
        int feature = (int) features[at];
        double threshold = doubles ? thresholds[at] : (float) thresholds[at];
        boolean missing = missingLeft[at] != 0;
        if (threshold == Double.NEGATIVE_INFINITY && BELOW.contains(modes.get(at))) {
            throw node.unsupported("with a node that tests for values below -Infinity");
        }
        double below = doubles ? Math.nextDown(threshold) : Math.nextDown((float) threshold);
        switch (modes.get(at)) {
            case "BRANCH_LEQ" -> trees.split(feature, threshold, yes, yes + 1, missing);
            case "BRANCH_LT" -> trees.split(feature, below, yes, yes + 1, missing);
            case "BRANCH_GTE" -> trees.split(feature, below, yes + 1, yes, !missing);
            case "BRANCH_GT" -> trees.split(feature, threshold, yes + 1, yes, !missing);
            case "BRANCH_EQ" -> trees.split(test(at), 0.5, yes + 1, yes, !missing);
            case "BRANCH_NEQ" -> trees.split(test(at), 0.5, yes, yes + 1, true); // a missing number equals none
            default -> throw node.unsupported("with the mode " + OnnxReading.shorten(modes.get(at)));
        }
    }

    private int test(int at) {
        return tests.getOrDefault(new Test((int) features[at], thresholds[at]), -1);
    }

    private int enqueue(int at, int root, int[] queue, int end, BitSet seen) {
        int within = at - root;
        if (within < 0 || within >= queue.length || seen.get(within)) {
            throw node.refusal("has a node that is not there, or has two parents");
        }
        seen.set(within);
        queue[end] = at;
        return end + 1;
    }
}
