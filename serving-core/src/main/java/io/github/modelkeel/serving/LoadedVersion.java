package io.github.modelkeel.serving;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.guard.Breaker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What gives predictions: a model together with its name and version, so that one read of one reference gives all three. Immutable and
 * safe for use by multiple threads.
 */
final class LoadedVersion {
    private final VersionId id;
    private final ScoringModel model;
    private final boolean scalar;
    private final Prediction.Provenance provenance;
    private final @Nullable Breaker breaker;
    private final @Nullable VersionCounts counts;

    LoadedVersion(VersionId id, ScoringModel model) {
        this(id, model, null, Prediction.Origin.LIVE, null);
    }

    private LoadedVersion(
            VersionId id,
            ScoringModel model,
            @Nullable Breaker breaker,
            Prediction.Origin origin,
            @Nullable VersionCounts counts) {
        this.id = id;
        this.model = model;
        this.scalar = model.isScalar();
        this.breaker = breaker;
        this.counts = counts;
        this.provenance = new Prediction.Provenance(id, scalar ? model.outputOfValue() : null, origin);
    }

    /** The same version, with a model that is set up, a count of its failures and one of its rows; null for none. */
    LoadedVersion with(ScoringModel setUp, @Nullable Breaker guarding, @Nullable VersionCounts counting) {
        return new LoadedVersion(id, setUp, guarding, provenance.origin(), counting);
    }

    /** The same, answering for another reason. */
    LoadedVersion with(Prediction.Origin origin) {
        return new LoadedVersion(id, model, breaker, origin, counts);
    }

    /** Why this version answers. */
    Prediction.Origin origin() {
        return provenance.origin();
    }

    /** Counts the failures of this version, if there is a guard. */
    @Nullable Breaker breaker() {
        return breaker;
    }

    /** What this version answered, if that is counted. */
    @Nullable VersionCounts counts() {
        return counts;
    }

    /** What a fallback says in place of this version. */
    Prediction instead(double value) {
        if (!scalar) {
            throw new IllegalStateException("one number cannot stand in for " + id.label()
                    + ", which says more of a row than a value; give Fallback.to another predictor");
        }
        return new Prediction(provenance.with(Prediction.Origin.FALLBACK), value);
    }

    /** Which version this is. */
    VersionId id() {
        return id;
    }

    /** The verified model. */
    ScoringModel model() {
        return model;
    }

    /** Whether the value is all there is to say, so that no output need be made. */
    boolean isScalar() {
        return scalar;
    }

    Prediction predict(Map<String, ?> row) {
        return scalar ? withVersion(model.predict(row)) : withVersion(model.predictOne(Rows.of(row)));
    }

    Prediction predict(Record row) {
        return scalar ? withVersion(model.predict(row)) : withVersion(model.predictOne(Rows.of(row)));
    }

    Prediction predictOne(Rows row) {
        return scalar ? withVersion(model.predictValue(row)) : withVersion(model.predictOne(row));
    }

    List<Prediction> predict(Rows rows) {
        return scalar
                ? Arrays.stream(model.predictValues(rows))
                        .mapToObj(this::withVersion)
                        .toList()
                : model.predict(rows).stream().map(this::withVersion).toList();
    }

    double[] predictValues(Rows rows) {
        return model.predictValues(rows);
    }

    private Prediction withVersion(double value) {
        return new Prediction(provenance, value);
    }

    private Prediction withVersion(Output output) {
        return new Prediction(provenance, output);
    }

    @Override
    public String toString() {
        return "LoadedVersion[" + id.label() + "]";
    }
}
