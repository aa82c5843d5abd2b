package io.github.modelkeel.drift.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "12.34, 12.3",
        "12.36, 12.4",
        "0.04, 0",
        "-0.04, 0",
        "-0.3, -0.3",
        "-0.96, -1",
        "-7.25, -7.2",
        "99.96, 100",
        "480.5, 480.5"
    })
    void aCoordinateHasOneDigitAfterThePointWhereItNeedsOne(double coordinate, String text) {
        assertThat(Svg.at(coordinate)).isEqualTo(text);
    }
}
