package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.PairProbabilities;
import io.github.modelkeel.model.operation.PairVotes;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.model.operation.SupportVectors;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;
import java.util.List;

/**
 * Support vector machines of libsvm. The label is that of the votes, which need not be the class of the highest probability. Bounds: see
 * {@link SupportKernel}, {@link SupportVectors} and {@link PairProbabilities}.
 */
public final class SupportVectorMachines {
    private final Located at;
    private final ScorerProgram program;
    private final int[] likenesses;

    private SupportVectorMachines(Located at, int features) {
        this.at = at;
        this.program = new ScorerProgram(features);
        if (Values.flag(at, "_sparse", false)) {
            throw at.refusal("it was fitted on a sparse matrix, which is not supported; fit it on a dense one");
        }
        SupportKernel.Form form = form(at.attribute("kernel"));
        SupportKernel kernel = new SupportKernel(
                Values.matrix(at, "support_vectors_", features),
                form,
                at.attribute("_gamma").number(),
                at.attribute("coef0").number(),
                Math.toIntExact(at.attribute("degree").integer()));
        this.likenesses = program.add(kernel, program.features());
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        for (String name : List.of("SVC", "NuSVC")) {
            readers.add(
                    "sklearn.svm._classes." + name,
                    (at, features) -> new SupportVectorMachines(at, features).classifier());
        }
        for (String name : List.of("SVR", "NuSVR")) {
            readers.add(
                    "sklearn.svm._classes." + name,
                    (at, features) -> new SupportVectorMachines(at, features).regressor());
        }
        readers.add(
                "sklearn.svm._classes.OneClassSVM",
                (at, features) -> new SupportVectorMachines(at, features).oneClass());
    }

    private static SupportKernel.Form form(Located kernel) {
        if (!(Node.plain(kernel.node()) instanceof String name)) {
            throw kernel.refusal("a custom kernel is not supported; train with a named kernel");
        }
        return switch (name) {
            case "linear" -> SupportKernel.Form.LINEAR;
            case "poly" -> SupportKernel.Form.POLYNOMIAL;
            case "rbf" -> SupportKernel.Form.RADIAL;
            case "sigmoid" -> SupportKernel.Form.SIGMOID;
            default ->
                throw kernel.refusal("the kernel '" + name + "' is not supported; train with another named kernel");
        };
    }

    private int[] decisions(int... counts) {
        Matrix coefficients = Values.matrix(at, "_dual_coef_", likenesses.length);
        Numbers intercepts = Numbers.of(at.attribute("_intercept_").doubles());
        return program.add(new SupportVectors(coefficients, Indices.of(counts), intercepts), likenesses);
    }

    private Fitted regressor() {
        return Fitted.regression(program.scorer(decisions(likenesses.length)));
    }

    /** 1 for a decision above 0, otherwise -1. */
    private Fitted oneClass() {
        int[] decision = decisions(likenesses.length);
        Scorer decisions = program.scorer(decision);
        double offset = at.attribute("offset_").doubles()[0];
        Scorer samples =
                program.scorer(program.add(new Affine(new Matrix(1, 1, Numbers.of(1)), Numbers.of(offset)), decision));
        int[] step = program.add(LinearScorer.of(new double[] {1}, 0), Link.STEP, decision);
        int[] label = program.add(new Affine(new Matrix(1, 1, Numbers.of(2)), Numbers.of(-1)), step);
        return Fitted.detector(program.scorer(label), decisions, samples);
    }

    private Fitted classifier() {
        List<String> classes = ClassNames.of(at);
        int[] counts = Arrays.stream(at.attribute("_n_support").longs())
                .mapToInt(Math::toIntExact)
                .toArray();
        if (counts.length != classes.size()) {
            throw at.attribute("_n_support").refusal(classes.size() + " counts are expected");
        }
        int[] pairs = decisions(counts);
        Scorer decision = decision(pairs, classes.size());
        int[] outputs = program.add(new IndexOfLargest(classes.size()), votes(pairs, classes.size()));
        double[] slopes = at.attribute("_probA").doubles();
        if (slopes.length > 0) {
            Numbers offsets = Numbers.of(at.attribute("_probB").doubles());
            int[] shares = program.add(new PairProbabilities(classes.size(), Numbers.of(slopes), offsets), pairs);
            outputs = ScorerProgram.join(outputs, shares);
        }
        return new Fitted(program.scorer(outputs), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, decision);
    }

    private boolean oneVersusRest() {
        return at.attribute("decision_function_shape").text().equals("ovr");
    }

    private int[] votes(int[] pairs, int classes) {
        boolean confident =
                classes > 2 && oneVersusRest() && at.attribute("break_ties").bool();
        return program.add(new PairVotes(classes, confident), pairs);
    }

    /** {@code decision_function}: of two classes the decision with the other sign. */
    private Scorer decision(int[] pairs, int classes) {
        if (classes == 2) {
            return program.scorer(program.add(new Affine(new Matrix(1, 1, Numbers.of(-1)), Numbers.of(0)), pairs));
        }
        return program.scorer(oneVersusRest() ? program.add(new PairVotes(classes, true), pairs) : pairs);
    }
}
