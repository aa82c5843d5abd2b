package io.github.modelkeel.samples.houseprices;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The charts that are logged with each run, drawn by XChart. */
final class Charts {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 480;
    private static final int MAX_DOTS = 2_000;
    private static final int MAX_BARS = 20;
    private static final String NUMBERS = "#,##0.###";

    private Charts() {}

    /** What the model gets wrong: for at most 2,000 test rows the error (actual - predicted) over the prediction. */
    static XYChart residuals(String title, String target, double[] actual, double[] predicted) {
        Evaluation evaluation = Evaluation.of(actual, predicted);
        int every = (actual.length + MAX_DOTS - 1) / MAX_DOTS;
        List<Double> x = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < actual.length; i += every) {
            x.add(predicted[i]);
            errors.add(actual[i] - predicted[i]);
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(String.format(Locale.ROOT, "%s (R² %.3f)", title, evaluation.r2()))
                .xAxisTitle("predicted " + target)
                .yAxisTitle("actual - predicted")
                .build();
        chart.getStyler().setXAxisDecimalPattern(NUMBERS).setYAxisDecimalPattern(NUMBERS);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setMarkerSize(5)
                .setPlotContentSize(0.95);
        chart.addSeries(actual.length + " test rows", x, errors).setMarkerColor(new Color(0x37, 0x63, 0xeb, 0x60));
        double[] ends = {
            Arrays.stream(predicted).min().orElseThrow(),
            Arrays.stream(predicted).max().orElseThrow()
        };
        for (String sign : List.of("+", "-")) {
            double y = sign.equals("+") ? evaluation.rmse() : -evaluation.rmse();
            chart.addSeries(sign + " RMSE", ends, new double[] {y, y})
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.Line)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineStyle(
                            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {5}, 0))
                    .setLineColor(Color.RED.darker());
        }
        return chart;
    }

    /**
     * How much each column matters.
     *
     * @param importance column and the error that its shuffling adds, the largest first
     */
    static CategoryChart importance(String title, List<Map.Entry<String, Double>> importance) {
        List<Map.Entry<String, Double>> shown = importance.subList(0, Math.min(MAX_BARS, importance.size()));
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle("RMSE added by shuffling the column (test rows)")
                .build();
        chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisDecimalPattern(NUMBERS);
        chart.getStyler().setXAxisLabelRotation(shown.size() > 8 ? 45 : 0);
        chart.addSeries(
                "importance",
                shown.stream().map(Map.Entry::getKey).toList(),
                shown.stream().map(Map.Entry::getValue).toList());
        return chart;
    }
}
