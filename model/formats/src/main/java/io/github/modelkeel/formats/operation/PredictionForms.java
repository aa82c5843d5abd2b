package io.github.modelkeel.formats.operation;

import static io.github.modelkeel.formats.operation.FormField.bool;
import static io.github.modelkeel.formats.operation.FormField.constant;
import static io.github.modelkeel.formats.operation.FormField.indices;
import static io.github.modelkeel.formats.operation.FormField.integer;
import static io.github.modelkeel.formats.operation.FormField.matrix;
import static io.github.modelkeel.formats.operation.FormField.number;
import static io.github.modelkeel.formats.operation.FormField.numbers;
import static io.github.modelkeel.formats.operation.FormField.scorer;

import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.BoostedLogs;
import io.github.modelkeel.model.operation.BoostedVotes;
import io.github.modelkeel.model.operation.CenteredSoftmaxOfLogs;
import io.github.modelkeel.model.operation.ClippedHalf;
import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.GaussianLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.IsolationLabel;
import io.github.modelkeel.model.operation.IsolationScore;
import io.github.modelkeel.model.operation.Neighbors;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.PairChoices;
import io.github.modelkeel.model.operation.PairProbabilities;
import io.github.modelkeel.model.operation.PairVotes;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.model.operation.SupportVectors;
import io.github.modelkeel.model.operation.VoteCount;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.model.operation.WeightedMedian;
import org.jspecify.annotations.Nullable;

/** The forms of the operations that compute a prediction and combine several. See {@link OperationTypes}. */
final class PredictionForms {
    private PredictionForms() {}

    static @Nullable Form<? extends Operation> find(String name, ValueForm scorers) {
        return switch (name) {
            case "activation" ->
                Form.of(
                        Activation.class,
                        constant("form", Activation.Form.values(), OperationNames::of, Activation::form),
                        integer("size", Activation::size),
                        Activation::new);
            case "affine" ->
                Form.of(
                        Affine.class,
                        matrix("weights", Affine::weights),
                        numbers("intercepts", Affine::intercepts),
                        Affine::new);
            case "boosted_logs" ->
                Form.of(BoostedLogs.class, integer("classes", BoostedLogs::classes), BoostedLogs::new);
            case "boosted_votes" ->
                Form.of(
                        BoostedVotes.class,
                        integer("classes", BoostedVotes::classes),
                        numbers("weights", BoostedVotes::weights),
                        number("divisor", BoostedVotes::divisor),
                        BoostedVotes::new);
            case "centered_log_shares" ->
                Form.of(
                        CenteredSoftmaxOfLogs.class,
                        integer("size", CenteredSoftmaxOfLogs::size),
                        CenteredSoftmaxOfLogs::new);
            case "clipped_half" -> Form.of(ClippedHalf.class, integer("size", ClippedHalf::size), ClippedHalf::new);
            case "constant" -> Form.of(Constant.class, numbers("values", Constant::values), Constant::new);
            case "float_affine" ->
                Form.of(
                        FloatAffine.class,
                        matrix("weights", FloatAffine::weights),
                        numbers("intercepts", FloatAffine::intercepts),
                        FloatAffine::new);
            case "gaussian_logs" ->
                Form.of(
                        GaussianLogs.class,
                        matrix("means", GaussianLogs::means),
                        matrix("variances", GaussianLogs::variances),
                        numbers("priors", GaussianLogs::priors),
                        numbers("normals", GaussianLogs::normals),
                        GaussianLogs::new);
            case "index_of_largest" ->
                Form.of(IndexOfLargest.class, integer("size", IndexOfLargest::size), IndexOfLargest::new);
            case "isolation_label" ->
                Form.of(
                        IsolationLabel.class,
                        number("divisor", IsolationLabel::divisor),
                        number("offset", IsolationLabel::offset),
                        IsolationLabel::new);
            case "isolation_score" ->
                Form.of(IsolationScore.class, number("divisor", IsolationScore::divisor), IsolationScore::new);
            case "log_shares" -> Form.of(SoftmaxOfLogs.class, integer("size", SoftmaxOfLogs::size), SoftmaxOfLogs::new);
            case "neighbors" ->
                Form.of(
                        Neighbors.class,
                        matrix("points", Neighbors::points),
                        matrix("values", Neighbors::values),
                        integer("count", Neighbors::count),
                        number("power", Neighbors::power),
                        bool("by_distance", Neighbors::byDistance),
                        Neighbors::new);
            case "one_hot" -> Form.of(OneHot.class, integer("outputs", OneHot::outputs), OneHot::new);
            case "pair_choices" ->
                Form.of(PairChoices.class, integer("classes", PairChoices::classes), PairChoices::new);
            case "pair_probabilities" ->
                Form.of(
                        PairProbabilities.class,
                        integer("classes", PairProbabilities::classes),
                        numbers("slopes", PairProbabilities::slopes),
                        numbers("offsets", PairProbabilities::offsets),
                        PairProbabilities::new);
            case "pair_votes" ->
                Form.of(
                        PairVotes.class,
                        integer("classes", PairVotes::classes),
                        bool("confident", PairVotes::confident),
                        PairVotes::new);
            case "score" ->
                Form.of(
                        Score.class,
                        scorer("scorer", scorers, Score::scorer),
                        constant("link", Link.values(), FileNames::of, Score::link),
                        Score::new);
            case "shares" -> Form.of(NormalizeToSum.class, integer("size", NormalizeToSum::size), NormalizeToSum::new);
            case "support_kernel" ->
                Form.of(
                        SupportKernel.class,
                        matrix("vectors", SupportKernel::vectors),
                        constant("form", SupportKernel.Form.values(), OperationNames::of, SupportKernel::form),
                        number("gamma", SupportKernel::gamma),
                        number("offset", SupportKernel::offset),
                        integer("degree", SupportKernel::degree),
                        SupportKernel::new);
            case "support_vectors" ->
                Form.of(
                        SupportVectors.class,
                        matrix("coefficients", SupportVectors::coefficients),
                        indices("counts", SupportVectors::counts),
                        numbers("intercepts", SupportVectors::intercepts),
                        SupportVectors::new);
            case "vote_count" ->
                Form.of(
                        VoteCount.class,
                        integer("classes", VoteCount::classes),
                        numbers("weights", VoteCount::weights),
                        VoteCount::new);
            case "weighted_mean" ->
                Form.of(
                        WeightedMean.class,
                        integer("members", WeightedMean::members),
                        integer("width", WeightedMean::width),
                        numbers("weights", WeightedMean::weights),
                        number("divisor", WeightedMean::divisor),
                        WeightedMean::new);
            case "weighted_median" ->
                Form.of(WeightedMedian.class, numbers("weights", WeightedMedian::weights), WeightedMedian::new);
            default -> null;
        };
    }
}
