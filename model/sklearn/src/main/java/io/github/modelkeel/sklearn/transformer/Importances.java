package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The columns that {@code SelectFromModel} keeps: those that weigh enough in its model. Weights that are sums are compared with a
 * margin, and a model is refused where scikit-learn's rounding could decide otherwise.
 */
final class Importances {
    private static final double MARGIN = 1e-9;

    private final Located selector;
    private final double[] scores;
    private final boolean exact;

    private Importances(Located selector, double[] scores, boolean exact) {
        this.selector = selector;
        this.scores = scores;
        this.exact = exact;
    }

    static IntPredicate mask(Located selector, int columns) {
        Located estimator = Values.present(selector, "estimator_").orElseGet(() -> selector.attribute("estimator"));
        return of(selector, estimator, columns).mask(estimator);
    }

    private static Importances of(Located selector, Located estimator, int columns) {
        Located getter = selector.attribute("importance_getter");
        String name = Node.plain(getter.node()) instanceof String text ? text : "";
        boolean auto = name.equals("auto");
        if ((auto || name.equals("coef_")) && Values.present(estimator, "coef_").isPresent()) {
            return coefficients(selector, estimator.attribute("coef_"), columns);
        }
        if (auto || name.equals("feature_importances_")) {
            return new Importances(selector, TreeImportances.of(estimator, columns), false);
        }
        throw getter.refusal("only importance_getter='auto', 'coef_' and 'feature_importances_' can be served");
    }

    private static Importances coefficients(Located selector, Located coefficients, int columns) {
        ArrayNode array = coefficients.array();
        int[] shape = array.shape();
        double[] values = coefficients.doubles();
        if (shape.length == 0 || shape.length > 2 || shape[shape.length - 1] != columns) {
            throw coefficients.refusal("coefficients for " + columns + " columns are expected, it is " + array.kind());
        }
        double[] scores = new double[columns];
        if (shape.length == 2 && Values.numberOf(selector.attribute("norm_order")) != 1) {
            throw selector.attribute("norm_order").refusal("only norm_order=1 can be served");
        }
        for (int i = 0; i < values.length; i++) {
            scores[i % columns] += Math.abs(values[i]);
        }
        return new Importances(selector, scores, values.length == columns);
    }

    private IntPredicate mask(Located estimator) {
        Located given = selector.attribute("threshold");
        boolean plain = !given.isNone() && !(Node.plain(given.node()) instanceof String);
        double threshold = plain ? Values.numberOf(given) : reference(estimator, given);
        Set<Integer> candidates = candidates();
        for (double score : scores) {
            if (!(exact && (plain || (given.isNone() && isSparse(estimator))))) {
                requireApart(score, threshold);
            }
        }
        return i -> candidates.contains(i) && !(scores[i] < threshold);
    }

    private Set<Integer> candidates() {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i] + 0.0))
                .toList();
        if (Values.present(selector, "max_features").isEmpty()) {
            return Set.copyOf(order);
        }
        Located limit = Values.present(selector, "max_features_").orElseGet(() -> selector.attribute("max_features"));
        int count = Values.index(limit, Integer.MAX_VALUE);
        if (!exact && count > 0 && count < scores.length) {
            requireApart(scores[order.get(count - 1)], scores[order.get(count)]);
        }
        return Set.copyOf(order.subList(0, Math.min(count, order.size())));
    }

    private void requireApart(double score, double bound) {
        if (Double.isFinite(bound)
                && Math.abs(score - bound) <= MARGIN * (Math.abs(score) + Math.abs(bound))
                && !(score == 0 && bound == 0)) {
            throw selector.refusal("a column's weight in its model is too close to the threshold to tell which columns"
                    + " scikit-learn keeps; set another threshold");
        }
    }

    /** The default threshold is tiny for models that make weights 0, else the mean. */
    private static boolean isSparse(Located estimator) {
        String name = estimator.className().substring(estimator.className().lastIndexOf('.') + 1);
        boolean l1 = Values.present(estimator, "penalty")
                .filter(penalty -> Values.isText(penalty, "l1"))
                .isPresent();
        String ratio = name.endsWith("CV") ? "l1_ratio_" : "l1_ratio";
        boolean elastic = Set.of("ElasticNet", "ElasticNetCV", "LogisticRegression", "LogisticRegressionCV")
                        .contains(name)
                && Values.present(estimator, ratio)
                        .filter(value -> Arrays.stream(Values.doubles(value)).allMatch(one -> Math.abs(one - 1) < 1e-5))
                        .isPresent();
        return l1 || elastic || name.contains("Lasso");
    }

    private double reference(Located estimator, Located given) {
        if (given.isNone() && isSparse(estimator)) {
            return 1e-5;
        }
        String text = given.isNone() ? "mean" : given.text();
        int star = text.indexOf('*');
        double scale = 1;
        if (star >= 0) {
            try {
                scale = Double.parseDouble(text.substring(0, star).strip());
            } catch (NumberFormatException e) {
                throw given.refusal("the threshold is unknown: " + text);
            }
        }
        return switch (text.substring(star + 1).strip()) {
            case "mean" -> scale * Arrays.stream(scores).sum() / scores.length;
            case "median" -> scale * median();
            default -> throw given.refusal("the threshold is unknown: " + text);
        };
    }

    private double median() {
        List<Double> sorted =
                new ArrayList<>(Arrays.stream(scores).sorted().boxed().toList());
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
