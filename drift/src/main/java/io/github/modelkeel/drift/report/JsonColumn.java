package io.github.modelkeel.drift.report;

import static io.github.modelkeel.drift.report.JsonReport.number;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.drift.statistics.Moments;
import java.io.IOException;
import java.util.OptionalDouble;

/** Writes one column of a report as JSON. */
final class JsonColumn {
    private final JsonGenerator json;

    JsonColumn(JsonGenerator json) {
        this.json = json;
    }

    public void write(ColumnData column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type().saved());
        json.writeStringField("state", column.stateName());
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
        result(column);
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

    private void counts(String name, ColumnData.Counts counts) throws IOException {
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

    private void result(ColumnData column) throws IOException {
        json.writeStringField("kind", column.resultKind());
        ScoreData scored = column.scored();
        if (scored != null) {
            scored(scored);
        } else {
            json.writeStringField("reason", column.noResult());
        }
    }

    private void scored(ScoreData scored) throws IOException {
        json.writeNumberField("n_reference", scored.nReference());
        json.writeNumberField("n_current", scored.nCurrent());
        number(json, "psi", scored.psi());
        number(json, "psi_threshold", scored.threshold());
        number(json, "psi_noise_floor", scored.noiseFloor());
        number(json, "psi_excess", scored.excess());
        number(json, "psi_p_value", scored.pValue());
        json.writeObjectFieldStart("test");
        test(scored.test());
        json.writeEndObject();
        json.writeArrayFieldStart("bins");
        for (ScoreData.Bin bin : scored.bins()) {
            json.writeStartObject();
            json.writeStringField("label", bin.label());
            json.writeNumberField("reference_count", bin.referenceCount());
            json.writeNumberField("current_count", bin.currentCount());
            number(json, "contribution", bin.contribution());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void test(TestData test) throws IOException {
        json.writeStringField("name", test.name());
        number(json, "statistic", test.statistic());
        number(json, "p_value", test.pValue());
        number(json, "adjusted_p_value", test.adjustedPValue());
        if (test instanceof TestData.Ks ks) {
            number(json, "location", ks.location());
            json.writeNumberField("sign", ks.sign());
            number(json, "limit_p_value", ks.limitPValue());
            json.writeBooleanField("exact", ks.exact());
        } else if (test instanceof TestData.Chi chi) {
            json.writeNumberField("dof", chi.dof());
            number(json, "cramers_v", chi.cramersV());
            json.writeBooleanField("exact", chi.exact());
        } else if (test instanceof TestData.Evidently evidently) {
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
