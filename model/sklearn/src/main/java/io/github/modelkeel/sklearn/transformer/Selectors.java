package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads the transformers that keep some columns: the mask is computed as each class computes it. */
public final class Selectors {
    private static final String UNIVARIATE = "sklearn.feature_selection._univariate_selection.";
    private static final String RFE = "sklearn.feature_selection._rfe.RFE";
    private static final String RFECV = "sklearn.feature_selection._rfe.RFECV";
    private static final String SEQUENTIAL = "sklearn.feature_selection._sequential.SequentialFeatureSelector";
    private static final String FROM_MODEL = "sklearn.feature_selection._from_model.SelectFromModel";
    private static final String VARIANCE = "sklearn.feature_selection._variance_threshold.VarianceThreshold";

    public static final Set<String> CLASSES = Set.of(
            UNIVARIATE + "SelectKBest",
            UNIVARIATE + "SelectPercentile",
            UNIVARIATE + "SelectFpr",
            UNIVARIATE + "SelectFdr",
            UNIVARIATE + "SelectFwe",
            UNIVARIATE + "GenericUnivariateSelect",
            RFE,
            RFECV,
            SEQUENTIAL,
            FROM_MODEL,
            VARIANCE);

    private Selectors() {}

    /** Whether it ends a pipeline with the estimator that it selected for. */
    public static boolean predicts(Located selector) {
        return selector.className().equals(RFE) || selector.className().equals(RFECV);
    }

    /** Keeps the columns of the mask. */
    public static ColumnBlock read(Located selector, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        IntPredicate mask = mask(selector, in.size());
        ColumnBlock kept =
                in.pick(IntStream.range(0, in.size()).filter(mask).boxed().toList());
        if (!acceptsMissing(selector, parts)) {
            ColumnBlock complete = program.complete(in, selector);
            return complete.pick(
                    IntStream.range(0, in.size()).filter(mask).boxed().toList());
        }
        return kept;
    }

    /** Those that choose by a model accept what it accepts. */
    private static boolean acceptsMissing(Located selector, PartReader parts) {
        return switch (selector.className()) {
            case VARIANCE -> true;
            case RFE, RFECV, FROM_MODEL ->
                Values.present(selector, "estimator_")
                        .filter(parts::allowsMissing)
                        .isPresent();
            case SEQUENTIAL ->
                Values.present(selector, "estimator")
                        .filter(parts::allowsMissing)
                        .isPresent();
            default -> false;
        };
    }

    private static IntPredicate mask(Located selector, int columns) {
        return switch (selector.className()) {
            case VARIANCE -> {
                double[] variances = doubles(selector, "variances_", columns);
                double threshold = selector.attribute("threshold").number();
                yield i -> variances[i] > threshold;
            }
            case RFE, RFECV, SEQUENTIAL -> {
                double[] support = doubles(selector, "support_", columns);
                yield i -> support[i] != 0;
            }
            case FROM_MODEL -> Importances.mask(selector, columns);
            default -> univariate(selector, columns);
        };
    }

    private static double[] doubles(Located selector, String attribute, int columns) {
        Located values = selector.attribute(attribute);
        return Values.sized(values, values.doubles(), columns);
    }

    private static IntPredicate univariate(Located selector, int columns) {
        String type = selector.className().substring(UNIVARIATE.length());
        return switch (type) {
            case "SelectKBest" -> best(selector, selector.attribute("k"), columns);
            case "SelectPercentile" -> percentile(selector, selector.attribute("percentile"), columns);
            case "SelectFpr" -> byP(selector, "fpr", selector.attribute("alpha"), columns);
            case "SelectFdr" -> byP(selector, "fdr", selector.attribute("alpha"), columns);
            case "SelectFwe" -> byP(selector, "fwe", selector.attribute("alpha"), columns);
            default -> {
                String mode = Values.text(selector, "mode");
                Located parameter = selector.attribute("param");
                yield switch (mode) {
                    case "k_best" -> best(selector, parameter, columns);
                    case "percentile" -> percentile(selector, parameter, columns);
                    default -> byP(selector, mode, parameter, columns);
                };
            }
        };
    }

    /** Scores that are NaN are the worst. */
    private static double[] scores(Located selector, int columns) {
        double[] scores = doubles(selector, "scores_", columns);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Double.isNaN(scores[i]) ? -Double.MAX_VALUE : scores[i];
        }
        return scores;
    }

    private static IntPredicate best(Located selector, Located count, int columns) {
        if (Values.isText(count, "all")) {
            return i -> true;
        }
        double[] scores = scores(selector, columns);
        long k = Math.min(columns, count.integer());
        List<Integer> ascending = IntStream.range(0, columns)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i] + 0.0))
                .toList();
        Set<Integer> kept = Set.copyOf(ascending.subList((int) Math.max(0, columns - Math.max(0, k)), columns));
        return kept::contains;
    }

    private static IntPredicate percentile(Located selector, Located share, int columns) {
        double percent = share.number();
        if (percent == 100 || percent == 0) {
            return i -> percent == 100;
        }
        double[] scores = scores(selector, columns);
        double threshold = quantile(scores, (100 - percent) / 100);
        long above = Arrays.stream(scores).filter(score -> score > threshold).count();
        long free = (long) (columns * percent / 100) - above;
        int[] ties =
                IntStream.range(0, columns).filter(i -> scores[i] == threshold).toArray();
        long kept = free >= 0 ? Math.min(free, ties.length) : Math.max(0, ties.length + free);
        return i -> scores[i] > threshold || IntStream.of(ties).limit(kept).anyMatch(tie -> tie == i);
    }

    /** Numpy's linear quantile. */
    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = (sorted.length - 1) * share;
        int below = (int) Math.max(0, Math.min(Math.floor(place), sorted.length - 1));
        int above = Math.min(below + 1, sorted.length - 1);
        double part = place - below;
        double step = sorted[above] - sorted[below];
        return part >= 0.5 ? sorted[above] - step * (1 - part) : sorted[below] + step * part;
    }

    private static IntPredicate byP(Located selector, String mode, Located parameter, int columns) {
        double[] values = doubles(selector, "pvalues_", columns);
        double alpha = parameter.number();
        return switch (mode) {
            case "fpr" -> i -> values[i] < alpha;
            case "fwe" -> i -> values[i] < alpha / columns;
            case "fdr" -> {
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                double largest = Double.NaN;
                for (int i = 0; i < columns; i++) {
                    largest = sorted[i] <= alpha / columns * (i + 1) ? sorted[i] : largest;
                }
                double bound = largest;
                yield i -> values[i] <= bound;
            }
            default -> throw selector.refusal("the mode is unknown: " + mode);
        };
    }
}
