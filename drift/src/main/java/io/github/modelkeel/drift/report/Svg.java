package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.Locale;

/** The small drawings of the table. Colours are attributes too, so that they survive where the page's style is blocked. */
final class Svg {
    static final String REFERENCE = "class=\"r\" fill=\"#8a97a6\"";
    static final String CURRENT = "class=\"c\" fill=\"#c2570c\"";
    static final String GRID = "class=\"g\" stroke=\"#e3e1dc\"";
    private static final double SPARK_WIDTH = 104;
    private static final double SPARK_HEIGHT = 30;
    private static final double METER_WIDTH = 130;

    private Svg() {}

    public static String at(double coordinate) {
        double rounded = Math.rint(coordinate * 10) / 10;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }

    static String rect(double x, double y, double width, double height, String style) {
        return "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) + "\" height=\"" + at(height)
                + "\" " + style + "/>";
    }

    public static String line(double x1, double y1, double x2, double y2, String style) {
        return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" " + style
                + "/>";
    }

    /** Both distributions as tiny bars: the reference wide behind, the current narrow before it. */
    static String sparkline(BarSeries bars) {
        StringBuilder svg = new StringBuilder(
                        "<svg width=\"104\" height=\"30\" viewBox=\"0 0 104 30\" role=\"img\" aria-label=\"")
                .append(Html.escape(bars.description()))
                .append("\">");
        double slot = SPARK_WIDTH / bars.size();
        double scale = (SPARK_HEIGHT - 1) / bars.highest();
        for (int i = 0; i < bars.size(); i++) {
            double before = bars.reference(i) * scale;
            double after = bars.current(i) * scale;
            svg.append(rect(i * slot, SPARK_HEIGHT - before, slot * 0.88, before, REFERENCE));
            svg.append(rect(i * slot + slot * 0.27, SPARK_HEIGHT - after, slot * 0.34, after, CURRENT));
        }
        return svg.append("</svg>").toString();
    }

    /** The score on a scale of the noise floor, which is shaded, and two and a half thresholds above it; a line marks the first of them. */
    static String meter(ScoreData score) {
        double end =
                score.noiseFloor() + (score.threshold() > 0 ? 2.5 * score.threshold() : Math.max(score.psi(), 0.1));
        double scale = METER_WIDTH / end;
        double length = Math.min(METER_WIDTH, score.psi() * scale);
        double mark = Math.min(METER_WIDTH, (score.noiseFloor() + score.threshold()) * scale);
        double noise = Math.min(METER_WIDTH, score.noiseFloor() * scale);
        String label = "PSI " + Numerals.score(score.psi()) + ", threshold " + Numerals.score(score.threshold())
                + ", noise floor " + Numerals.score(score.noiseFloor());
        return "<svg width=\"130\" height=\"18\" viewBox=\"0 0 130 18\" role=\"img\" aria-label=\"" + label + "\">"
                + rect(0, 5, METER_WIDTH, 8, "rx=\"2\" class=\"t\" fill=\"#eceae5\"")
                + rect(0, 1, noise, 16, "class=\"noise\" fill=\"#8a97a6\" fill-opacity=\"0.4\"")
                + rect(0, 5, length, 8, "rx=\"2\" " + CURRENT)
                + line(mark, 0, mark, 18, "class=\"k\" stroke=\"#1d2329\" stroke-width=\"1.5\"")
                + "</svg>";
    }
}
