package io.github.modelkeel.drift.report;

import com.grack.nanojson.JsonStringWriter;
import io.github.modelkeel.drift.json.JsonNumber;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one column of a report as JSON. */
final class JsonColumn {
    /** The most categories of a column that are listed. */
    static final int MOST_CATEGORIES = 100;

    private final JsonStringWriter json;

    JsonColumn(JsonStringWriter json) {
        this.json = json;
    }

    public void write(ColumnData column) {
        json.object();
        json.value("name", Labels.whole(column.name()));
        json.value("type", column.type().saved());
        json.value("state", column.stateName());
        json.value("reason", Labels.whole(column.reason()));
        if (column.scored() != null) {
            json.value("change", Labels.whole(Effect.of(column)));
        }
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
        parts(column.parts());
        NumberDetail detail = column.detail();
        if (detail != null) {
            json.object("moments");
            moments("reference", detail.reference());
            moments("current", detail.current());
            json.end();
        }
        json.end();
    }

    /** Of dates; a report of other columns is as it was. */
    private void parts(List<ColumnData.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        json.array("date_parts");
        for (ColumnData.Part part : parts) {
            json.object();
            json.value("name", part.name());
            ScoreData scored = part.scored();
            json.value("kind", scored == null ? "not_applicable" : "scored");
            if (scored == null) {
                json.value("reason", part.noResult());
            } else {
                scored(scored);
            }
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
        bins(scored);
    }

    /** The bins of numbers, or the most frequent categories and the others together. */
    private void bins(ScoreData scored) {
        List<ScoreData.Bin> bins = scored.bins();
        List<ScoreData.Bin> shown = frequent(bins);
        List<String> labels = Labels.of(shown);
        json.array("bins");
        for (int i = 0; i < shown.size(); i++) {
            ScoreData.Bin bin = shown.get(i);
            json.object();
            json.value("label", labels.get(i));
            if (bin.interval() != null) {
                edge("lower", bin.interval().lower());
                edge("upper", bin.interval().upper());
            }
            counts(bin.referenceCount(), bin.currentCount(), bin.contribution());
        }
        json.end();
        if (shown.size() < bins.size()) {
            Set<ScoreData.Bin> known = new HashSet<>(shown);
            List<ScoreData.Bin> others =
                    bins.stream().filter(bin -> !known.contains(bin)).toList();
            json.object("other");
            json.value("categories", others.size());
            counts(
                    others.stream().mapToLong(ScoreData.Bin::referenceCount).sum(),
                    others.stream().mapToLong(ScoreData.Bin::currentCount).sum(),
                    others.stream().mapToDouble(ScoreData.Bin::contribution).sum());
        }
    }

    /** Of a long list of categories those that are most frequent on either side, in the order of the list. */
    private static List<ScoreData.Bin> frequent(List<ScoreData.Bin> bins) {
        if (bins.size() <= MOST_CATEGORIES || bins.get(0).interval() != null) {
            return bins;
        }
        Set<ScoreData.Bin> most = bins.stream()
                .sorted(Comparator.comparingLong(
                                (ScoreData.Bin bin) -> Math.max(bin.referenceCount(), bin.currentCount()))
                        .reversed())
                .limit(MOST_CATEGORIES)
                .collect(Collectors.toSet());
        return bins.stream().filter(most::contains).toList();
    }

    private void counts(long reference, long current, double contribution) {
        json.value("reference_count", reference);
        json.value("current_count", current);
        JsonNumber.write(json, "contribution", contribution);
        json.end();
    }

    /** Null where the interval is open. */
    private void edge(String name, double edge) {
        if (Double.isInfinite(edge)) {
            json.nul(name);
        } else {
            JsonNumber.write(json, name, edge);
        }
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
