package io.github.modelkeel.drift.report;

import static io.github.modelkeel.drift.report.Svg.at;

import io.github.modelkeel.drift.message.Numerals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The drawings of a column's details. */
final class Charts {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 220;
    private static final double LEFT = 42;
    private static final double TOP = 10;
    private static final double BOTTOM = HEIGHT - 30;
    private static final double NAMES = 170;
    private static final double ROW = 22;
    private static final int MAX_LABEL_LENGTH = 20;
    private static final int TICKS = 4;

    private Charts() {}

    private static StringBuilder open(double height, String title, String description) {
        return new StringBuilder("<svg viewBox=\"0 0 480 " + at(height) + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(title + ". " + description))
                .append("\" fill=\"#5c6670\" font-size=\"12\">");
    }

    /** Both sides' shares over bins of one width: the reference as an area, the current side as a line. */
    static String histogram(Histogram shape, String description) {
        StringBuilder svg = open(HEIGHT, "Shape of both sides", description);
        double top = niceCeiling(shape.highest());
        grid(svg, i -> top * 25 * i);
        double below = shape.hasBelow() ? 1.5 : 0;
        double slot = (WIDTH - LEFT) / (shape.size() + below + (shape.hasAbove() ? 1.5 : 0));
        double start = LEFT + below * slot;
        svg.append("<path ").append(Svg.REFERENCE).append(" d=\"");
        outlines(svg, shape, shape.reference(), start, slot, top);
        svg.append("\"/><path ").append(Svg.CURRENT_LINE).append(" stroke-width=\"2\" d=\"");
        outlines(svg, shape, shape.current(), start, slot, top);
        svg.append("\"/>");
        ticks(svg, shape, start, slot);
        return svg.append("</svg>").toString();
    }

    private static void outlines(
            StringBuilder path, Histogram shape, double[] shares, double start, double slot, double top) {
        int bins = shape.size();
        if (shape.hasBelow()) {
            outline(path, shares, 0, 1, LEFT, slot, top);
        }
        outline(path, shares, 1, bins + 1, start, slot, top);
        if (shape.hasAbove()) {
            outline(path, shares, bins + 1, bins + 2, WIDTH - slot, slot, top);
        }
    }

    /** Along the tops of some of the shares, from the ground to the ground. */
    private static void outline(
            StringBuilder path, double[] shares, int from, int to, double x, double slot, double top) {
        path.append('M').append(at(x)).append(' ').append(at(BOTTOM));
        for (int i = from; i < to; i++) {
            double height = shares[i] > 0 ? Math.max(1, (BOTTOM - TOP) * shares[i] / top) : 0;
            path.append('V').append(at(BOTTOM - height)).append('H').append(at(x + (i - from + 1) * slot));
        }
        path.append('V').append(at(BOTTOM));
    }

    /** Labels at a few edges; whole numbers are named by themselves. */
    private static void ticks(StringBuilder svg, Histogram shape, double start, double slot) {
        double[] edges = shape.edges();
        int bins = shape.size();
        int ticks = Math.min(TICKS, bins);
        for (int i = 0; i <= ticks; i++) {
            int edge = (int) Math.rint((double) bins * i / ticks);
            boolean whole = Math.abs(edges[edge] % 1) == 0.5;
            double x = start + edge * slot;
            if (whole && edge == bins) {
                continue;
            }
            double middle = whole && edges[edge + 1] - edges[edge] == 1 ? slot / 2 : 0;
            boolean last = x > WIDTH - 20 || (i == ticks && shape.hasAbove()); // beside it is the sign of what is above
            String anchor = middle > 0 ? "middle" : i == 0 ? "start" : last ? "end" : "middle";
            svg.append(text(x + middle, BOTTOM + 18, anchor, tick(whole ? Math.ceil(edges[edge]) : edges[edge])));
        }
        if (shape.hasBelow()) {
            svg.append(text(LEFT + slot / 2, BOTTOM + 18, "middle", "<"));
        }
        if (shape.hasAbove()) {
            svg.append(text(WIDTH - slot / 2, BOTTOM + 18, "middle", "≥"));
        }
        if (shape.logarithmic()) {
            svg.append(text(WIDTH, TOP + 4, "end", "logarithmic scale"));
        }
    }

    /** Four digits are as many as there is room for. */
    private static String tick(double value) {
        return Numerals.brief(new BigDecimal(value).round(new MathContext(4)).doubleValue());
    }

    private static void grid(StringBuilder svg, IntToDoubleFunction percent) {
        StringBuilder lines = new StringBuilder();
        svg.append("<g text-anchor=\"end\">");
        for (int i = 0; i <= 4; i++) {
            double y = BOTTOM - (BOTTOM - TOP) * i / 4;
            lines.append("M42 ").append(at(y)).append("H480");
            svg.append(
                    "<text x=\"36\" y=\"" + at(y + 4) + "\">" + Numerals.brief(percent.applyAsDouble(i)) + "%</text>");
        }
        svg.append("</g><path " + Svg.GRID + " d=\"" + lines + "\"/>");
    }

    /** Both sides' share of each category: the reference wide behind, the current narrow before it. */
    static String categories(BarSeries bars) {
        StringBuilder svg = open(bars.size() * ROW + 4, "Share of each category", bars.description());
        double[] before = bars.reference();
        double[] after = bars.current();
        double scale = (WIDTH - NAMES - 62) / bars.highest();
        for (int i = 0; i < bars.size(); i++) {
            double y = i * ROW + 2;
            svg.append(text(NAMES - 8, y + 14, "end", Labels.cut(bars.label(i), MAX_LABEL_LENGTH)));
            svg.append(Svg.rect(NAMES, y + 2, before[i] * scale, ROW - 6, Svg.REFERENCE));
            svg.append(Svg.rect(NAMES, y + 6, after[i] * scale, ROW - 14, Svg.CURRENT));
            double end = NAMES + Math.max(before[i], after[i]) * scale;
            svg.append(text(end + 6, y + 14, "start", Numerals.percent(after[i])));
        }
        return svg.append("</svg>").toString();
    }

    /** Both empirical distribution functions, and the gap that the statistic of Kolmogorov and Smirnov is. */
    static String ecdf(EcdfCurve curve, TestData test) {
        double location = test.figure("location");
        String description =
                "The largest gap is " + Numerals.score(test.statistic()) + " at " + Numerals.brief(location);
        StringBuilder svg = open(HEIGHT, "Share of values up to each value", description);
        grid(svg, i -> 25 * i);
        svg.append(path(curve, curve.reference(), "class=\"rl\" stroke=\"#8a97a6\" stroke-width=\"3\""));
        svg.append(path(curve, curve.current(), "class=\"cl\" stroke=\"#c2570c\" stroke-width=\"2\""));
        double x = x(curve, location);
        double before = share(curve, curve.reference(), location);
        double after = share(curve, curve.current(), location);
        double high = BOTTOM - (BOTTOM - TOP) * Math.max(before, after);
        double low = BOTTOM - (BOTTOM - TOP) * Math.min(before, after);
        svg.append(Svg.line(x, high, x, low, "class=\"k\" stroke=\"#1d2329\" stroke-width=\"1.5\""));
        boolean left = x > WIDTH * 0.7;
        svg.append(text(
                left ? x - 7 : x + 7,
                (high + low) / 2 + 4,
                left ? "end" : "start",
                "D " + Numerals.score(test.statistic())));
        double[] points = curve.points();
        svg.append(text(LEFT, BOTTOM + 18, "start", tick(points[0])));
        svg.append(text(WIDTH, BOTTOM + 18, "end", tick(points[points.length - 1])));
        if (curve.logarithmic()) {
            svg.append(text((LEFT + WIDTH) / 2, BOTTOM + 18, "middle", "logarithmic scale"));
        }
        return svg.append("</svg>").toString();
    }

    private static double x(EcdfCurve curve, double value) {
        return LEFT + (WIDTH - LEFT) * curve.position(value);
    }

    private static double share(EcdfCurve curve, double[] shares, double value) {
        return shares[Arrays.binarySearch(curve.points(), value)];
    }

    private static String path(EcdfCurve curve, double[] shares, String style) {
        StringBuilder path = new StringBuilder("<path fill=\"none\" stroke-linejoin=\"round\" ")
                .append(style)
                .append(" d=\"M");
        for (int i = 0; i < shares.length; i++) {
            path.append(at(x(curve, curve.points()[i])))
                    .append(' ')
                    .append(at(BOTTOM - (BOTTOM - TOP) * shares[i]))
                    .append(i + 1 < shares.length ? " " : "");
        }
        return path.append("\"/>").toString();
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\">" + Html.escape(text)
                + "</text>";
    }

    /** The next of 1, 2, 4, 6, 8 or 10 times a power of ten. */
    private static double niceCeiling(double share) {
        double power = Math.pow(10, Math.floor(Math.log10(share)));
        for (double step : new double[] {1, 2, 4, 6, 8}) {
            if (step * power >= share) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
