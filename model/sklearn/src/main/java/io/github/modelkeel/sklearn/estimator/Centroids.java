package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.Calculate.Function;
import io.github.modelkeel.model.operation.CenteredSoftmaxOfLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Neighbors;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The class of the nearest center. From scikit-learn 1.6 on there are also scores: minus the squared distance, in units of the spread
 * within the classes, plus twice the logarithm of the class's share; they give the probabilities, and the class where the shares differ.
 * Bound of a probability: 2 ulp of 1 times the size of the scores.
 */
public final class Centroids {
    private static final double CLOSE = 1e-8;
    private static final double RELATIVELY_CLOSE = 1e-5;

    private final Located at;
    private final int features;
    private final ScorerProgram program;
    private final List<String> classes;
    private final Matrix centers;
    private final boolean euclidean;

    private Centroids(Located at, int features) {
        this.at = at;
        this.features = features;
        this.program = new ScorerProgram(features);
        this.classes = ClassNames.of(at);
        this.centers = Values.matrix(at, "centroids_", features);
        Located metric = at.attribute("metric");
        this.euclidean = Values.isText(metric, "euclidean");
        if (!euclidean && !Values.isText(metric, "manhattan")) {
            throw metric.refusal("only metric='euclidean' and metric='manhattan' can be served");
        }
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add(
                "sklearn.neighbors._nearest_centroid.NearestCentroid",
                (at, features) -> new Centroids(at, features).read());
    }

    private Fitted read() {
        double[] shares =
                Values.present(at, "class_prior_").map(Located::doubles).orElse(new double[0]);
        if (shares.length == 0 || !euclidean) {
            if (!allEqual(shares)) {
                throw at.attribute("class_prior_").refusal("only priors='uniform' can be served with this metric");
            }
            return new Fitted(program.scorer(nearest()), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, null);
        }
        int[] scores = scores(Values.sized(at.attribute("class_prior_"), shares, classes.size()));
        int label = allEqual(shares) ? nearest() : program.add(new IndexOfLargest(scores.length), scores)[0];
        int[] decision = scores.length > 2 ? scores : program.difference(scores);
        int[] probabilities = program.add(new CenteredSoftmaxOfLogs(scores.length), scores);
        return new Fitted(
                program.scorer(ScorerProgram.join(new int[] {label}, probabilities)),
                Link.IDENTITY,
                classes,
                DecisionRule.FIRST_OUTPUT,
                program.scorer(decision));
    }

    private boolean allEqual(double[] shares) {
        double share = 1.0 / classes.size();
        return Arrays.stream(shares).allMatch(own -> Math.abs(own - share) <= CLOSE + RELATIVELY_CLOSE * share);
    }

    /** A neighbor search among the centers. */
    private int nearest() {
        double[] numbers = IntStream.range(0, classes.size()).asDoubleStream().toArray();
        Matrix labels = new Matrix(classes.size(), 1, Numbers.of(numbers));
        return program.add(new Neighbors(centers, labels, 1, euclidean ? 2 : 1, false), program.features())[0];
    }

    private int[] scores(double[] shares) {
        double[] spread = Values.numbers(at, "within_class_std_dev_", features).toArray();
        for (int i = 0; i < spread.length; i++) {
            spread[i] = spread[i] == 0 ? 1 : spread[i];
        }
        Numbers none = Values.all(0, features);
        Numbers ones = Values.all(1, features);
        int[] row = program.add(new Standardize(none, Numbers.of(spread)), program.features());
        int[] scores = new int[classes.size()];
        for (int k = 0; k < scores.length; k++) {
            double[] center = new double[features];
            for (int i = 0; i < features; i++) {
                center[i] = centers.get(k, i) / spread[i];
            }
            int[] off = program.add(new Standardize(Numbers.of(center), ones), row);
            int[] squares = program.add(new Calculate(Function.SQUARE, features), off);
            Numbers start = Numbers.of(2.0 * StrictMath.log(shares[k]));
            scores[k] = program.add(new Affine(new Matrix(1, features, Values.all(-1, features)), start), squares)[0];
        }
        return scores;
    }
}
