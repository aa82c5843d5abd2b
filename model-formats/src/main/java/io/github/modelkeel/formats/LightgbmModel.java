package io.github.modelkeel.formats;

import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.TreeEnsembleScorer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A model file of LightGBM, its text form. */
final class LightgbmModel {
    private static final byte[] START = "tree".getBytes(StandardCharsets.US_ASCII);

    private final PythonFlavor flavor;
    private final LightgbmText text;
    private final LightgbmText.Block header;
    private final int outputs;

    private LightgbmModel(PythonFlavor flavor, LightgbmText text) {
        this.flavor = flavor;
        this.text = text;
        this.header = text.nextBlock();
        this.outputs = header.integer("num_tree_per_iteration");
        if (outputs < 1 || outputs > Limits.MAX_CLASSES) {
            throw header.bad("num_tree_per_iteration must be 1 to " + Limits.MAX_CLASSES + ": " + outputs);
        }
    }

    static ScoringModel read(PythonFlavor flavor, byte[] content) {
        if (!Arrays.equals(content, 0, Math.min(START.length, content.length), START, 0, START.length)) {
            boolean pickle = content.length > 0 && (content[0] & 0xff) == 0x80;
            throw new ModelRefusedException(flavor.file()
                    + (pickle
                            ? " is a pickle of " + JsonIn.shorten(flavor.modelClass())
                                    + ", which this reader does not read; log its booster: mlflow.lightgbm.log_model(model.booster_)"
                            : " does not start as LightGBM's text form does"));
        }
        return new LightgbmModel(flavor, new LightgbmText(flavor.file(), content)).model();
    }

    private ScoringModel model() {
        int features = header.integer("max_feature_idx") + 1;
        List<String> names = Arrays.stream(header.text("feature_names").split(" ", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        InputColumns columns = InputColumns.byPlace(flavor, names, features);
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .sums(
                        header.has("average_output")
                                ? TreeEnsembleScorer.Sum.MEAN
                                : TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE,
                        new double[outputs]);
        addTrees(trees);
        return withObjective(columns, trees.build());
    }

    private void addTrees(TreeEnsembleScorer.Builder trees) {
        int count = 0;
        LightgbmText.Block block = text.nextBlock();
        while (block.has("Tree")) {
            if (count == Limits.MAX_TREES) {
                throw header.bad("there are more than " + Limits.MAX_TREES + " trees");
            }
            trees.tree(1, count++ % outputs);
            new LightgbmTree(block).addTo(trees);
            block = text.nextBlock();
        }
        if (!block.has("end of trees")) {
            throw header.bad("the line 'end of trees' is missing after " + count + " trees; the file is cut short");
        }
        if (count % outputs != 0) {
            throw header.bad(count + " trees are no whole number of iterations of " + outputs);
        }
    }

    private ScoringModel withObjective(InputColumns columns, TreeEnsembleScorer scorer) {
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
            case "regression", "regression_l2" ->
                columns.model(scorer, squareRoot ? Link.SIGNED_SQUARE : Link.IDENTITY);
            case "regression_l1", "huber", "fair", "quantile", "mape", "lambdarank", "rank_xendcg", "custom", "none" ->
                columns.model(scorer, Link.IDENTITY);
            case "poisson", "gamma", "tweedie" -> columns.model(scorer, Link.EXP);
            case "cross_entropy" -> columns.model(scorer, Link.LOGISTIC);
            case "cross_entropy_lambda" -> columns.model(scorer, Link.SOFTPLUS);
            case "binary" -> classifier(columns.model(scorer, Link.LOGISTIC).withLinkScale(sigmoid), 2);
            case "multiclass" -> classifier(columns.model(scorer, Link.SOFTMAX), outputs);
            case "multiclassova" ->
                classifier(columns.model(scorer, Link.LOGISTIC).withLinkScale(sigmoid), outputs);
            default ->
                throw header.bad("the objective " + JsonIn.shorten(words[0])
                        + " has no known link; train with a built-in objective");
        };
    }

    private static ScoringModel classifier(ScoringModel model, int classes) {
        return model.withClasses(InputColumns.classNames(classes));
    }
}
