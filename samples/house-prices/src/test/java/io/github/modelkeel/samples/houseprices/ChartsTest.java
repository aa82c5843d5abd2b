package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

class ChartsTest {
    private static final String STRANGE = "a<b>&\"c\" \u0001 ÄÖ";

    private static double[] random(int count, long seed) {
        return new Random(seed).doubles(count, 100, 500_000).toArray();
    }

    private static BufferedImage drawn(Chart<?, ?> chart) {
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        assertThat(image.getWidth()).isEqualTo(760);
        assertThat(image.getHeight()).isEqualTo(480);
        return image;
    }

    private static long colors(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }

    private static <S> S series(Map<String, S> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    @Test
    void theResidualsHaveOneDotARowAndALineAtTheRmseOnEachSide() {
        double[] actual = random(300, 1);
        double[] predicted = random(300, 2);
        XYChart chart = Charts.residuals("Errors", "price", actual, predicted);
        XYSeries dots = series(chart.getSeriesMap(), "300 test rows");
        assertThat(dots.getXData()).isEqualTo(predicted);
        for (int i = 0; i < actual.length; i++) {
            assertThat(dots.getYData()[i]).isEqualTo(actual[i] - predicted[i]);
        }
        double rmse = Evaluation.of(actual, predicted).rmse();
        assertThat(series(chart.getSeriesMap(), "+ RMSE").getYData()).containsExactly(rmse, rmse);
        assertThat(series(chart.getSeriesMap(), "- RMSE").getYData()).containsExactly(-rmse, -rmse);
        assertThat(chart.getXAxisTitle()).isEqualTo("predicted price");
        assertThat(chart.getYAxisTitle()).isEqualTo("actual - predicted");
        assertThat(chart.getTitle()).startsWith("Errors (R² ");
        assertThat(colors(drawn(chart))).isGreaterThan(20);
    }

    @Test
    void manyRowsDoNotMakeALargeFile() throws IOException {
        XYChart chart = Charts.residuals("Errors", "price", random(50_000, 1), random(50_000, 2));
        assertThat(series(chart.getSeriesMap(), "50000 test rows").getXData()).hasSizeBetween(1_000, 2_000);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        assertThat(ImageIO.write(drawn(chart), "png", png)).isTrue();
        assertThat(png.size()).isLessThan(200_000);
    }

    @Test
    void perfectAndConstantPredictionsCanBeDrawn() {
        double[] same = {5, 5, 5};
        XYChart chart = Charts.residuals(STRANGE, STRANGE, same, same);
        assertThat(chart.getTitle()).startsWith(STRANGE);
        assertThat(colors(drawn(chart))).isGreaterThan(5);
    }

    @Test
    void theImportanceShowsTheFirstColumnsInTheirOrder() {
        CategoryChart chart = Charts.importance(
                "Importance", List.of(Map.entry("sqft", 900.0), Map.entry(STRANGE, 10.0), Map.entry("noise", -3.0)));
        assertThat(series(chart.getSeriesMap(), "importance").getXData().toArray())
                .containsExactly("sqft", STRANGE, "noise");
        assertThat(series(chart.getSeriesMap(), "importance").getYData().toArray())
                .containsExactly(900.0, 10.0, -3.0);
        assertThat(colors(drawn(chart))).isGreaterThan(5);
        List<Map.Entry<String, Double>> many = Stream.iterate(30, i -> i - 1)
                .limit(30)
                .map(i -> Map.entry("column " + i, (double) i))
                .toList();
        CategoryChart first = Charts.importance("Importance", many);
        assertThat(series(first.getSeriesMap(), "importance").getYData().toArray())
                .hasSize(20)
                .contains(30.0)
                .doesNotContain(10.0);
        drawn(first);
    }
}
