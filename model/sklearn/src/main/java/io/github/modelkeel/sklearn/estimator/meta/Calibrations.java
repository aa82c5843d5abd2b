package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Interpolate;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import java.util.Arrays;
import java.util.List;

/**
 * Calibrated classifiers: each member's decision function, or else its probabilities, behind a logistic function or lines between points;
 * the mean of the members. Lines have numpy's bits, a logistic function is within 2 ulp, both times the bound of the member's own number
 * and the steepness of the calibration there.
 */
public final class Calibrations {
    private Calibrations() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta("sklearn.calibration.CalibratedClassifierCV", Calibrations::read);
        readers.add("sklearn.isotonic.IsotonicRegression", Calibrations::isotonic);
    }

    private static Fitted read(Located at, int features, PartReader parts) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        List<Located> members = at.attribute("calibrated_classifiers_").elements();
        int[] said = new int[0];
        for (Located subEstimator : members) {
            said = ScorerProgram.join(said, calibrated(subEstimator, parts, program, classes));
        }
        WeightedMean mean = new WeightedMean(members.size(), classes.size(), Numbers.of(), members.size());
        return new Fitted(program.scorer(program.add(mean, said)), Link.IDENTITY, classes);
    }

    private static int[] calibrated(Located at, PartReader parts, ScorerProgram program, List<String> classes) {
        String method = at.attribute("method").text();
        if (!method.equals("sigmoid") && !method.equals("isotonic")) {
            throw at.attribute("method")
                    .refusal("a calibration by '" + method
                            + "' is not supported; calibrate with method='sigmoid' or 'isotonic'");
        }
        SubEstimator subEstimator = SubEstimator.read(at.attribute("estimator"), parts, program, program.features());
        if (!subEstimator.classes().equals(classes)) {
            throw at.refusal("the classes " + classes + " are expected, its sample has " + subEstimator.classes());
        }
        int[] scores = subEstimator.hasDecision() ? subEstimator.decision() : subEstimator.probabilities();
        if (classes.size() == 2 && scores.length == 2) {
            scores = new int[] {scores[1]};
        }
        List<Located> calibrators = at.attribute("calibrators").elements();
        if (calibrators.size() != scores.length) {
            throw at.refusal(scores.length + " calibrators are expected, there are " + calibrators.size());
        }
        int[] probabilities = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = calibrate(calibrators.get(i), program, scores[i]);
        }
        if (classes.size() > 2) {
            return program.add(new NormalizeToSum(classes.size()), probabilities);
        }
        return ScorerProgram.join(new int[] {program.oneMinus(probabilities)}, probabilities);
    }

    private static int calibrate(Located at, ScorerProgram program, int score) {
        return switch (at.className()) {
            case "sklearn.calibration._SigmoidCalibration" -> {
                double[] slope = {-at.attribute("a_").number()};
                yield program.add(LinearScorer.of(slope, -at.attribute("b_").number()), Link.LOGISTIC, score)[0];
            }
            case "sklearn.isotonic.IsotonicRegression" -> program.add(lines(at), score)[0];
            default -> throw at.refusal("a calibration by " + at.node().kind() + " is not supported");
        };
    }

    private static Interpolate lines(Located at) {
        double[] x = at.attribute("X_thresholds_").doubles();
        double[] y = at.attribute("y_thresholds_").doubles();
        boolean single = Arrays.equals(x, y) && x.length == 0;
        if (single) {
            throw at.refusal("there are no points");
        }
        return new Interpolate(
                Numbers.of(x),
                Numbers.of(y),
                y.length == 1 || at.attribute("out_of_bounds").text().equals("clip"));
    }

    private static Fitted isotonic(Located at, int features) {
        if (features != 1) {
            throw at.refusal("it reads one feature and is given " + features);
        }
        ScorerProgram program = new ScorerProgram(features);
        return Fitted.regression(program.scorer(program.add(lines(at), program.features())));
    }
}
