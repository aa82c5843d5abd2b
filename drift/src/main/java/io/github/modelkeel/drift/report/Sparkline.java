package io.github.modelkeel.drift.report;

import static io.github.modelkeel.drift.report.Svg.at;

import io.github.modelkeel.drift.message.Numerals;

/** The small drawings in the row of a column. */
final class Sparkline {
    private static final int SPARK_HEIGHT = 30;
    private static final int SPARK_SLOT = 4;
    private static final double METER_WIDTH = 90;

    private Sparkline() {}

    /** The shape of both sides, tiny: the reference as an area, the current side as a line before it. */
    static String shape(ColumnData column, ScoreData scored) {
        NumberDetail detail = column.detail();
        if (detail != null) {
            Histogram shape = detail.shape();
            return spark(shape.reference(), shape.current(), shape.highest(), Effect.of(column));
        }
        BarSeries bars = BarSeries.of(scored);
        return spark(bars.reference(), bars.current(), bars.highest(), bars.description());
    }

    private static String spark(double[] reference, double[] current, double highest, String description) {
        return "<svg class=\"s\" width=\"104\" height=\"30\" viewBox=\"0 0 " + SPARK_SLOT * reference.length
                + " 30\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"" + Html.escape(description)
                + "\"><path " + Svg.REFERENCE + " d=\"" + steps(reference, highest) + "z\"/><path " + Svg.CURRENT_LINE
                + " vector-effect=\"non-scaling-stroke\" d=\"" + steps(current, highest) + "\"/></svg>";
    }

    /** From the ground up, along the tops, and down again; a share that is not nothing is seen. */
    private static String steps(double[] shares, double highest) {
        StringBuilder path = new StringBuilder("M0 ").append(SPARK_HEIGHT);
        int level = SPARK_HEIGHT;
        int run = 0;
        for (double share : shares) {
            int height = share > 0 ? Math.max(1, (int) Math.rint(share / highest * (SPARK_HEIGHT - 2))) : 0;
            int next = SPARK_HEIGHT - height;
            if (next != level) {
                if (run > 0) {
                    path.append('h').append(run);
                    run = 0;
                }
                path.append('v').append(next - level);
                level = next;
            }
            run += SPARK_SLOT;
        }
        return path.append('h').append(run).append('V').append(SPARK_HEIGHT).toString();
    }

    /** The score on a scale of the noise floor, which is shaded, and two and a half thresholds above it; a line marks the first of them. */
    static String meter(ScoreData score) {
        double end =
                score.noiseFloor() + (score.threshold() > 0 ? 2.5 * score.threshold() : Math.max(score.psi(), 0.1));
        double scale = METER_WIDTH / end;
        double length = Math.min(METER_WIDTH, score.psi() * scale);
        double mark = Math.min(METER_WIDTH, (score.noiseFloor() + score.threshold()) * scale);
        double noise = Math.min(METER_WIDTH, score.noiseFloor() * scale);
        String label = "threshold " + Numerals.score(score.threshold()) + ", noise floor "
                + Numerals.score(score.noiseFloor());
        return "<svg width=\"90\" height=\"16\" role=\"img\" aria-label=\"" + label + "\"><title>" + label
                + "</title><path class=\"t\" fill=\"#eceae5\" d=\"M0 4h90v8H0z\"/>"
                + box(noise, 1, 14, "class=\"noise\" fill=\"#8a97a6\" fill-opacity=\"0.4\"")
                + box(length, 4, 8, Svg.CURRENT)
                + "<path class=\"k\" stroke=\"#1d2329\" stroke-width=\"1.5\" d=\"M" + at(mark) + " 0v16\"/></svg>";
    }

    private static String box(double width, int y, int height, String style) {
        return width < 0.05 ? "" : "<path " + style + " d=\"M0 " + y + "h" + at(width) + "v" + height + "H0z\"/>";
    }
}
