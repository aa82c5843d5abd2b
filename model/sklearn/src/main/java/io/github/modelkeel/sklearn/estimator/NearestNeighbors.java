package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Neighbors;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.MultiOutputLabels;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;

/** Models that look for the nearest known points, or the nearest center. Ties and bounds: see {@link Neighbors}. */
public final class NearestNeighbors {
    private NearestNeighbors() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add("sklearn.neighbors._regression.KNeighborsRegressor", NearestNeighbors::regressor);
        readers.add("sklearn.neighbors._classification.KNeighborsClassifier", NearestNeighbors::classifier);
        for (String name : List.of("KMeans", "MiniBatchKMeans")) {
            readers.add("sklearn.cluster._kmeans." + name, NearestNeighbors::centers);
        }
    }

    private static Fitted regressor(Located at, int features) {
        ArrayNode targets = at.attribute("_y").array();
        int[] shape = targets.shape();
        int width = shape.length == 2 ? shape[1] : 1;
        Matrix values =
                new Matrix(shape[0], width, Numbers.of(at.attribute("_y").doubles()));
        ScorerProgram program = new ScorerProgram(features);
        return Fitted.regression(program.scorer(program.add(neighbors(at, features, values), program.features())));
    }

    private static Fitted classifier(Located at, int features) {
        if (ClassNames.areSeveral(at)) {
            return several(at, features);
        }
        List<String> classes = ClassNames.of(at);
        long[] labels = at.attribute("_y").longs();
        double[] shares = new double[labels.length * classes.size()];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw at.attribute("_y").refusal("there is no class " + labels[i]);
            }
            shares[i * classes.size() + (int) labels[i]] = 1;
        }
        ScorerProgram program = new ScorerProgram(features);
        Matrix values = new Matrix(labels.length, classes.size(), Numbers.of(shares));
        int[] mean = program.add(neighbors(at, features, values), program.features());
        return new Fitted(program.scorer(mean), Link.IDENTITY, classes);
    }

    private static Fitted several(Located at, int features) {
        List<List<String>> targets = ClassNames.ofTargets(at);
        int width = targets.stream().mapToInt(List::size).max().orElseThrow();
        long[] labels = at.attribute("_y").longs();
        double[] shares = new double[Math.multiplyExact(labels.length, width)];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= targets.get(i % targets.size()).size()) {
                throw at.attribute("_y").refusal("there is no class " + labels[i]);
            }
            shares[i * width + (int) labels[i]] = 1;
        }
        ScorerProgram program = new ScorerProgram(features);
        Matrix values = new Matrix(labels.length / targets.size(), targets.size() * width, Numbers.of(shares));
        int[] mean = program.add(neighbors(at, features, values), program.features());
        return MultiOutputLabels.mostProbable(program, targets, width, mean);
    }

    private static Neighbors neighbors(Located at, int features, Matrix values) {
        Located weights = at.attribute("weights");
        boolean byDistance = Values.isText(weights, "distance");
        if (!byDistance && !Values.isText(weights, "uniform")) {
            throw weights.refusal(
                    "weights by " + weights.node().kind() + " are not supported; train with 'uniform' or 'distance'");
        }
        int count = Math.toIntExact(at.attribute("n_neighbors").integer());
        return new Neighbors(Values.matrix(at, "_fit_X", features), values, count, power(at), byDistance);
    }

    private static double power(Located at) {
        Located metric = at.attribute("effective_metric_");
        if (!metric.className().isEmpty()) {
            throw metric.refusal("a custom distance is not supported; train with metric='minkowski'");
        }
        return switch (metric.text()) {
            case "euclidean" -> 2;
            case "manhattan" -> 1;
            case "minkowski" ->
                at.attribute("effective_metric_params_").entry("p").number();
            default ->
                throw metric.refusal(
                        "the distance '" + metric.text() + "' is not supported; train with metric='minkowski'");
        };
    }

    /** The center c with the largest {@code 2 x c - c c} is the nearest one. */
    private static Fitted centers(Located at, int features) {
        Values.requireDoubles(at, "cluster_centers_");
        Matrix centers = Values.matrix(at, "cluster_centers_", features);
        double[] weights = centers.values().toArray();
        double[] squares = new double[centers.rows()];
        for (int i = 0; i < weights.length; i++) {
            squares[i / features] -= weights[i] * weights[i];
            weights[i] *= 2;
        }
        ScorerProgram program = new ScorerProgram(features);
        Matrix doubled = new Matrix(centers.rows(), features, Numbers.of(weights));
        int[] near = program.add(new Affine(doubled, Numbers.of(squares)), program.features());
        return Fitted.regression(program.scorer(program.add(new IndexOfLargest(near.length), near)));
    }
}
