package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Estimated;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes the transformers of pipelines out of the estimator that holds them, because a scorer reads numbers alone and pipelines read
 * texts as well. All pipelines' features are side by side; each pipeline's own estimator reads its part of them. What reads the estimator's
 * parts is handed this, so that the readers of the estimators between need not know it. Immutable.
 */
final class Hoisting {
    /** Nothing was taken out. */
    static final Hoisting NONE = new Hoisting(new IdentityHashMap<>());

    private static final Set<String> OF_MEMBERS = Set.of(
            "sklearn.ensemble._voting.VotingRegressor",
            "sklearn.ensemble._voting.VotingClassifier",
            "sklearn.ensemble._stacking.StackingRegressor",
            "sklearn.ensemble._stacking.StackingClassifier",
            "sklearn.multioutput.MultiOutputRegressor",
            "sklearn.multioutput.MultiOutputClassifier",
            "sklearn.multiclass.OneVsRestClassifier",
            "sklearn.multiclass.OneVsOneClassifier");
    private static final String TARGET = "sklearn.compose._target.TransformedTargetRegressor";
    private static final String CALIBRATED = "sklearn.calibration.CalibratedClassifierCV";

    /**
     * What a pipeline's estimator reads.
     *
     * @param estimator the pipeline's last step
     * @param start the first of its features
     * @param features its features, as a block
     * @param all how many features all pipelines have
     */
    private record Part(Located estimator, int start, ColumnBlock features, int all) {}

    private final IdentityHashMap<Node, Part> parts;

    private Hoisting(IdentityHashMap<Node, Part> parts) {
        this.parts = parts;
    }

    /** The pipelines that an estimator hands its own columns to, when all of those that it holds are pipelines. */
    private static List<Located> pipelines(Located estimator) {
        String name = estimator.className();
        List<Located> inner = List.of();
        if (name.equals(TARGET)) {
            inner = List.of(estimator.attribute("regressor_"));
        } else if (OF_MEMBERS.contains(name) && !Values.flag(estimator, "passthrough", false)) {
            inner = estimator.attribute("estimators_").elements();
        } else if (name.equals(CALIBRATED)) {
            inner = estimator.attribute("calibrated_classifiers_").elements().stream()
                    .map(calibrated -> calibrated.attribute("estimator"))
                    .toList();
        }
        return inner.stream().allMatch(Pipelines::isPipeline) ? inner : List.of();
    }

    /** The estimator with its pipelines' features, if it holds nothing but pipelines. */
    static Optional<Estimated> read(Located estimator, ColumnBlock in, ProgramBuilder program, ModelParts outer) {
        List<Located> pipelines = pipelines(estimator);
        if (pipelines.isEmpty() || !outer.hoisting().parts.isEmpty()) {
            return Optional.empty();
        }
        List<ColumnBlock> blocks = new ArrayList<>();
        List<Located> last = new ArrayList<>();
        for (Located pipeline : pipelines) {
            List<Located> steps = Pipelines.steps(pipeline);
            if (steps.isEmpty()) {
                throw pipeline.refusal("the pipeline has no estimator");
            }
            ColumnBlock columnBlock = in;
            for (Located step : steps.subList(0, steps.size() - 1)) {
                columnBlock = outer.transformer(step, columnBlock, program);
            }
            Located inner = steps.get(steps.size() - 1);
            last.add(inner);
            blocks.add(FloatColumns.of(inner, columnBlock, program));
        }
        ColumnBlock all = ColumnBlock.join(blocks, false);
        IdentityHashMap<Node, Part> parts = new IdentityHashMap<>();
        int start = 0;
        for (int i = 0; i < blocks.size(); i++) {
            parts.put(pipelines.get(i).node(), new Part(last.get(i), start, blocks.get(i), all.size()));
            start += blocks.get(i).size();
        }
        Fitted fitted = new ModelParts(new Hoisting(parts)).estimator(estimator, all.size());
        return Optional.of(
                new Estimated(fitted.scorer().acceptsMissing() ? all : program.complete(all, estimator), fitted));
    }

    /** Whether an estimator is given the features of its pipelines, not the columns that it was fitted with. */
    boolean isHoisted(Located estimator) {
        return !parts.isEmpty()
                && !pipelines(estimator).isEmpty()
                && pipelines(estimator).stream().allMatch(pipeline -> parts.containsKey(pipeline.node()));
    }

    /** A pipeline whose transformers were taken out: its estimator, on its part of the features. */
    Optional<Fitted> find(Located pipeline, int features, PartReader reader) {
        Part part = parts.get(pipeline.node());
        if (part == null) {
            return Optional.empty();
        }
        if (features != part.all()) {
            throw pipeline.refusal("it is given " + features + " columns, not those of the estimator that holds it");
        }
        int width = part.features().size();
        Fitted inner = reader.estimator(part.estimator(), width);
        if (part.features().sparse()) {
            inner = BoosterWrappers.onSparse(part.estimator(), inner);
        }
        int[] own = IntStream.range(part.start(), part.start() + width).toArray();
        Scorer decision = inner.decision();
        Scorer samples = inner.samples();
        return Optional.of(new Fitted(
                on(inner.scorer(), own, features),
                inner.link(),
                inner.classes(),
                inner.labels(),
                decision == null ? null : on(decision, own, features),
                inner.targets(),
                samples == null ? null : on(samples, own, features)));
    }

    private static Scorer on(Scorer scorer, int[] own, int features) {
        ScorerProgram program = new ScorerProgram(features);
        return program.scorer(program.add(scorer, Link.IDENTITY, own));
    }
}
