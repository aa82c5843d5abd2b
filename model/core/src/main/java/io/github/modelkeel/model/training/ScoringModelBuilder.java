package io.github.modelkeel.model.training;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.evaluation.CompiledModel;
import io.github.modelkeel.model.evaluation.Outcome;
import io.github.modelkeel.model.evaluation.ScoreFunctions;
import io.github.modelkeel.model.internal.Categories;
import io.github.modelkeel.model.scorer.LinearScorer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes models of their parts. By default a model predicts numbers, its scores go to the link as they are, and it
 * has no score functions. Not thread-safe.
 */
public final class ScoringModelBuilder {
    private Signature signature;
    private final FittedPreprocessing preprocessing;
    private final Scorer scorer;
    private final Link link;
    private double linkScale = 1;
    private List<String> classes = List.of();
    private DecisionRule rule = DecisionRule.MOST_PROBABLE;
    private List<List<String>> targets = List.of();
    private ScoreFunctions functions = ScoreFunctions.NONE;

    private ScoringModelBuilder(Signature signature, FittedPreprocessing preprocessing, Scorer scorer, Link link) {
        this.signature = Objects.requireNonNull(signature, "signature");
        this.preprocessing = Objects.requireNonNull(preprocessing, "preprocessing");
        this.scorer = Objects.requireNonNull(scorer, "scorer");
        this.link = Objects.requireNonNull(link, "link");
    }

    /**
     * The model of {@link #of(FittedPreprocessing, Column, Scorer, Link)} without further settings.
     *
     * @param preprocessing the preprocessing
     * @param output the output column
     * @param scorer the scorer
     * @param link the link
     * @return the model
     * @throws IllegalArgumentException if the scorer does not fit the preprocessing
     */
    public static ScoringModel model(FittedPreprocessing preprocessing, Column output, Scorer scorer, Link link) {
        return of(preprocessing, output, scorer, link).build();
    }

    /**
     * A linear model: the intercept plus each feature times its weight, added up in their order, and the link of the sum.
     *
     * @param preprocessing the preprocessing
     * @param output the output column
     * @param weights one finite weight a feature, in the order of {@link FittedPreprocessing#featureNames()}
     * @param intercept a finite number
     * @param link {@link Link#IDENTITY} for a regression, {@link Link#LOGISTIC} for a probability
     * @return the builder
     * @throws IllegalArgumentException if the weights are not as many as the features, or a number is not finite
     */
    public static ScoringModelBuilder linear(
            FittedPreprocessing preprocessing, Column output, double[] weights, double intercept, Link link) {
        return of(preprocessing, output, LinearScorer.of(weights, intercept), link);
    }

    /**
     * A model whose input columns are those of the preprocessing and that refuses unknown columns. Without further settings it predicts a
     * number, or several when the scorer has several outputs.
     *
     * @param preprocessing the preprocessing
     * @param output the output column
     * @param scorer the scorer
     * @param link the link
     * @return the builder
     */
    public static ScoringModelBuilder of(FittedPreprocessing preprocessing, Column output, Scorer scorer, Link link) {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(output, "output");
        return of(new Signature(preprocessing.columns(), output), preprocessing, scorer, link);
    }

    /**
     * As {@link #of(FittedPreprocessing, Column, Scorer, Link)}, but with a signature of its own, which may order the columns in
     * another way, make one required or optional, or give it a default.
     *
     * @param signature the signature
     * @param preprocessing the preprocessing
     * @param scorer the scorer
     * @param link the link
     * @return the builder
     */
    public static ScoringModelBuilder of(
            Signature signature, FittedPreprocessing preprocessing, Scorer scorer, Link link) {
        return new ScoringModelBuilder(signature, preprocessing, scorer, link);
    }

    /**
     * A builder that starts from a model; how its rows are read, which is set by {@code with…}, is not part of the model and is not kept.
     *
     * @param model the model
     * @return the builder
     */
    public static ScoringModelBuilder from(ScoringModel model) {
        ScoringModelBuilder builder = of(model.signature(), model.preprocessing(), model.scorer(), model.link());
        builder.linkScale = model.linkScale();
        builder.classes = model.classes();
        builder.rule = model.decisionRule();
        builder.targets = model.targets();
        builder.functions = new ScoreFunctions(
                model.decisionFunction().orElse(null), model.scoreSamples().orElse(null));
        return builder;
    }

    /**
     * A row's keys without an input column are ignored; by default such a row is refused.
     *
     * @return this
     */
    public ScoringModelBuilder ignoreUnknownColumns() {
        signature = signature.ignoringUnknownColumns();
        return this;
    }

    /**
     * The link is applied to the scores times a factor, as LightGBM does with its parameter {@code sigmoid}.
     *
     * @param factor a finite factor above 0
     * @return this
     * @throws IllegalArgumentException if the factor is not finite or not above 0
     */
    public ScoringModelBuilder linkScale(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("the link's factor must be finite and above 0: " + factor);
        }
        linkScale = factor;
        return this;
    }

    /**
     * As {@link #classes(List, DecisionRule)} with {@link DecisionRule#MOST_PROBABLE}.
     *
     * @param names two or more distinct names, the negative one of two first
     * @return this
     * @throws IllegalArgumentException if there are fewer than two names
     */
    public ScoringModelBuilder classes(List<String> names) {
        return classes(names, DecisionRule.MOST_PROBABLE);
    }

    /**
     * A classifier. With one score and two classes the link gives the positive one's probability; otherwise there is a score for each
     * class, or what the rule says.
     *
     * @param names two or more distinct names, the negative one of two first
     * @param decisionRule how the class of a row is found
     * @return this
     * @throws IllegalArgumentException if there are fewer than two names
     */
    public ScoringModelBuilder classes(List<String> names, DecisionRule decisionRule) {
        if (Objects.requireNonNull(names, "names").size() < 2) {
            throw new IllegalArgumentException("a classifier needs two classes or more: " + Categories.describe(names));
        }
        classes = List.copyOf(names);
        rule = Objects.requireNonNull(decisionRule, "decisionRule");
        targets = List.of();
        return this;
    }

    /**
     * A classifier of several targets. For each target in turn the scorer gives the index of its class and then, for all targets or for
     * none, the probability of each of its classes.
     *
     * @param names the names of each target's classes
     * @return this
     * @throws IllegalArgumentException if there is no target
     */
    public ScoringModelBuilder targets(List<List<String>> names) {
        if (Objects.requireNonNull(names, "names").isEmpty()) {
            throw new IllegalArgumentException("a classifier of several targets needs a target");
        }
        targets = List.copyOf(names);
        classes = List.of();
        rule = DecisionRule.FIRST_OUTPUT;
        return this;
    }

    /**
     * What scikit-learn calls {@code decision_function} and {@code score_samples}. For anomaly detection they are the product, where
     * the prediction only says on which side of a limit a row is. They belong to the model and are saved with it; a prediction does not
     * compute them, see {@link ScoringModel#withScores()}.
     *
     * @param decision the decision function: one score for a classifier of two classes or a detector, else one a class or a pair of
     *     classes; {@code null} for none
     * @param samples the score of samples, one number; {@code null} for none
     * @return this
     */
    public ScoringModelBuilder scoreFunctions(@Nullable Scorer decision, @Nullable Scorer samples) {
        functions = new ScoreFunctions(decision, samples);
        return this;
    }

    /**
     * Makes the model.
     *
     * @return the model
     * @throws IllegalArgumentException if the scorer or a score function does not fit the preprocessing, the signature does not have its
     *     columns, or the classes or targets do not fit the scorer, the link or the rule, or two of a kind have one name
     */
    public ScoringModel build() {
        Outcome outcome = new Outcome(link, linkScale, classes, rule, targets);
        return CompiledModel.of(signature, preprocessing, scorer, outcome, functions);
    }
}
