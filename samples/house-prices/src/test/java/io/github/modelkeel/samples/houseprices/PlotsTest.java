package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotsTest {
    private static final String STRANGE = "a<b>&\"c\" \u0001 ÄÖ";

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static double[] random(int count, long seed) {
        return new Random(seed).doubles(count, 100, 500_000).toArray();
    }

    @Test
    void theResidualPlotShowsOneDotARowInsideTheAxes() throws Exception {
        Document svg = parsed(ResidualPlot.draw("Errors", "price", random(300, 1), random(300, 2)));
        NodeList dots = svg.getElementsByTagName("circle");
        assertThat(dots.getLength()).isEqualTo(300);
        for (int i = 0; i < dots.getLength(); i++) {
            double x = Double.parseDouble(
                    dots.item(i).getAttributes().getNamedItem("cx").getNodeValue());
            double y = Double.parseDouble(
                    dots.item(i).getAttributes().getNamedItem("cy").getNodeValue());
            assertThat(x).isBetween(84.0, 732.0);
            assertThat(y).isBetween(76.0, 418.0);
        }
        assertThat(svg.getDocumentElement().getTextContent()).contains("predicted price", "actual − predicted", "RMSE");
    }

    @Test
    void manyRowsDoNotMakeALargeFile() throws Exception {
        String svg = ResidualPlot.draw("Errors", "price", random(50_000, 1), random(50_000, 2));
        assertThat(parsed(svg).getElementsByTagName("circle").getLength()).isBetween(1_000, 2_000);
        assertThat(svg.length()).isLessThan(200_000);
    }

    @Test
    void perfectAndConstantPredictionsCanBeDrawn() throws Exception {
        double[] same = {5, 5, 5};
        assertThat(parsed(ResidualPlot.draw(STRANGE, STRANGE, same, same))
                        .getElementsByTagName("title")
                        .item(0)
                        .getTextContent())
                .isEqualTo("a<b>&\"c\" ? ÄÖ");
    }

    @Test
    void theImportancePlotShowsTheColumnsFromTheTop() throws Exception {
        Document svg = parsed(ImportancePlot.draw(
                "Importance", List.of(Map.entry("sqft", 900.0), Map.entry(STRANGE, 10.0), Map.entry("noise", -3.0))));
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3);
        assertThat(svg.getDocumentElement().getTextContent()).containsSubsequence("sqft", "900", "noise");
        parsed(ImportancePlot.draw("None", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"250000,250k", "1500000,1.5M", "0.25,0.25", "0,0", "-2000,-2k", "100,100", "0.0001,1.0e-04", "1e9,1000M"
    })
    void numbersAreShortOnTheAxes(double value, String label) {
        assertThat(Scale.label(value)).isEqualTo(label);
    }

    @Test
    void axesBeginAndEndAtRoundNumbers() {
        Scale scale = Scale.around(13, 987, 0, 100);
        assertThat(scale.marks()).containsExactly(0.0, 200.0, 400.0, 600.0, 800.0, 1000.0);
        assertThat(scale.pixel(0)).isZero();
        assertThat(scale.pixel(1000)).isEqualTo(100);
    }
}
