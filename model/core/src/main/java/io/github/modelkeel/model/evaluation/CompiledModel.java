package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.row.Properties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model, checked and compiled. Immutable and safe for use by multiple threads. */
public final class CompiledModel implements ScoringModel {
    private final ModelParts parts;
    private final Inference inference;

    private CompiledModel(ModelParts parts, Inference inference) {
        this.parts = parts;
        this.inference = inference;
    }

    /**
     * Compiles a model.
     *
     * @param signature the columns
     * @param preprocessing the way from a row to features
     * @param scorer the way from features to scores
     * @param outcome the way from scores to outputs
     * @param functions what is computed besides
     * @return the model
     * @throws IllegalArgumentException if the parts do not fit each other
     */
    public static CompiledModel of(
            Signature signature,
            FittedPreprocessing preprocessing,
            Scorer scorer,
            Outcome outcome,
            ScoreFunctions functions) {
        ModelParts parts = new ModelParts(signature, preprocessing, scorer, outcome, functions);
        return new CompiledModel(parts, new Inference(parts));
    }

    @Override
    public CompiledModel withInputPolicy(InputPolicy inputPolicy) {
        return withInputPolicy(inputPolicy, kind -> {});
    }

    @Override
    public CompiledModel withInputPolicy(InputPolicy inputPolicy, Consumer<InvalidInputException.Kind> onTolerated) {
        Objects.requireNonNull(inputPolicy, "inputPolicy");
        Objects.requireNonNull(onTolerated, "onTolerated");
        return with(inference.with(inference.reader().rules().with(inputPolicy, onTolerated)));
    }

    @Override
    public CompiledModel withBooleansAsNumbers() {
        return with(inference.with(inference.reader().rules().withBooleansAsNumbers()));
    }

    @Override
    public CompiledModel withPropertyNames(UnaryOperator<String> columnOf) {
        return with(properties().mappedBy(columnOf));
    }

    @Override
    public CompiledModel withRelaxedPropertyNames() {
        return with(properties().relaxedNames());
    }

    @Override
    public CompiledModel ignoringExtraProperties() {
        return with(properties().ignoringExtra());
    }

    private Properties properties() {
        return inference.reader().rules().properties();
    }

    private CompiledModel with(Properties properties) {
        return with(inference.with(inference.reader().rules().with(properties)));
    }

    @Override
    public CompiledModel withScores() {
        return with(inference.withScores());
    }

    private CompiledModel with(Inference other) {
        return new CompiledModel(parts, other);
    }

    @Override
    public double predict(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        return inference.value(row);
    }

    @Override
    public double predict(Record row) {
        Objects.requireNonNull(row, "row");
        return inference.value(row);
    }

    @Override
    public @Nullable Object[] propertyValues(Object row) {
        return inference.reader().propertyValues(Objects.requireNonNull(row, "row"));
    }

    @Override
    public Signature.Row newRow() {
        return inference.emptyRow();
    }

    @Override
    public List<Output> predict(Rows rows) {
        return inference.outputs(Objects.requireNonNull(rows, "rows"));
    }

    @Override
    public int check(Rows rows) {
        return inference.check(Objects.requireNonNull(rows, "rows"));
    }

    @Override
    public double[] predictValues(Rows rows) {
        return inference.values(Objects.requireNonNull(rows, "rows"));
    }

    @Override
    public Output predictOne(Rows row) {
        return inference.output(Objects.requireNonNull(row, "row"));
    }

    @Override
    public double predictValue(Rows row) {
        return inference.value(Objects.requireNonNull(row, "row"));
    }

    @Override
    public boolean isScalar() {
        return !inference.hasScores() && parts.outcome().isScalar(parts.scorer().outputs());
    }

    @Override
    public DoubleFunction<Output> outputOfValue() {
        if (!isScalar()) {
            throw new IllegalStateException("the output of a row is more than its value; ask for predictOne(row)");
        }
        return parts.outcome()::ofValue;
    }

    /** Whether trees look at the columns themselves. */
    boolean isFused() {
        return inference.isFused();
    }

    @Override
    public List<String> steps() {
        return parts.steps();
    }

    @Override
    public Map<String, Double> importance() {
        return parts.importance();
    }

    @Override
    public Map<String, Double> columnImportance() {
        return inference.columnImportance();
    }

    @Override
    public Signature signature() {
        return parts.signature();
    }

    @Override
    public Map<String, List<String>> categories() {
        return inference.reader().categories();
    }

    @Override
    public FittedPreprocessing preprocessing() {
        return parts.preprocessing();
    }

    @Override
    public Scorer scorer() {
        return parts.scorer();
    }

    @Override
    public Link link() {
        return parts.outcome().link();
    }

    @Override
    public double linkScale() {
        return parts.outcome().linkScale();
    }

    @Override
    public List<String> classes() {
        return parts.outcome().classes();
    }

    @Override
    public List<List<String>> targets() {
        return parts.outcome().targets();
    }

    @Override
    public DecisionRule decisionRule() {
        return parts.outcome().rule();
    }

    @Override
    public Optional<Scorer> decisionFunction() {
        return Optional.ofNullable(parts.functions().decision());
    }

    @Override
    public Optional<Scorer> scoreSamples() {
        return Optional.ofNullable(parts.functions().samples());
    }

    @Override
    public boolean hasProbabilities() {
        return parts.outcome().hasProbabilities(scorer().outputs());
    }

    @Override
    public int outputCount() {
        return parts.outcome().count(scorer().outputs());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompiledModel that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "ScoringModel[inputs="
                + signature().inputs().stream().map(Column::name).toList() + ", scorer=" + scorer() + ", link=" + link()
                + "]";
    }
}
