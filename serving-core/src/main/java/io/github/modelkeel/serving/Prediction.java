package io.github.modelkeel.serving;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.log.EntryId;
import io.github.modelkeel.serving.version.Provenance;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.VersionId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Output} for a row, and which model version gave it. Immutable and safe for use by multiple threads. What the model does not
 * have is an {@link IllegalStateException} that says what to ask for instead.
 */
public final class Prediction {
    private final Provenance provenance;
    private final double value;
    private final @Nullable EntryId id;

    /** Made when it is asked for, where the value is all there is to say; two threads may each make an equal one. */
    private @Nullable Output output;

    /** Why it was this version that answered. Immutable, as every enum is. */
    public enum Origin {
        /** The registry names it. */
        LIVE,
        /** It was served before on this machine, and the registry has not confirmed it since the start. */
        LAST_KNOWN_GOOD,
        /** The version that the registry names failed in service, see {@link Guard}; this is the one before it. */
        ROLLED_BACK,
        /** No version: the {@link Fallback} answered. Name and version are those of the model that it stands in for. */
        FALLBACK
    }

    /** Of a model whose value is all there is to say. */
    Prediction(Provenance provenance, double value) {
        this(provenance, value, null, null);
    }

    Prediction(Provenance provenance, Output output) {
        this(provenance, output.value(), output, null);
    }

    private Prediction(Provenance provenance, double value, @Nullable Output output, @Nullable EntryId id) {
        this.provenance = provenance;
        this.value = value;
        this.output = output;
        this.id = id;
    }

    /** The same, written down. */
    Prediction loggedAs(EntryId as) {
        return new Prediction(provenance, value, output, as);
    }

    Provenance provenance() {
        return provenance;
    }

    /** The output, unless the value is all there is to say and no caller asked for more. */
    @Nullable Output madeOutput() {
        return output;
    }

    /**
     * What the prediction is known by in the {@link PredictionLog}, for {@link Predictor#feedback(String, Object)}.
     *
     * @return the id; empty when the prediction is not logged: there is no log, it was not one of its sample, or the log's queue was full
     */
    public Optional<String> id() {
        return Optional.ofNullable(id).map(EntryId::toString);
    }

    /**
     * The row in one number, see {@link Output#value()}: a regression's number, the probability of the positive class of a classifier of
     * two, or the index of a class.
     *
     * @return a finite number
     */
    public double value() {
        return value;
    }

    /** {@return the registered model's name; the model id for an address that names no registered model} */
    public String modelName() {
        return provenance.id().name();
    }

    /** {@return the registered version, from 1; 0 for an address that names no registered model} */
    public int modelVersion() {
        return provenance.id().version();
    }

    /**
     * What identifies the files of the version that answered.
     *
     * @return SHA-256 of its manifest, in hexadecimal digits; empty for a version without a manifest
     */
    public Optional<String> digest() {
        return Optional.ofNullable(provenance.id().digest());
    }

    /** {@return why it was this version that answered} */
    public Origin origin() {
        return switch (provenance.reason()) {
            case LIVE -> Origin.LIVE;
            case LAST_KNOWN_GOOD -> Origin.LAST_KNOWN_GOOD;
            case ROLLED_BACK -> Origin.ROLLED_BACK;
            case FALLBACK -> Origin.FALLBACK;
        };
    }

    /** The same in place of what the given version would have said. */
    Prediction insteadOf(VersionId id) {
        Provenance instead = new Provenance(id, provenance.outputOfValue(), Reason.FALLBACK);
        Output made = output;
        return made == null ? new Prediction(instead, value) : new Prediction(instead, made);
    }

    /** {@return everything the model says of the row} */
    public Output output() {
        Output made = output;
        if (made == null) {
            made = Objects.requireNonNull(provenance.outputOfValue()).apply(value);
            output = made;
        }
        return made;
    }

    /** {@return a classifier's classes, of two the negative one first; empty for a regression, see {@link Output#classes()}} */
    public List<String> classes() {
        return output().classes();
    }

    /**
     * The class that the model decides for: mostly the one with the highest probability.
     *
     * @return the class
     * @throws IllegalStateException if the model is a regression, or a classifier with several targets
     */
    public String label() {
        return part(Output::label);
    }

    /**
     * The probability of each class.
     *
     * @return the probabilities by class, in the order of the classes; a new map each time
     * @throws IllegalStateException if the model is a regression, a classifier with several targets, or one that gives no
     *     probabilities, as a linear support vector machine
     */
    public Map<String, Double> probabilities() {
        return part(Output::probabilities);
    }

    /**
     * The numbers of a regression, one for each of its outputs.
     *
     * @return one number or more, {@link #value} first
     * @throws IllegalStateException if the model is a classifier
     */
    public List<Double> values() {
        return part(Output::values);
    }

    /**
     * What a classifier with several targets predicts for each of them, in their order.
     *
     * @return for each target its label, and the probability of each of its classes where the model gives them
     * @throws IllegalStateException if the model is not a classifier with several targets
     */
    public List<Output.Target> targets() {
        return part(Output::targets);
    }

    /**
     * What scikit-learn calls {@code decision_function}, see {@link Output#decisionFunction()}.
     *
     * @return one score or more
     * @throws IllegalStateException if the model has no decision function, or the predictor was made without
     *     {@link PredictorBuilder#scores(boolean)}
     */
    public List<Double> decisionFunction() {
        requireScores(output().hasDecisionFunction(), "decision function");
        return output().decisionFunction();
    }

    /**
     * What scikit-learn calls {@code score_samples}, see {@link Output#scoreSamples()}.
     *
     * @return the score
     * @throws IllegalStateException if the model has no score of samples, or the predictor was made without
     *     {@link PredictorBuilder#scores(boolean)}
     */
    public double scoreSamples() {
        requireScores(output().hasScoreSamples(), "score of samples");
        return output().scoreSamples();
    }

    private void requireScores(boolean has, String name) {
        if (!has) {
            throw new IllegalStateException("there is no " + name + ": either " + modelName()
                    + " has none, or its predictor was made without PredictorBuilder.scores(true)");
        }
    }

    private <T> T part(Function<Output, T> part) {
        try {
            return part.apply(output());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(provenance.id().label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that
                && modelVersion() == that.modelVersion()
                && modelName().equals(that.modelName())
                && output().equals(that.output());
    }

    @Override
    public int hashCode() {
        return Objects.hash(modelName(), modelVersion(), value);
    }

    @Override
    public String toString() {
        return "Prediction[" + provenance.id().label() + ": " + output() + "]";
    }
}
