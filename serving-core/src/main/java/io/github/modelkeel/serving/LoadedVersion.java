package io.github.modelkeel.serving;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What gives predictions: a model together with its name and version, so that one read of one reference gives all three. Immutable and
 * safe for use by multiple threads.
 */
final class LoadedVersion {
    private final VersionId id;
    private final ScoringModel model;
    private final boolean scalar;
    private final Prediction.Origin origin;

    LoadedVersion(VersionId id, ScoringModel model) {
        this.id = id;
        this.model = model;
        this.scalar = model.isScalar();
        this.origin = new Prediction.Origin(id, scalar ? model.outputOfValue() : null);
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
        return new Prediction(origin, value);
    }

    private Prediction withVersion(Output output) {
        return new Prediction(origin, output);
    }

    @Override
    public String toString() {
        return "LoadedVersion[" + id.label() + "]";
    }
}
