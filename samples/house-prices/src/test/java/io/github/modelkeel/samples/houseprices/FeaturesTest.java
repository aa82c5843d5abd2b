package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final String CONFIG =
            "target: price\ncandidates:\n  - {name: a, model: xgboost}\npreprocessing: {max_categories: 5}\n";

    /** 100 rows; the last 3 have no price. */
    private static Table homes() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("home_id", (double) i);
            row.put("sqft", 1000.0 + i);
            row.put("street", "street " + i);
            row.put("location", i % 2 == 0 ? "urban" : "rural");
            row.put("country", "here");
            if (i < 97) {
                row.put("price", 1000.0 * i);
            }
            rows.add(row);
        }
        List<Column> columns = List.of(
                new Column("home_id", Kind.NUMBER),
                new Column("sqft", Kind.NUMBER),
                new Column("street", Kind.TEXT),
                new Column("location", Kind.TEXT),
                new Column("country", Kind.TEXT),
                new Column("empty", Kind.NUMBER),
                new Column("price", Kind.NUMBER));
        return new Table("homes.csv", "homes.csv", columns, rows);
    }

    private static Features choose(String config) {
        return Features.choose(homes(), ModelConfig.parse(config, "test.yaml"));
    }

    @Test
    void columnsThatCannotHelpAreDroppedWithAReason() {
        Features features = choose(CONFIG);
        assertThat(features.names()).containsExactly("sqft", "location");
        assertThat(features.table().rows()).hasSize(97);
        assertThat(features.notes())
                .containsExactly(
                        "3 rows skipped: no price",
                        "column home_id dropped: an identifier: every row has its own",
                        "column street dropped: text with 97 different values (max_categories: 5)",
                        "column country dropped: always the same value",
                        "column empty dropped: no value at all");
    }

    @Test
    void anInputHoldsTheFeaturesOnly() {
        assertThat(choose(CONFIG).input(homes().rows().get(1))).isEqualTo(Map.of("sqft", 1001.0, "location", "rural"));
    }

    @Test
    void declaredFeaturesAreTakenAsTheyAre() {
        Features features = choose(CONFIG + "features: [{name: sqft, kind: number}, {name: home_id, kind: text}]\n");
        assertThat(features.columns())
                .containsExactly(new Column("sqft", Kind.NUMBER), new Column("home_id", Kind.TEXT));
        assertThat(features.input(homes().rows().get(1))).containsEntry("home_id", "1.0");
    }

    @Test
    void mistakesNameTheColumnAndTheNearestOne() {
        assertThatThrownBy(() -> choose(CONFIG.replace("target: price", "target: prise")))
                .hasMessage("homes.csv has no column 'prise', did you mean 'price'?");
        assertThatThrownBy(() -> choose(CONFIG.replace("target: price", "target: location")))
                .hasMessage("the target 'location' of homes.csv is text; this sample predicts numbers");
        assertThatThrownBy(() -> choose(CONFIG + "features: [{name: sqtf, kind: number}]\n"))
                .hasMessage("homes.csv has no column 'sqtf', did you mean 'sqft'?");
        assertThatThrownBy(() -> choose(CONFIG + "features: [{name: location, kind: number}]\n"))
                .hasMessage("test.yaml: feature 'location' is declared as a number, but homes.csv has text in it");
        assertThatThrownBy(() -> choose(CONFIG + "features: [{name: price, kind: number}]\n"))
                .hasMessage("test.yaml: the target 'price' is also a feature");
        assertThatThrownBy(() -> choose(CONFIG.replace("max_categories: 5", "log: [location]")))
                .hasMessage("test.yaml: preprocessing.log: no number feature 'location'; known: sqft");
    }

    @Test
    void aHandfulOfRowsIsNotEnough() {
        Table few = homes().withRows(homes().rows().subList(0, 10));
        assertThatThrownBy(() -> Features.choose(few, ModelConfig.parse(CONFIG, "test.yaml")))
                .hasMessage("homes.csv has 10 rows with a price; at least 50 are needed");
    }
}
