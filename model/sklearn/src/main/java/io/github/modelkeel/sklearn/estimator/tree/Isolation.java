package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.IsolationLabel;
import io.github.modelkeel.model.operation.IsolationScore;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.Version;
import java.util.Arrays;
import java.util.List;

/** Isolation forests: 1 for an ordinary row, -1 for an outlier. The sum of the depths has scikit-learn's bits. */
public final class Isolation {
    private static final int MISSING = 6;
    private static final double EULER = 0.5772156649015329;

    private Isolation() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add("sklearn.ensemble._iforest.IsolationForest", Isolation::read);
    }

    private static Fitted read(Located at, int features) {
        List<Located> members = Members.of(at);
        boolean missing = !Version.of(at).isBefore(MISSING);
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .inputs(missing ? Inputs.FLOAT : Inputs.FINITE_FLOAT) // what is beyond a float is infinite then
                .sum(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0);
        for (int i = 0; i < members.size(); i++) {
            int[] columns = Members.columns(at, i, features);
            SklearnTree tree = SklearnTree.read(members.get(i)).withFeatures(columns);
            tree.withValues(depths(at, i)).addTo(trees, 0, value -> value);
        }
        double samples = at.attribute("_max_samples").number();
        double divisor = members.size() * pathLength(samples);
        double offset = at.attribute("offset_").number();
        ScorerProgram program = new ScorerProgram(features);
        int[] depth = program.add(trees.build(), Link.IDENTITY, program.features());
        int[] label = program.add(new IsolationLabel(divisor, offset), depth);
        int[] score = program.add(new IsolationScore(divisor), depth);
        int[] decision = program.add(new Affine(new Matrix(1, 1, Numbers.of(1)), Numbers.of(-offset)), score);
        return Fitted.detector(program.scorer(label), program.scorer(decision), program.scorer(score));
    }

    private static double[] depths(Located at, int member) {
        double[] paths = at.attribute("_decision_path_lengths").element(member).doubles();
        double[] means =
                at.attribute("_average_path_length_per_tree").element(member).doubles();
        if (paths.length != means.length) {
            throw at.attribute("_decision_path_lengths").refusal("as many depths as means are expected");
        }
        Arrays.setAll(paths, i -> paths[i] + means[i] - 1.0);
        return paths;
    }

    /** The mean depth of an isolation tree of a number of samples. */
    private static double pathLength(double samples) {
        if (samples <= 2) {
            return samples <= 1 ? 0 : 1;
        }
        return 2.0 * (StrictMath.log(samples - 1.0) + EULER) - 2.0 * (samples - 1.0) / samples;
    }
}
