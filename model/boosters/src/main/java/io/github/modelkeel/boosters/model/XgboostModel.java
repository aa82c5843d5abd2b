package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model file of XGBoost 1.3 and later, JSON or UBJSON. */
public final class XgboostModel {
    private final DataNode learner;
    private final Booster.Iterations iterations;
    private final int targets;
    private final int outputs;

    private XgboostModel(DataNode learner, Booster.Iterations iterations) {
        this.learner = learner;
        this.iterations = iterations;
        DataNode parameters = learner.get("learner_model_param");
        this.targets =
                Math.max(1, parameters.find("num_target").map(DataNode::integer).orElse(1));
        this.outputs = Math.max(targets, parameters.get("num_class").integer());
        if (outputs > Booster.MAX_CLASSES) {
            throw parameters.bad("has more than " + Booster.MAX_CLASSES + " classes or targets");
        }
    }

    /**
     * Reads a booster. UBJSON and JSON both start with a brace; in JSON, a blank, a quote or the closing brace follows.
     *
     * @param file the file's name, for messages
     * @param content its bytes: a saved model, or the buffer that Python puts in a pickle, which has the configuration beside the model
     * @param iterations which trees to use
     * @return the booster
     * @throws ModelRefusedException if it is broken or not supported
     */
    public static Booster read(String file, byte[] content, Booster.Iterations iterations) {
        if (content.length < 2 || content[0] != '{') {
            throw new ModelRefusedException(file + " starts with neither XGBoost's JSON nor its UBJSON; save the model"
                    + " again with XGBoost 1.3 or later, in the format json or ubj");
        }
        boolean json = "\" \t\r\n}".indexOf(content[1]) >= 0;
        DataNode document = json ? JsonTree.read(file, content) : UbjsonTree.read(file, content);
        DataNode model = document.find("Model").orElse(document);
        return new XgboostModel(model.get("learner"), iterations).booster();
    }

    private Booster booster() {
        DataNode objectiveName = learner.get("objective").get("name");
        XgboostObjective objective = XgboostObjective.of(objectiveName.text(), objectiveName);
        if (objective.classes() && targets > 1) {
            throw objectiveName.bad("classifies " + targets + " targets; train and log a model for each target");
        }
        int classes = objective.classes() ? Math.max(2, outputs) : 0;
        TreeEnsembleScorer trees = scorer(objective);
        return new Booster(trees, objective.link(), 1, classes, new Booster.Features(names(), categories()));
    }

    private List<String> names() {
        return learner.find("feature_names").map(DataNode::list).orElse(List.of()).stream()
                .map(DataNode::text)
                .toList();
    }

    private int featureCount() {
        return learner.get("learner_model_param").get("num_feature").integer();
    }

    private TreeEnsembleScorer scorer(XgboostObjective objective) {
        DataNode booster = learner.get("gradient_booster");
        boolean dart = isDart(booster);
        DataNode model = model();
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(featureCount())
                .comparison(TreeEnsembleScorer.Comparison.LESS)
                .inputs(TreeEnsembleScorer.Inputs.FLOAT)
                .sums(TreeEnsembleScorer.Sum.FLOAT_FROM_BASE, starts(objective));
        List<DataNode> list = model.get("trees").list();
        int[] outputOf = model.get("tree_info").integers();
        double[] weights = dart ? booster.get("weight_drop").numbers() : ones(list.size());
        if (outputOf.length != list.size() || weights.length != list.size()) {
            throw model.bad("has lists of trees of different lengths");
        }
        int count = treesInUse(model, list.size());
        for (int i = 0; i < count; i++) {
            trees.tree(1, outputOf[i]);
            new XgboostTree(list.get(i)).addTo(trees, (float) weights[i]);
        }
        return trees.build();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static boolean isDart(DataNode booster) {
        DataNode name = booster.get("name");
        boolean dart = name.text().equals("dart");
        if (!dart && !name.text().equals("gbtree")) {
            throw name.bad("is " + DataNode.shorten(name.text())
                    + ", which cannot be served; train with booster='gbtree'" + " or 'dart'");
        }
        return dart;
    }

    private DataNode model() {
        DataNode booster = learner.get("gradient_booster");
        return (isDart(booster) ? booster.get("gbtree") : booster).get("model");
    }

    private Map<Integer, FeatureCategories> categories() {
        return new XgboostCategories(model()).read(featureCount());
    }

    /** Estimators of XGBoost's scikit-learn interface predict with the best iteration, a booster with all of them. */
    private int treesInUse(DataNode model, int all) {
        Optional<DataNode> best = learner.find("attributes").flatMap(attributes -> attributes.find("best_iteration"));
        if (best.isEmpty() || iterations == Booster.Iterations.ALL) {
            return all;
        }
        int parallel = model.find("gbtree_model_param")
                .flatMap(parameters -> parameters.find("num_parallel_tree"))
                .map(DataNode::integer)
                .orElse(1);
        long used = (best.get().integer() + 1L) * Math.max(1, parallel) * outputs;
        if (used < 1 || used > all) {
            throw best.get().bad("is outside the " + all + " trees");
        }
        return (int) used;
    }

    /** The base score: a float in a string, since XGBoost 3.1 a list of them; in the scale of the values, not of the scores. */
    private double[] starts(XgboostObjective objective) {
        DataNode node = learner.get("learner_model_param").get("base_score");
        String text = node.text().strip();
        String[] parts = ((text.startsWith("[") && text.endsWith("]")) ? text.substring(1, text.length() - 1) : text)
                .split(",", Booster.MAX_CLASSES + 1);
        if (parts.length != 1 && parts.length != outputs) {
            throw node.bad("has " + parts.length + " numbers for " + outputs + " outputs");
        }
        return IntStream.range(0, outputs)
                .mapToDouble(i -> objective.base().of(number(parts[parts.length == 1 ? 0 : i], node)))
                .toArray();
    }

    private static float number(String text, DataNode node) {
        try {
            return Float.parseFloat(text.strip().toLowerCase(Locale.ROOT));
        } catch (NumberFormatException e) {
            throw node.bad("must be a number: " + DataNode.shorten(text));
        }
    }
}
