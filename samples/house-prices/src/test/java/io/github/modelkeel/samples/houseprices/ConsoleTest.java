package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
    @Test
    void aRowKeepsItsOrderWhenShown() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sqft", 1500.0);
        row.put("location", "urban");
        row.put("share", 0.25);
        assertThat(Console.row(row)).isEqualTo("sqft=1500, location=urban, share=0.25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"33656.36;33,656", "0.41237;0.4124", "12.3456;12.35", "-2500;-2,500", "0;0.000"})
    void numbersAreAsLongAsTheyNeedToBe(double value, String shown) {
        assertThat(Console.number(value)).isEqualTo(shown);
    }
}
