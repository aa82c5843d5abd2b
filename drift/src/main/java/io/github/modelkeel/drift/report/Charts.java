package io.github.modelkeel.drift.report;

import static io.github.modelkeel.drift.report.Svg.at;

import io.github.modelkeel.drift.message.Numerals;
import java.util.Arrays;

/** The drawings of a column's details. */
final class Charts {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 250;
    private static final double LEFT = 42;
    private static final double TOP = 10;
    private static final int MAX_LABEL_LENGTH = 17;
    private static final int MAX_LABELS = 16;

    private Charts() {}

    private static StringBuilder open(String title, String description) {
        return new StringBuilder("<svg viewBox=\"0 0 480 250\" role=\"img\" aria-label=\"")
                .append(Html.escape(title + ". " + description))
                .append("\"><title>")
                .append(Html.escape(title))
                .append("</title><desc>")
                .append(Html.escape(description))
                .append("</desc>");
    }

    /** Both sides' share of each bin: the reference wide behind, the current narrow before it. */
    static String bars(BarSeries bars) {
        double bottom = HEIGHT - 78;
        StringBuilder svg = open("Share of values by bin", bars.description());
        double top = niceCeiling(bars.highest());
        double scale = (bottom - TOP) / top;
        for (int i = 0; i <= 4; i++) {
            double y = bottom - (bottom - TOP) * i / 4;
            svg.append(Svg.line(LEFT, y, WIDTH, y, Svg.GRID));
            svg.append(text(LEFT - 6, y + 4, "end", Numerals.brief(top * 25 * i) + "%"));
        }
        double slot = (WIDTH - LEFT) / bars.size();
        int every = (bars.size() + MAX_LABELS - 1) / MAX_LABELS;
        for (int i = 0; i < bars.size(); i++) {
            double x = LEFT + i * slot;
            double before = bars.reference(i) * scale;
            double after = bars.current(i) * scale;
            svg.append("<g><title>")
                    .append(Html.escape(bars.label(i) + ": " + Numerals.percent(bars.reference(i)) + " before, "
                            + Numerals.percent(bars.current(i)) + " now"))
                    .append("</title>");
            svg.append(Svg.rect(x + slot * 0.1, bottom - before, slot * 0.8, before, Svg.REFERENCE));
            svg.append(Svg.rect(x + slot * 0.32, bottom - after, slot * 0.36, after, Svg.CURRENT));
            svg.append("</g>");
            if (i % every == 0) {
                svg.append(slanted(x + slot / 2 + 4, bottom + 14, bars.label(i)));
            }
        }
        return svg.append("</svg>").toString();
    }

    /** Both empirical distribution functions, and the gap that the statistic of Kolmogorov and Smirnov is. */
    static String ecdf(EcdfCurve curve, TestData test) {
        double location = test.figure("location");
        double bottom = HEIGHT - 34;
        String description =
                "The largest gap is " + Numerals.score(test.statistic()) + " at " + Numerals.brief(location);
        StringBuilder svg = open("Share of values up to each value", description);
        for (int i = 0; i <= 4; i++) {
            double y = bottom - (bottom - TOP) * i / 4;
            svg.append(Svg.line(LEFT, y, WIDTH, y, Svg.GRID));
            svg.append(text(LEFT - 6, y + 4, "end", 25 * i + "%"));
        }
        svg.append(path(curve, curve.reference(), bottom, "class=\"rl\" stroke=\"#8a97a6\" stroke-width=\"3\""));
        svg.append(path(curve, curve.current(), bottom, "class=\"cl\" stroke=\"#c2570c\" stroke-width=\"2\""));
        double x = x(curve, location);
        double before = share(curve, curve.reference(), location);
        double after = share(curve, curve.current(), location);
        double high = bottom - (bottom - TOP) * Math.max(before, after);
        double low = bottom - (bottom - TOP) * Math.min(before, after);
        svg.append(Svg.line(x, high, x, low, "class=\"k\" stroke=\"#1d2329\" stroke-width=\"1.5\""));
        boolean left = x > WIDTH * 0.7;
        svg.append(text(
                left ? x - 7 : x + 7,
                (high + low) / 2 + 4,
                left ? "end" : "start",
                "D " + Numerals.score(test.statistic())));
        double[] points = curve.points();
        svg.append(text(LEFT, HEIGHT - 14, "start", Numerals.brief(points[0])));
        svg.append(text(WIDTH, HEIGHT - 14, "end", Numerals.brief(points[points.length - 1])));
        if (curve.logarithmic()) {
            svg.append(text((LEFT + WIDTH) / 2, HEIGHT - 14, "middle", "logarithmic scale"));
        }
        return svg.append("</svg>").toString();
    }

    private static double x(EcdfCurve curve, double value) {
        return LEFT + (WIDTH - LEFT) * curve.position(value);
    }

    private static double share(EcdfCurve curve, double[] shares, double value) {
        return shares[Arrays.binarySearch(curve.points(), value)];
    }

    private static String path(EcdfCurve curve, double[] shares, double bottom, String style) {
        StringBuilder path = new StringBuilder("<path fill=\"none\" stroke-linejoin=\"round\" ")
                .append(style)
                .append(" d=\"");
        for (int i = 0; i < shares.length; i++) {
            double y = bottom - (bottom - TOP) * shares[i];
            path.append(i == 0 ? "M" : "L")
                    .append(at(x(curve, curve.points()[i])))
                    .append(' ')
                    .append(at(y));
        }
        return path.append("\"/>").toString();
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor
                + "\" fill=\"#5c6670\" font-size=\"12\">" + Html.escape(text) + "</text>";
    }

    private static String slanted(double x, double y, String label) {
        int length = label.codePointCount(0, label.length());
        String text = length <= MAX_LABEL_LENGTH
                ? label
                : label.substring(0, label.offsetByCodePoints(0, MAX_LABEL_LENGTH - 1)) + "…";
        return "<text transform=\"translate(" + at(x) + " " + at(y)
                + ") rotate(-32)\" text-anchor=\"end\" fill=\"#5c6670\"" + " font-size=\"11\">" + Html.escape(text)
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
