package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model file of LightGBM, its text form. */
public final class LightgbmModel {
    private static final int MAX_FEATURES = 1_000_000;
    private static final String PANDAS = "pandas_categorical:";
    private static final String CATEGORICAL = "[categorical_feature:";
    private static final byte[] START = "tree".getBytes(StandardCharsets.US_ASCII);

    private final int iterations;
    private final LightgbmText text;
    private final LightgbmText.Block header;
    private final int outputs;

    private LightgbmModel(LightgbmText text, int iterations) {
        this.iterations = iterations;
        this.text = text;
        this.header = text.nextBlock();
        this.outputs = header.integer("num_tree_per_iteration");
        if (outputs < 1 || outputs > Booster.MAX_CLASSES) {
            throw header.bad("num_tree_per_iteration must be 1 to " + Booster.MAX_CLASSES + ": " + outputs);
        }
    }

    /**
     * Whether a file starts as LightGBM's text form does.
     *
     * @param content the bytes of the file, or its first ones
     * @return whether it does
     */
    public static boolean isText(byte[] content) {
        return Arrays.equals(content, 0, Math.min(START.length, content.length), START, 0, START.length);
    }

    /**
     * Reads a booster.
     *
     * @param file the file's name, for messages
     * @param content its bytes
     * @param iterations how many of the iterations to use; all of them for a number below 1, as in Python
     * @param texts which of the features are texts, where a signature says so
     * @return the booster
     * @throws ModelRefusedException if it is broken or not supported
     */
    public static Booster read(String file, byte[] content, int iterations, Optional<BitSet> texts) {
        if (!isText(content)) {
            throw new ModelRefusedException(file + " does not start as LightGBM's text form does");
        }
        return new LightgbmModel(new LightgbmText(file, content), iterations).booster(texts);
    }

    private Booster booster(Optional<BitSet> texts) {
        int features = header.integer("max_feature_idx") + 1;
        List<String> names = Arrays.stream(header.text("feature_names").split(" ", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        if (features < 1 || features > MAX_FEATURES) {
            throw header.bad("there are " + features + " features; 1 to " + MAX_FEATURES + " can be served");
        }
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .sums(
                        header.has("average_output")
                                ? TreeEnsembleScorer.Sum.MEAN
                                : TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE,
                        new double[outputs]);
        addTrees(trees);
        return withObjective(trees.build(), new Booster.Features(names, categories(features, texts)));
    }

    private void addTrees(TreeEnsembleScorer.Builder trees) {
        int count = 0;
        LightgbmText.Block block = text.nextBlock();
        while (block.has("Tree")) {
            if (count == Booster.MAX_TREES) {
                throw header.bad("there are more than " + Booster.MAX_TREES + " trees");
            }
            if (iterations < 1 || count / outputs < iterations) {
                trees.tree(1, count % outputs);
                new LightgbmTree(block).addTo(trees);
            }
            count++;
            block = text.nextBlock();
        }
        if (!block.has("end of trees")) {
            throw header.bad("the line 'end of trees' is missing after " + count + " trees; the file is cut short");
        }
        if (count % outputs != 0) {
            throw header.bad(count + " trees are not a multiple of the outputs of an iteration, " + outputs);
        }
    }

    /** What follows the trees names the categories of data frames, by which LightGBM replaces their values before it looks at them. */
    private Map<Integer, FeatureCategories> categories(int features, Optional<BitSet> texts) {
        Map<String, String> lines = text.findLast(List.of(CATEGORICAL, PANDAS));
        String lists = lines.getOrDefault(PANDAS, "").strip();
        if (lists.isEmpty() || lists.equals("null")) {
            return Map.of();
        }
        String named = lines.getOrDefault(CATEGORICAL, "").replace("]", "");
        return new PandasCategories(header, features, named).read(lists, texts);
    }

    private Booster withObjective(TreeEnsembleScorer trees, Booster.Features features) {
        String[] words = header.find("objective").orElse("custom").strip().split(" +", -1);
        double sigmoid = 1;
        boolean squareRoot = false;
        for (String word : words) {
            squareRoot |= word.equals("sqrt");
            if (word.startsWith("sigmoid:")) {
                sigmoid = header.parsePositive("sigmoid", word.substring("sigmoid:".length()));
            }
        }
        return switch (words[0]) {
            case "regression", "regression_l2", "regression_l1", "fair", "quantile", "mape" ->
                new Booster(trees, squareRoot ? Link.SIGNED_SQUARE : Link.IDENTITY, 1, 0, features);
            case "huber", "lambdarank", "rank_xendcg", "custom", "none" ->
                new Booster(trees, Link.IDENTITY, 1, 0, features);
            case "poisson", "gamma", "tweedie" -> new Booster(trees, Link.EXP, 1, 0, features);
            case "cross_entropy" -> new Booster(trees, Link.LOGISTIC, 1, 0, features);
            case "cross_entropy_lambda" -> new Booster(trees, Link.SOFTPLUS, 1, 0, features);
            case "binary" -> new Booster(trees, Link.LOGISTIC, sigmoid, 2, features);
            case "multiclass" -> new Booster(trees, Link.SOFTMAX, 1, outputs, features);
            case "multiclassova" -> new Booster(trees, Link.LOGISTIC, sigmoid, outputs, features);
            default ->
                throw header.bad("the objective " + DataNode.shorten(words[0])
                        + " has no known link; train with a built-in objective");
        };
    }
}
