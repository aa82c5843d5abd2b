package io.github.modelkeel.drift;

import static io.github.modelkeel.drift.JsonReport.number;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalDouble;

/** Writes one column of a report as JSON. */
final class JsonColumn {
    private final JsonGenerator json;

    JsonColumn(JsonGenerator json) {
        this.json = json;
    }

    void write(ColumnDrift column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", ReportNames.of(column.type()));
        json.writeStringField("state", ReportNames.of(column.state()));
        json.writeStringField("reason", column.reason());
        share("excess", column.excess());
        share("adjusted_p_value", column.adjustedPValue());
        share("smallest_detectable_change", column.smallestDetectableChange());
        json.writeBooleanField("drifted", column.drifted());
        counts("reference", column.reference());
        counts("current", column.current());
        number(json, "missing_p_value", column.missingPValue());
        share("out_of_range_share", column.outOfRangeShare());
        share("unseen_share", column.unseenShare());
        JsonReport.issues(json, column.issues());
        json.writeObjectFieldStart("result");
        result(column.result());
        json.writeEndObject();
        NumberDetail detail = column.detail();
        if (detail != null) {
            json.writeObjectFieldStart("moments");
            moments("reference", detail.reference());
            moments("current", detail.current());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void counts(String name, ColumnDrift.Counts counts) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("rows", counts.rows());
        json.writeNumberField("missing", counts.missing());
        json.writeNumberField("positive_infinite", counts.positiveInfinite());
        json.writeNumberField("negative_infinite", counts.negativeInfinite());
        json.writeNumberField("invalid", counts.invalid());
        json.writeEndObject();
    }

    private void share(String name, OptionalDouble share) throws IOException {
        if (share.isPresent()) {
            number(json, name, share.getAsDouble());
        }
    }

    private void result(ColumnResult result) throws IOException {
        if (result instanceof ColumnResult.Scored scored) {
            json.writeStringField("kind", "scored");
            scored(scored);
        } else if (result instanceof ColumnResult.NotApplicable none) {
            json.writeStringField("kind", "not_applicable");
            json.writeStringField("reason", none.reason());
        } else if (result instanceof ColumnResult.Failed failed) {
            json.writeStringField("kind", "failed");
            json.writeStringField("reason", failed.reason());
        }
    }

    private void scored(ColumnResult.Scored scored) throws IOException {
        json.writeNumberField("n_reference", scored.nReference());
        json.writeNumberField("n_current", scored.nCurrent());
        number(json, "psi", scored.score().psi());
        number(json, "psi_threshold", scored.score().threshold());
        number(json, "psi_noise_floor", scored.score().noiseFloor());
        number(json, "psi_excess", scored.score().excess());
        number(json, "psi_p_value", scored.score().pValue());
        json.writeObjectFieldStart("test");
        test(scored.test());
        json.writeEndObject();
        json.writeArrayFieldStart("bins");
        for (ColumnResult.Bin bin : scored.bins()) {
            json.writeStartObject();
            json.writeStringField("label", bin.label());
            json.writeNumberField("reference_count", bin.referenceCount());
            json.writeNumberField("current_count", bin.currentCount());
            number(json, "contribution", bin.contribution());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void test(DriftTest test) throws IOException {
        json.writeStringField("name", test.name());
        number(json, "statistic", test.statistic());
        number(json, "p_value", test.pValue());
        number(json, "adjusted_p_value", test.adjustedPValue());
        if (test instanceof DriftTest.KolmogorovSmirnovTest ks) {
            number(json, "location", ks.location());
            json.writeNumberField("sign", ks.sign());
            number(json, "limit_p_value", ks.limitPValue());
            json.writeBooleanField("exact", ks.exact());
        } else if (test instanceof DriftTest.ChiSquareTest chi) {
            json.writeNumberField("dof", chi.dof());
            number(json, "cramers_v", chi.cramersV());
            json.writeBooleanField("exact", chi.exact());
        } else if (test instanceof DriftTest.EvidentlyTest evidently) {
            number(json, "threshold", evidently.threshold());
        }
    }

    private void moments(String name, Moments moments) throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "mean", moments.mean());
        number(json, "standard_deviation", moments.standardDeviation());
        number(json, "min", moments.min());
        number(json, "median", moments.median());
        number(json, "max", moments.max());
        json.writeEndObject();
    }
}
