package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.VoteCount;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.sklearn.python.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ensembles that average or count what their members say: voting, bagging. The sums run in the order of the members, so that nothing is
 * lost beyond the members' own bounds.
 */
final class Ensembles {
    private Ensembles() {}

    static void addTo(Map<String, Estimators.Reader> readers) {
        readers.put("sklearn.ensemble._voting.VotingRegressor", Ensembles::votingRegressor);
        readers.put("sklearn.ensemble._voting.VotingClassifier", Ensembles::votingClassifier);
        readers.put("sklearn.ensemble._bagging.BaggingRegressor", Ensembles::baggingRegressor);
        readers.put("sklearn.ensemble._bagging.BaggingClassifier", Ensembles::baggingClassifier);
    }

    static List<Located> members(Located at) {
        List<Located> members = at.attribute("estimators_").elements();
        if (members.isEmpty()) {
            throw at.attribute("estimators_").refusal("there are no estimators");
        }
        return members;
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

    private static Fitted votingRegressor(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        for (Located subEstimator : members(at)) {
            said.add(
                    SubEstimator.read(subEstimator, program, program.features()).values());
        }
        return Fitted.regression(program.scorer(average(program, said, weights(at, said.size()))));
    }

    private static Fitted votingClassifier(Located at, int features) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        boolean soft = at.attribute("voting").text().equals("soft");
        List<int[]> said = new ArrayList<>();
        for (Located place : members(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, program, program.features());
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

    /** The features that a member of an ensemble reads. */
    static int[] columns(Located bagging, int subEstimator, int features) {
        Located list = bagging.attribute("estimators_features_").element(subEstimator);
        int[] columns = Arrays.stream(list.longs()).mapToInt(Math::toIntExact).toArray();
        if (columns.length == 0 || Arrays.stream(columns).anyMatch(column -> column < 0 || column >= features)) {
            throw list.refusal("indices of features below " + features + " are expected");
        }
        return columns;
    }

    private static Fitted baggingRegressor(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        for (Located subEstimator : members(at)) {
            said.add(SubEstimator.read(subEstimator, program, columns(at, said.size(), features))
                    .values());
        }
        return Fitted.regression(program.scorer(average(program, said, new double[0])));
    }

    private static Fitted baggingClassifier(Located at, int features) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        List<int[]> said = new ArrayList<>();
        List<int[]> decisions = new ArrayList<>();
        for (Located place : members(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, program, columns(at, said.size(), features));
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
