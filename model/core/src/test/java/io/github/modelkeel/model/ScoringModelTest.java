package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoringModelTest {
    private record House(int sqft, float age, String area, boolean pool) {}

    private record Wrong(int sqft, float age, String area, boolean pool, int oops) {}

    private record Typed(String sqft, float age, String area, boolean pool) {}

    private record Boxed(Integer sqft, BigDecimal age, String area, Boolean pool) {}

    private static final List<Map<String, ?>> ROWS = List.of(
            Map.of("sqft", 1000, "age", 10.0, "area", "north", "pool", true),
            Map.of("sqft", 2000, "age", 20.0, "area", "south", "pool", false),
            Map.of("sqft", 3000, "age", 60.0, "area", "south", "pool", false));

    private static final FittedPreprocessing PREPROCESSING = Preprocessing.builder()
            .number("sqft")
            .number("age")
            .text("area", c -> c.oneHot())
            .bool("pool")
            .build()
            .fit(ROWS);

    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            PREPROCESSING,
            Column.number("price"),
            LinearScorer.of(new double[] {100, -10, 5, 7, 1000}, 0.5),
            Link.IDENTITY);

    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put("sqft", 1500);
        row.put("age", 7.25);
        row.put("area", "north");
        row.put("pool", true);
        return row;
    }

    @Test
    void mapsAndRecordsGiveTheSameValue() {
        double expected = 150000 - 72.5 + 5 + 1000 + 0.5;
        assertThat(MODEL.predict(row())).isEqualTo(expected);
        assertThat(MODEL.predict(new House(1500, 7.25f, "north", true))).isEqualTo(expected);
        assertThat(MODEL.predict(new Boxed(1500, new BigDecimal("7.25"), "north", true)))
                .isEqualTo(expected);
        assertThat(MODEL.predictValues(Rows.ofMaps(List.of(row(), row())))).containsExactly(expected, expected);
    }

    @Test
    void everyNumberTypeIsReadExactly() {
        for (Number sqft :
                new Number[] {(byte) 7, (short) 7, 7, 7L, 7f, 7d, new BigDecimal("7.0"), new java.math.BigInteger("7")
                }) {
            Map<String, Object> row = row();
            row.put("sqft", sqft);
            assertThat(MODEL.predict(row)).as(sqft.getClass().getName()).isEqualTo(700 - 72.5 + 5 + 1000 + 0.5);
        }
        Map<String, Object> row = row();
        row.put("age", 0.1f);
        assertThat(MODEL.predict(row)).isEqualTo(150000 + -10 * (double) 0.1f + 5 + 1000 + 0.5);
    }

    @Test
    void aMissingRequiredColumnIsNamed() {
        Map<String, Object> row = row();
        row.remove("sqft");
        assertThatThrownBy(() -> MODEL.predict(row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'sqft' is absent")
                .extracting(e -> ((InvalidInputException) e).column())
                .isEqualTo("sqft");
        row.put("sqft", null);
        assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("'sqft' is null");
        row.put("sqft", Double.NaN);
        assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("'sqft' is NaN");
        row.put("sqft", Float.NaN);
        assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("'sqft' is NaN");
    }

    @Test
    void aMisspelledColumnIsNamedEvenWhenTheRealOneIsAbsent() {
        Map<String, Object> row = row();
        row.remove("sqft");
        row.put("sqtf", 1500);
        assertThatThrownBy(() -> MODEL.predict(row))
                .hasMessageContaining("'sqft'")
                .hasMessageContaining("\"sqtf\"");
    }

    @Test
    void anUnknownColumnIsRefusedUnlessTheModelIgnoresThem() {
        Map<String, Object> row = row();
        row.put("oops", 1);
        assertThatThrownBy(() -> MODEL.predict(row))
                .hasMessageContaining("\"oops\"")
                .hasMessageContaining("sqft, age");
        assertThatThrownBy(() -> MODEL.predict(new Wrong(1, 1, "north", true, 1)))
                .hasMessageContaining("oops");
        ScoringModel lenient =
                ScoringModelBuilder.from(MODEL).ignoreUnknownColumns().build();
        assertThat(lenient.predict(row)).isEqualTo(MODEL.predict(row()));
        assertThat(lenient.predict(new Wrong(1500, 7.25f, "north", true, 1))).isEqualTo(MODEL.predict(row()));
    }

    @Test
    void aWrongKindIsNamedWithWhatToDo() {
        Map<String, Object> row = row();
        row.put("sqft", "1500");
        assertThatThrownBy(() -> MODEL.predict(row))
                .hasMessage(
                        "column 'sqft' must be a number but is the text \"1500\"; convert it before the call, texts are never parsed");
        row.put("sqft", true);
        assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("must be a number but is the boolean true");
        row.put("sqft", 'c');
        assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("java.lang.Character");
        Map<String, Object> other = row();
        other.put("area", 3);
        assertThatThrownBy(() -> MODEL.predict(other)).hasMessageContaining("must be text but is the number 3");
        Map<String, Object> pool = row();
        pool.put("pool", 1);
        assertThatThrownBy(() -> MODEL.predict(pool)).hasMessageContaining("must be a boolean but is the number 1");
        assertThatThrownBy(() -> MODEL.predict(new Typed("1", 1, "north", true)))
                .hasMessageContaining("'sqft' must be a number");
    }

    @Test
    void anInfiniteNumberIsRefused() {
        for (Object infinite : new Object[] {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, new BigDecimal("1e999")
        }) {
            Map<String, Object> row = row();
            row.put("age", infinite);
            assertThatThrownBy(() -> MODEL.predict(row)).hasMessageContaining("'age' is infinite");
        }
    }

    @Test
    void aPredictionThatIsNotFiniteIsRefused() {
        Map<String, Object> row = row();
        row.put("sqft", 1e308);
        assertThatThrownBy(() -> MODEL.predict(row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no finite prediction");
    }

    @Test
    void aRowOfABatchIsNamedByItsIndex() {
        Map<String, Object> bad = row();
        bad.put("area", "west");
        assertThatThrownBy(() -> MODEL.predictValues(Rows.ofMaps(List.of(row(), bad))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("row 1: column 'area'")
                .hasMessageContaining("\"north\", \"south\"");
    }

    @Test
    void aDefaultStandsInForAMissingValue() {
        Signature signature = new Signature(
                List.of(
                        Column.text("area").withDefault("south"),
                        Column.bool("pool").withDefault(true),
                        Column.number("sqft"),
                        Column.number("age").withDefault(20)),
                Column.number("price"));
        ScoringModel model = ScoringModelBuilder.of(signature, PREPROCESSING, MODEL.scorer(), MODEL.link())
                .build();
        assertThat(model.predict(Map.of("sqft", 1))).isEqualTo(100 - 200 + 7 + 1000 + 0.5);
    }

    @Test
    void aSignatureMustHaveThePreprocessingsColumns() {
        Signature signature = new Signature(List.of(Column.number("sqft")), Column.number("price"));
        assertThatThrownBy(() -> ScoringModelBuilder.of(signature, PREPROCESSING, MODEL.scorer(), MODEL.link())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'age'");
    }

    @Test
    void aLinearScorerRefusesFeaturesThatCanBeMissing() {
        Signature signature = new Signature(
                PREPROCESSING.columns().stream()
                        .map(column -> column.name().equals("age") ? column.asOptional() : column)
                        .toList(),
                Column.number("price"));
        assertThatThrownBy(() -> ScoringModelBuilder.of(signature, PREPROCESSING, MODEL.scorer(), MODEL.link())
                        .build())
                .hasMessageContaining("impute");
    }

    @Test
    void aClassifierGivesBothProbabilities() {
        ScoringModel model = ScoringModelBuilder.of(
                        PREPROCESSING,
                        Column.number("churn"),
                        LinearScorer.of(new double[] {0, 0, 0, 0, 0}, 0),
                        Link.LOGISTIC)
                .classes(List.of("No", "Yes"))
                .build();
        assertThat(model.predictOne(Rows.of(row())).probabilities())
                .containsExactly(Map.entry("No", 0.5), Map.entry("Yes", 0.5));
        assertThatThrownBy(() -> MODEL.predictOne(Rows.of(row())).probabilities())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ScoringModelBuilder.from(MODEL)
                        .classes(List.of("a", "b"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void importanceIsByFeatureName() {
        assertThat(MODEL.importance())
                .containsEntry("sqft", 100.0)
                .containsEntry("age", 10.0)
                .containsEntry("area=north", 5.0)
                .containsEntry("pool", 1000.0);
    }

    @Test
    void importanceByColumnAddsUpItsFeatures() {
        double area = MODEL.importance().entrySet().stream()
                .filter(feature -> feature.getKey().startsWith("area="))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(MODEL.columnImportance())
                .containsExactly(
                        Map.entry("sqft", 100.0),
                        Map.entry("age", 10.0),
                        Map.entry("area", area),
                        Map.entry("pool", 1000.0));
    }
}
