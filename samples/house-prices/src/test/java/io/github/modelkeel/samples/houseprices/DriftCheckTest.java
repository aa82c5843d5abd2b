package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.samples.houseprices.HouseData.Market;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftCheckTest {
    private static final String CONFIG = "target: price\ncandidates:\n  - {name: a, model: xgboost}\n";
    private static final Table HOUSES = HouseData.generate(4_000, 42, Market.REFERENCE);

    private static List<DriftCheck> checks(Table table, String config) {
        ModelConfig parsed = ModelConfig.parse(config, "test.yaml");
        return DriftCheck.of(Features.choose(table, parsed), parsed);
    }

    private static Table asCsv() {
        return new Table("homes.csv", "homes.csv", HOUSES.columns(), HOUSES.rows());
    }

    @Test
    void exactlyTheShiftedColumnsOfTheGeneratedMarketDrift() {
        DriftCheck shifted = checks(HOUSES, CONFIG).get(0);
        assertThat(shifted.report().drifted()).isTrue();
        assertThat(shifted.report().columns())
                .filteredOn(ColumnDrift::drifted)
                .extracting(ColumnDrift::name)
                .containsExactlyInAnyOrder("sqft", "location", "year_built", "price");
        assertThat(shifted.question()).contains("generated");
    }

    @Test
    void randomHalvesDoNotDrift() {
        DriftCheck halves = checks(HOUSES, CONFIG).get(1);
        assertThat(halves.report().drifted()).isFalse();
        assertThat(halves.report().driftedCount()).isZero();
    }

    @Test
    void aTableIsCutAtTheMedianOfItsFirstNumberColumnWhichIsNotComparedItself() {
        DriftCheck cut = checks(asCsv(), CONFIG).get(0);
        assertThat(cut.question())
                .startsWith("the rows of homes.csv with sqft below 1")
                .endsWith("and the others");
        assertThat(cut.report().column("sqft").orElseThrow().state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(cut.report().column("price").orElseThrow().drifted()).isTrue();
    }

    @Test
    void aCutNeverLeavesAPartEmpty() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(Map.of("sqft", i < 90 ? 0.0 : 5.0, "price", (double) i));
        }
        Table table = new Table(
                "homes.csv",
                "homes.csv",
                List.of(new Column("sqft", Kind.NUMBER), new Column("price", Kind.NUMBER)),
                rows);
        DriftCheck cut = checks(table, CONFIG).get(0);
        assertThat(cut.question()).contains("sqft below 5.0");
        assertThat(cut.report().column("price").orElseThrow().reference().rows())
                .isEqualTo(90);
    }

    @Test
    void theConfigurationNamesAnotherColumnToCutBy() {
        DriftCheck cut =
                checks(asCsv(), CONFIG + "drift: {split_by: year_built}\n").get(0);
        assertThat(cut.fileName()).isEqualTo("split-by-year_built");
        assertThatThrownBy(() -> checks(asCsv(), CONFIG + "drift: {split_by: location}\n"))
                .hasMessage("drift.split_by: column 'location' is text; a number column is needed");
        assertThatThrownBy(() -> checks(asCsv(), CONFIG + "drift: {split_by: yearbuilt}\n"))
                .hasMessage("homes.csv has no column 'yearbuilt', did you mean 'year_built'?");
    }
}
