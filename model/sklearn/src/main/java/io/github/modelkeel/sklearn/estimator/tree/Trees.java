package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.MultiOutputLabels;
import io.github.modelkeel.sklearn.reader.Version;
import java.util.Arrays;
import java.util.List;

/**
 * Decision trees and forests. A forest adds up its trees' values in their order and divides by their number, as scikit-learn does with
 * {@code n_jobs=1}; with more jobs it adds them in the order in which they happen to end.
 */
public final class Trees {
    /** {@code tree_.value} holds fractions from this minor version on, and numbers of samples before. */
    private static final int FRACTIONS = 4;

    private static final int MISSING_IN_FORESTS = 4;
    private static final int MISSING_IN_RANDOM_SPLITS = 6;
    private static final int MISSING_IN_ABSOLUTE_ERROR = 9;

    private Trees() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        for (String name : List.of("DecisionTree", "ExtraTree")) {
            readers.add(
                    "sklearn.tree._classes." + name + "Regressor",
                    (at, features) -> regressor(at, List.of(at), features));
            readers.add(
                    "sklearn.tree._classes." + name + "Classifier",
                    (at, features) -> classifier(at, List.of(at), features));
        }
        for (String name : List.of("RandomForest", "ExtraTrees")) {
            readers.add(
                    "sklearn.ensemble._forest." + name + "Regressor",
                    (at, features) -> regressor(at, members(at), features));
            readers.add(
                    "sklearn.ensemble._forest." + name + "Classifier",
                    (at, features) -> classifier(at, members(at), features));
        }
    }

    private static List<Located> members(Located forest) {
        List<Located> members = forest.attribute("estimators_").elements();
        if (members.isEmpty()) {
            throw forest.refusal("the forest has no trees");
        }
        return members;
    }

    private static Fitted regressor(Located at, List<Located> members, int features) {
        int outputs = SklearnTree.read(members.get(0)).outputs();
        TreeEnsembleScorer.Builder trees = builder(at, members, features, outputs);
        for (Located member : members) {
            SklearnTree tree = SklearnTree.read(member);
            if (tree.outputs() != outputs || tree.classes() != 1) {
                throw member.refusal("a regression tree of " + outputs + " outputs is expected");
            }
            tree.addTo(trees, 0, value -> value);
        }
        return new Fitted(trees.build(), Link.IDENTITY, List.of());
    }

    private static Fitted classifier(Located at, List<Located> members, int features) {
        if (ClassNames.areSeveral(at)) {
            return several(at, members, features);
        }
        List<String> classes = ClassNames.of(at);
        TreeEnsembleScorer.Builder trees = builder(at, members, features, classes.size());
        boolean counts = Version.of(at).isBefore(FRACTIONS);
        for (Located member : members) {
            SklearnTree tree = SklearnTree.read(member);
            if (tree.outputs() != 1 || tree.classes() != classes.size()) {
                throw member.refusal("a classification tree of " + classes.size() + " classes is expected");
            }
            (counts ? tree.normalized() : tree).addTo(trees, 0, value -> value);
        }
        return new Fitted(trees.build(), Link.IDENTITY, classes);
    }

    /** Each target has as many places as the one with the most classes. */
    private static Fitted several(Located at, List<Located> members, int features) {
        List<List<String>> targets = ClassNames.ofTargets(at);
        int width = targets.stream().mapToInt(List::size).max().orElseThrow();
        TreeEnsembleScorer.Builder trees = builder(at, members, features, targets.size() * width);
        boolean counts = Version.of(at).isBefore(FRACTIONS);
        for (Located member : members) {
            SklearnTree tree = SklearnTree.read(member);
            if (tree.outputs() != targets.size() || tree.classes() != width) {
                throw member.refusal("a classification tree of " + targets.size() + " targets and " + width
                        + " classes is expected");
            }
            (counts ? tree.normalized() : tree).addTo(trees, 0, value -> value);
        }
        ScorerProgram program = new ScorerProgram(features);
        int[] said = program.add(trees.build(), Link.IDENTITY, program.features());
        return MultiOutputLabels.mostProbable(program, targets, width, said);
    }

    /** A single tree's value is its leaf's, which the addition to -0 leaves as it is, bit for bit. */
    private static TreeEnsembleScorer.Builder builder(Located at, List<Located> members, int features, int outputs) {
        boolean forest = at.find("estimators_").isPresent();
        double[] starts = new double[outputs];
        Arrays.fill(starts, forest ? 0.0 : -0.0);
        return TreeEnsembleScorer.builder(features)
                .inputs(acceptsMissing(members.get(0), forest) ? Inputs.FINITE_FLOAT_OR_MISSING : Inputs.FINITE_FLOAT)
                .sums(forest ? Sum.MEAN : Sum.DOUBLE_FROM_BASE, starts);
    }

    /** Whether scikit-learn predicts for a row with a missing value: a matter of the class, its settings and the version alone. */
    public static boolean acceptsMissing(Located tree, boolean forest) {
        Version version = Version.of(tree);
        if (tree.attribute("splitter").text().equals("random")) {
            return !version.isBefore(MISSING_IN_RANDOM_SPLITS);
        }
        boolean extra = tree.className().contains("ExtraTree");
        boolean absolute = tree.attribute("criterion").text().equals("absolute_error");
        return !extra
                && !(forest && version.isBefore(MISSING_IN_FORESTS))
                && !(absolute && version.isBefore(MISSING_IN_ABSOLUTE_ERROR));
    }
}
