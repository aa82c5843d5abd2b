package io.github.modelkeel.drift.report;

import com.grack.nanojson.JsonStringWriter;
import io.github.modelkeel.drift.json.JsonNumber;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes one column of a report as JSON. */
final class JsonColumn {
    private final JsonStringWriter json;

    JsonColumn(JsonStringWriter json) {
        this.json = json;
    }

    public void write(ColumnData column) {
        json.object();
        json.value("name", column.name());
        json.value("type", column.type().saved());
        json.value("state", column.stateName());
        json.value("reason", column.reason());
        share("excess", column.excess());
        share("adjusted_p_value", column.adjustedPValue());
        share("smallest_detectable_change", column.smallestDetectableChange());
        json.value("drifted", column.drifted());
        counts("reference", column.reference());
        counts("current", column.current());
        JsonNumber.write(json, "missing_p_value", column.missingPValue());
        share("out_of_range_share", column.outOfRangeShare());
        share("unseen_share", column.unseenShare());
        JsonReport.issues(json, column.issues());
        json.object("result");
        result(column);
        json.end();
        NumberDetail detail = column.detail();
        if (detail != null) {
            json.object("moments");
            moments("reference", detail.reference());
            moments("current", detail.current());
            json.end();
        }
        json.end();
    }

    private void counts(String name, ColumnData.Counts counts) {
        json.object(name);
        json.value("rows", counts.rows());
        json.value("missing", counts.missing());
        json.value("positive_infinite", counts.positiveInfinite());
        json.value("negative_infinite", counts.negativeInfinite());
        json.value("invalid", counts.invalid());
        json.end();
    }

    private void share(String name, OptionalDouble share) {
        if (share.isPresent()) {
            JsonNumber.write(json, name, share.getAsDouble());
        }
    }

    private void result(ColumnData column) {
        json.value("kind", column.resultKind());
        ScoreData scored = column.scored();
        if (scored != null) {
            scored(scored);
        } else {
            json.value("reason", column.noResult());
        }
    }

    private void scored(ScoreData scored) {
        json.value("n_reference", scored.nReference());
        json.value("n_current", scored.nCurrent());
        JsonNumber.write(json, "psi", scored.psi());
        JsonNumber.write(json, "psi_threshold", scored.threshold());
        JsonNumber.write(json, "psi_noise_floor", scored.noiseFloor());
        JsonNumber.write(json, "psi_excess", scored.excess());
        JsonNumber.write(json, "psi_p_value", scored.pValue());
        json.object("test");
        test(scored.test());
        json.end();
        statistics(scored.statistics());
        json.array("bins");
        for (ScoreData.Bin bin : scored.bins()) {
            json.object();
            json.value("label", bin.label());
            json.value("reference_count", bin.referenceCount());
            json.value("current_count", bin.currentCount());
            JsonNumber.write(json, "contribution", bin.contribution());
            json.end();
        }
        json.end();
    }

    /** Only what was asked for: a report without is as it was. */
    private void statistics(List<TestData> statistics) {
        if (statistics.isEmpty()) {
            return;
        }
        json.object("statistics");
        for (TestData statistic : statistics) {
            json.object(statistic.name());
            JsonNumber.write(json, "statistic", statistic.statistic());
            if (!Double.isNaN(statistic.pValue())) {
                JsonNumber.write(json, "p_value", statistic.pValue());
                json.value("exact", statistic.exact());
            }
            figures(statistic);
            json.end();
        }
        json.end();
    }

    private void test(TestData test) {
        json.value("name", test.name());
        JsonNumber.write(json, "statistic", test.statistic());
        JsonNumber.write(json, "p_value", test.pValue());
        JsonNumber.write(json, "adjusted_p_value", test.adjustedPValue());
        figures(test);
        if (!test.isEvidently()) {
            json.value("exact", test.exact());
        }
    }

    private void figures(TestData test) {
        for (Map.Entry<String, Number> figure : test.figures().entrySet()) {
            if (figure.getValue() instanceof Integer whole) {
                json.value(figure.getKey(), whole);
            } else {
                JsonNumber.write(json, figure.getKey(), figure.getValue().doubleValue());
            }
        }
    }

    private void moments(String name, Moments moments) {
        json.object(name);
        JsonNumber.write(json, "mean", moments.mean());
        JsonNumber.write(json, "standard_deviation", moments.standardDeviation());
        JsonNumber.write(json, "min", moments.min());
        JsonNumber.write(json, "median", moments.median());
        JsonNumber.write(json, "max", moments.max());
        json.end();
    }
}
