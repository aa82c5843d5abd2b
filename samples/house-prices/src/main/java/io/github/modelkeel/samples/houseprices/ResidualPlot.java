package io.github.modelkeel.samples.houseprices;

import java.util.Arrays;
import java.util.Locale;

/** Draws what the model gets wrong: for each test row the error (actual - predicted) over the prediction. */
final class ResidualPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 480;
    private static final int LEFT = 84;
    private static final int RIGHT = WIDTH - 28;
    private static final int TOP = 76;
    private static final int BOTTOM = HEIGHT - 62;
    private static final int MAX_DOTS = 2_000;

    private ResidualPlot() {}

    static String draw(String title, String target, double[] actual, double[] predicted) {
        Evaluation evaluation = Evaluation.of(actual, predicted);
        double[] errors = new double[actual.length];
        Arrays.setAll(errors, i -> actual[i] - predicted[i]);
        Scale x = Scale.around(min(predicted), max(predicted), LEFT, RIGHT);
        Scale y = Scale.around(Math.min(0, min(errors)), Math.max(0, max(errors)), BOTTOM, TOP);

        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.words(LEFT, 32, "font-size=\"18\" font-weight=\"600\" fill=\"#1b2733\"", title);
        svg.words(
                LEFT,
                54,
                "font-size=\"13\" fill=\"#5b6875\"",
                String.format(
                        Locale.ROOT,
                        "%,d test rows · R² %.3f · RMSE %s · MAE %s · dashed: ± 1 RMSE",
                        actual.length,
                        evaluation.r2(),
                        Scale.label(evaluation.rmse()),
                        Scale.label(evaluation.mae())));
        axes(svg, x, y);
        svg.words((LEFT + RIGHT) / 2.0, HEIGHT - 16, axisStyle(), "predicted " + target);
        svg.upwards(22, (TOP + BOTTOM) / 2.0, axisStyle(), "actual − predicted");
        dots(svg, x, y, predicted, errors);
        double zero = y.pixel(0);
        svg.line(LEFT, zero, RIGHT, zero, "stroke=\"#c2410c\" stroke-width=\"1.6\"");
        for (double side : new double[] {-evaluation.rmse(), evaluation.rmse()}) {
            if (side >= y.low() && side <= y.high()) {
                String dashed = "stroke=\"#c2410c\" stroke-width=\"1\" stroke-dasharray=\"5 5\" opacity=\"0.7\"";
                svg.line(LEFT, y.pixel(side), RIGHT, y.pixel(side), dashed);
            }
        }
        return svg.toString();
    }

    private static void axes(Svg svg, Scale x, Scale y) {
        svg.open("font-size=\"12\" fill=\"#5b6875\" stroke=\"none\"");
        for (double mark : x.marks()) {
            svg.line(x.pixel(mark), TOP, x.pixel(mark), BOTTOM, "stroke=\"#eef1f4\"");
            svg.words(x.pixel(mark), BOTTOM + 19, "text-anchor=\"middle\"", Scale.label(mark));
        }
        for (double mark : y.marks()) {
            svg.line(LEFT, y.pixel(mark), RIGHT, y.pixel(mark), "stroke=\"#eef1f4\"");
            svg.words(LEFT - 10, y.pixel(mark) + 4, "text-anchor=\"end\"", Scale.label(mark));
        }
        svg.close();
        svg.line(LEFT, TOP, LEFT, BOTTOM, "stroke=\"#9aa5b1\"");
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "stroke=\"#9aa5b1\"");
    }

    /** At most 2,000 dots, evenly taken, so that the file stays small. */
    private static void dots(Svg svg, Scale x, Scale y, double[] predicted, double[] errors) {
        svg.open("fill=\"#2563eb\" fill-opacity=\"0.35\"");
        int every = Math.max(1, (errors.length + MAX_DOTS - 1) / MAX_DOTS);
        for (int i = 0; i < errors.length; i += every) {
            svg.dot(x.pixel(predicted[i]), y.pixel(errors[i]), 2.6);
        }
        svg.close();
    }

    private static String axisStyle() {
        return "font-size=\"13\" fill=\"#1b2733\" text-anchor=\"middle\"";
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
