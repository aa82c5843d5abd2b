package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.DriftTest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state and chosen figures of each column of a report, for scripts. */
final class DriftFigures {
    /** A figure that a script may ask for. */
    enum Metric {
        PSI("psi"),
        KS("ks"),
        CHI_SQUARE("chi_square"),
        WASSERSTEIN("wasserstein"),
        WASSERSTEIN_NORMALISED("wasserstein_normalised"),
        JENSEN_SHANNON("jensen_shannon"),
        HELLINGER("hellinger"),
        TVD("tvd"),
        CRAMER_VON_MISES("cramer_von_mises"),
        MANN_WHITNEY("mann_whitney"),
        G("g"),
        Z("z");

        private final String text;

        Metric(String text) {
            this.text = text;
        }

        /** Also what the command line calls it, in any case, and the name in {@link DriftTest#names()} of those that are there. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final DriftReport report;
    private final Set<Metric> metrics;

    DriftFigures(DriftReport report, Set<Metric> metrics) {
        this.report = report;
        this.metrics = metrics;
    }

    void writeJson(OutputStream stream) throws IOException {
        try (JsonGenerator out = OutputRows.JSON.createGenerator(stream)) {
            out.writeStartObject();
            out.writeStringField("state", name(report.state()));
            out.writeObjectFieldStart("columns");
            for (ColumnDrift column : report.columns()) {
                out.writeObjectFieldStart(column.name());
                out.writeStringField("state", name(column.state()));
                for (Map.Entry<Metric, Map<String, Double>> figure :
                        figures(column).entrySet()) {
                    out.writeObjectFieldStart(figure.getKey().toString());
                    for (Map.Entry<String, Double> value : figure.getValue().entrySet()) {
                        out.writeNumberField(value.getKey(), value.getValue());
                    }
                    out.writeEndObject();
                }
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeEndObject();
            out.writeRaw('\n');
        }
        stream.flush();
    }

    /** A line of the data set, and one of each column. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(name(report.state()) + ": " + report.reason());
        for (ColumnDrift column : report.columns()) {
            StringBuilder line = new StringBuilder(column.name()).append(": ").append(name(column.state()));
            figures(column)
                    .forEach((metric, values) -> values.forEach((value, number) -> line.append(", ")
                            .append(metric)
                            .append(' ')
                            .append(value)
                            .append(' ')
                            .append(number)));
            lines.add(line.toString());
        }
        return lines;
    }

    /** A column that could not be compared has none. */
    private Map<Metric, Map<String, Double>> figures(ColumnDrift column) {
        Map<Metric, Map<String, Double>> figures = new LinkedHashMap<>();
        if (metrics.contains(Metric.PSI) && column.score().isPresent()) {
            figures.put(Metric.PSI, Map.of("statistic", column.score().get().psi()));
        }
        if (metrics.contains(Metric.KS) && column.kolmogorovSmirnov().isPresent()) {
            DriftTest test = column.kolmogorovSmirnov().get();
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("statistic", test.statistic());
            values.put("pvalue", test.pValue());
            figures.put(Metric.KS, values);
        }
        for (Metric metric : metrics) {
            DriftTest test = column.statistics().get(metric.toString());
            if (test != null) {
                figures.put(metric, figures(test));
            }
        }
        return figures;
    }

    /** A distance has no p-value. */
    private static Map<String, Double> figures(DriftTest test) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("statistic", test.statistic());
        if (!Double.isNaN(test.pValue())) {
            values.put("pvalue", test.pValue());
        }
        Number larger = test.figures().get("vargha_delaney_a");
        if (larger != null) {
            values.put("vargha_delaney_a", larger.doubleValue());
        }
        return values;
    }

    private static String name(DriftState state) {
        return switch (state) {
            case STABLE -> "STABLE";
            case SHIFTED -> "SHIFTED";
            case DRIFTED -> "DRIFTED";
            case UNDECIDED -> "UNDECIDED";
            case NOT_SCORED -> "NOT_SCORED";
        };
    }
}
