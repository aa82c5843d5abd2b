package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.samples.houseprices.HouseData.Market;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HouseDataTest {
    @Test
    void theSameSeedGivesTheSameHouses() {
        assertThat(HouseData.generate(500, 7, Market.REFERENCE).rows())
                .isEqualTo(HouseData.generate(500, 7, Market.REFERENCE).rows());
        assertThat(HouseData.generate(500, 8, Market.REFERENCE).rows())
                .isNotEqualTo(HouseData.generate(500, 7, Market.REFERENCE).rows());
    }

    @Test
    void theFirstHouseIsTheSameOnEveryMachine() {
        assertThat(HouseData.generate(1, 42, Market.REFERENCE).rows())
                .containsExactly(Map.of(
                        "sqft", 2640.0,
                        "bedrooms", 5.0,
                        "bathrooms", 3.0,
                        "location", "suburban",
                        "year_built", 2015.0,
                        "condition", "excellent",
                        "price", 557501.0));
    }

    @Test
    void theColumnsAreInTheAgreedOrder() {
        Table houses = HouseData.generate(10, 42, Market.REFERENCE);
        assertThat(houses.names())
                .containsExactly("sqft", "bedrooms", "bathrooms", "location", "year_built", "condition", "price");
        assertThat(houses.name()).isEqualTo("generated");
        assertThat(houses.isGenerated()).isTrue();
    }

    @Test
    void onlyTheYearIsMissingNowAndThen() {
        Table houses = HouseData.generate(6_000, 42, Market.REFERENCE);
        for (String column : houses.names()) {
            if (column.equals("year_built")) {
                assertThat(houses.missing(column)).isBetween(180L, 300L);
            } else {
                assertThat(houses.missing(column)).as(column).isZero();
            }
        }
    }

    @Test
    void pricesArePlausible() {
        for (double price : HouseData.generate(6_000, 42, Market.REFERENCE).numbers("price")) {
            assertThat(price).isBetween(50_000.0, 4_000_000.0);
        }
    }
}
