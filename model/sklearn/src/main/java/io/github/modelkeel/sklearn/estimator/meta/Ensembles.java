package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.VoteCount;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ensembles that average or count what their members say: voting, bagging. The sums run in the order of the members, so that nothing is
 * lost beyond the members' own bounds.
 */
public final class Ensembles {
    private Ensembles() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta("sklearn.ensemble._voting.VotingRegressor", Ensembles::votingRegressor);
        readers.addMeta("sklearn.ensemble._voting.VotingClassifier", Ensembles::votingClassifier);
        readers.addMeta("sklearn.ensemble._bagging.BaggingRegressor", Ensembles::baggingRegressor);
        readers.addMeta("sklearn.ensemble._bagging.BaggingClassifier", Ensembles::baggingClassifier);
    }

    /** The weights of the members that were not dropped; none where all weigh the same. */
    private static double[] weights(Located at, int members) {
        Located weights = at.attribute("weights");
        if (weights.isNone()) {
            return new double[0];
        }
        double[] all =
                Values.elements(weights).stream().mapToDouble(Located::number).toArray();
        List<Located> named = at.attribute("estimators").elements();
        if (all.length != named.size()) {
            throw weights.refusal(named.size() + " weights are expected, there are " + all.length);
        }
        double[] kept = IntStream.range(0, all.length)
                .filter(i -> !Values.isText(named.get(i).element(1), "drop"))
                .mapToDouble(i -> all[i])
                .toArray();
        if (kept.length != members) {
            throw weights.refusal(members + " estimators are fitted, and " + kept.length + " have a weight");
        }
        return kept;
    }

    /** {@code numpy.average} over the members. */
    private static int[] average(ScorerProgram program, List<int[]> said, double[] weights) {
        int[] all = said.stream().flatMapToInt(IntStream::of).toArray();
        double divisor = weights.length == 0 ? said.size() : NumpySum.of(weights, 0, weights.length);
        return program.add(new WeightedMean(said.size(), said.get(0).length, Numbers.of(weights), divisor), all);
    }

    private static Fitted votingRegressor(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        for (Located subEstimator : Members.of(at)) {
            said.add(SubEstimator.read(subEstimator, parts, program, program.features())
                    .values());
        }
        return Fitted.regression(program.scorer(average(program, said, weights(at, said.size()))));
    }

    private static Fitted votingClassifier(Located at, int features, PartReader parts) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        boolean soft = at.attribute("voting").text().equals("soft");
        List<int[]> said = new ArrayList<>();
        for (Located place : Members.of(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, parts, program, program.features());
            if (subEstimator.classes().size() != classes.size()) {
                throw place.refusal("a classifier of " + classes.size() + " classes is expected");
            }
            said.add(soft ? subEstimator.probabilities() : new int[] {subEstimator.label()});
        }
        double[] weights = weights(at, said.size());
        if (soft) {
            return new Fitted(program.scorer(average(program, said, weights)), Link.IDENTITY, classes);
        }
        if (weights.length == 0) {
            weights = new double[said.size()];
            Arrays.fill(weights, 1);
        }
        int[] counts = program.add(
                new VoteCount(classes.size(), Numbers.of(weights)),
                said.stream().flatMapToInt(IntStream::of).toArray());
        return onlyIndex(program, counts, classes);
    }

    private static Fitted onlyIndex(ScorerProgram program, int[] counts, List<String> classes) {
        int[] index = program.add(new IndexOfLargest(counts.length), counts);
        return new Fitted(program.scorer(index), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, null);
    }

    private static Fitted baggingRegressor(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        for (Located subEstimator : Members.of(at)) {
            said.add(SubEstimator.read(subEstimator, parts, program, Members.columns(at, said.size(), features))
                    .values());
        }
        return Fitted.regression(program.scorer(average(program, said, new double[0])));
    }

    private static Fitted baggingClassifier(Located at, int features, PartReader parts) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        List<int[]> decisions = new ArrayList<>();
        for (Located place : Members.of(at)) {
            SubEstimator subEstimator =
                    SubEstimator.read(place, parts, program, Members.columns(at, said.size(), features));
            said.add(shares(place, subEstimator, program, classes.size()));
            if (subEstimator.hasDecision()) {
                decisions.add(subEstimator.decision());
            }
        }
        Scorer decision = decisions.isEmpty() ? null : program.scorer(average(program, decisions, new double[0]));
        Scorer scorer = program.scorer(average(program, said, new double[0]));
        return new Fitted(scorer, Link.IDENTITY, classes, DecisionRule.MOST_PROBABLE, decision);
    }

    /** What a member says about all classes, also when its sample did not have all of them: its labels are the classes' indices. */
    private static int[] shares(Located place, SubEstimator subEstimator, ScorerProgram program, int classes) {
        if (!subEstimator.hasProbabilities()) {
            return program.add(new VoteCount(classes, Numbers.of(1)), subEstimator.label());
        }
        int[] said = subEstimator.probabilities();
        if (subEstimator.classes().size() == classes) {
            return said;
        }
        throw place.refusal("its sample has " + subEstimator.classes().size() + " of the " + classes
                + " classes, which is not supported; train with larger samples");
    }
}
