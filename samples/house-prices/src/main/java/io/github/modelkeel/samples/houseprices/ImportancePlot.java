package io.github.modelkeel.samples.houseprices;

import java.util.List;
import java.util.Map;

/** Draws how much each column matters, the most important on top. */
final class ImportancePlot {
    private static final int WIDTH = 760;
    private static final int ROW = 30;
    private static final int TOP = 76;
    private static final int MAX_BARS = 20;

    private ImportancePlot() {}

    /**
     * @param importance column and the error that its shuffling adds, the largest first
     */
    static String draw(String title, List<Map.Entry<String, Double>> importance) {
        List<Map.Entry<String, Double>> shown = importance.subList(0, Math.min(MAX_BARS, importance.size()));
        int longest =
                shown.stream().mapToInt(each -> each.getKey().length()).max().orElse(0);
        double left = Math.min(300, 40 + 7.4 * longest);
        double right = WIDTH - 64;
        double bottom = TOP + ROW * shown.size();
        double max = shown.stream().mapToDouble(Map.Entry::getValue).max().orElse(0);
        Scale x = Scale.around(0, Math.max(max, 1e-9), left, right);

        Svg svg = new Svg(WIDTH, (int) bottom + 64, title);
        svg.words(28, 32, "font-size=\"18\" font-weight=\"600\" fill=\"#1b2733\"", title);
        svg.words(
                28,
                54,
                "font-size=\"13\" fill=\"#5b6875\"",
                "the longer the bar, the worse the predictions get when the column's values are shuffled");
        svg.open("font-size=\"12\" fill=\"#5b6875\"");
        for (double mark : x.marks()) {
            svg.line(x.pixel(mark), TOP, x.pixel(mark), bottom, "stroke=\"#eef1f4\"");
            svg.words(x.pixel(mark), bottom + 19, "text-anchor=\"middle\"", Scale.label(mark));
        }
        svg.close();
        for (int i = 0; i < shown.size(); i++) {
            double y = TOP + i * ROW;
            double end = x.pixel(Math.max(0, shown.get(i).getValue()));
            svg.bar(left, y + 5, end - left, ROW - 10, "rx=\"2\" fill=\"#2563eb\" fill-opacity=\"0.85\"");
            svg.words(
                    left - 10,
                    y + ROW / 2.0 + 4,
                    "font-size=\"13\" fill=\"#1b2733\" text-anchor=\"end\"",
                    shown.get(i).getKey());
            svg.words(
                    end + 7,
                    y + ROW / 2.0 + 4,
                    "font-size=\"12\" fill=\"#5b6875\"",
                    Scale.label(shown.get(i).getValue()));
        }
        svg.line(left, TOP, left, bottom, "stroke=\"#9aa5b1\"");
        svg.words(
                (left + right) / 2,
                bottom + 46,
                "font-size=\"13\" fill=\"#1b2733\" text-anchor=\"middle\"",
                "RMSE added by shuffling the column (test rows)");
        return svg.toString();
    }
}
