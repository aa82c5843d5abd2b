package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputPolicyTest {
    private enum Area {
        north
    }

    private static final List<Map<String, ?>> ROWS = List.of(
            Map.of("sqft", 1000, "age", 10.0, "area", "north", "code", "3", "pool", true),
            Map.of("sqft", 3000, "area", "south", "code", "4.0", "pool", false));

    /** sqft and pool are required, age is optional; area refuses unseen texts, code has a rule for them. */
    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            Preprocessing.builder()
                    .learnRanges()
                    .number("sqft")
                    .number("age", c -> c.imputeConstant(1))
                    .text("area", c -> c.oneHot())
                    .text("code", c -> c.oneHotWithFallback("3"))
                    .bool("pool")
                    .build()
                    .fit(ROWS),
            Column.number("price"),
            LinearScorer.of(new double[] {1, 10, 100, 200, 1000, 2000, 10_000}, 0),
            Link.IDENTITY);

    private final List<Kind> tolerated = new ArrayList<>();

    private ScoringModel model(InputPolicy policy) {
        return MODEL.withInputPolicy(policy, tolerated::add);
    }

    private static Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("sqft", 1500);
        row.put("age", 10.0);
        row.put("area", "north");
        row.put("code", "3");
        row.put("pool", true);
        return row;
    }

    private static Map<String, @Nullable Object> row(String column, @Nullable Object value) {
        Map<String, @Nullable Object> row = row();
        row.put(column, value);
        return row;
    }

    private static InvalidInputException refused(ScoringModel model, Map<String, ?> row) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> model.predict(row));
        assertThat(e).as("%s", row).isNotNull();
        return e;
    }

    @ParameterizedTest
    @EnumSource(InputPolicy.class)
    void aRowLikeThoseOfTrainingGivesTheSameUnderEveryPolicy(InputPolicy policy) {
        assertThat(model(policy).predict(row())).isEqualTo(1500 + 100 + 100 + 1000 + 10_000);
        assertThat(tolerated).isEmpty();
    }

    @Test
    void allThatIsWrongWithARowIsReportedAtOnceInTheOrderOfTheColumns() {
        Map<String, @Nullable Object> row = row();
        row.remove("sqft");
        row.put("age", Double.POSITIVE_INFINITY);
        row.put("area", "east");
        row.put("pool", "yes " + "x".repeat(500));
        row.put("pol", true);
        InvalidInputException e = refused(MODEL, row);
        assertThat(e.violations())
                .extracting(Violation::column, Violation::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("sqft", Kind.MISSING),
                        org.assertj.core.groups.Tuple.tuple("age", Kind.NOT_FINITE),
                        org.assertj.core.groups.Tuple.tuple("area", Kind.UNKNOWN_CATEGORY),
                        org.assertj.core.groups.Tuple.tuple("pool", Kind.WRONG_TYPE),
                        org.assertj.core.groups.Tuple.tuple("pol", Kind.UNKNOWN_COLUMN));
        assertThat(e.column()).isEqualTo("sqft");
        assertThat(e)
                .hasMessageStartingWith("5 violations: column 'sqft' is absent")
                .hasMessageContaining("; column 'area' has a category that training never saw: \"east\"")
                .hasMessageContaining("\"pol\"");
        assertThat(e.violations().get(2).value()).isEqualTo("the text \"east\"");
        assertThat(e.violations().get(3).value()).hasSizeLessThan(70);
        assertThat(e.getMessage()).hasSizeLessThan(800);
    }

    @Test
    void inABatchTheRowIsNamed() {
        InvalidInputException e = catchThrowableOfType(
                InvalidInputException.class, () -> MODEL.predictValues(Rows.ofMaps(List.of(row(), row("sqft", "a")))));
        assertThat(e).hasMessageStartingWith("row 1: column 'sqft'");
        assertThat(e.row()).isEqualTo(1);
        assertThat(e.violations()).hasSize(1);
        assertThat(refused(MODEL, row("sqft", "a")).row()).isEqualTo(-1);
    }

    @Test
    void aNumberOutsideTheRangeOfTrainingIsRefusedOnlyWhenStrictAndAlwaysReported() {
        assertThat(refused(model(InputPolicy.STRICT), row("sqft", 3000.5)))
                .hasMessage("column 'sqft' is 3000.5; training saw 1000.0 to 3000.0");
        refused(model(InputPolicy.STRICT), row("sqft", 999));
        assertThat(tolerated).isEmpty();
        for (InputPolicy policy : List.of(InputPolicy.TYPED, InputPolicy.COERCE, InputPolicy.LENIENT)) {
            assertThat(model(policy).predict(row("sqft", 999))).isEqualTo(999 + 11_200);
        }
        assertThat(tolerated).containsExactly(Kind.OUT_OF_RANGE, Kind.OUT_OF_RANGE, Kind.OUT_OF_RANGE);
        assertThat(model(InputPolicy.STRICT).predict(row("sqft", 3000))).isEqualTo(3000 + 11_200);
    }

    @Test
    void rangesAreLearnedOnlyWhenAskedFor() {
        assertThat(MODEL.signature().inputs().get(0))
                .extracting(Column::min, Column::max)
                .containsExactly(1000.0, 3000.0);
        assertThat(MODEL.signature().inputs().get(1))
                .extracting(Column::min, Column::max)
                .containsExactly(10.0, 10.0);
        Preprocessing plain = Preprocessing.builder().number("sqft").build();
        assertThat(plain.fit(ROWS).columns().get(0).hasRange()).isFalse();
        assertThatThrownBy(() -> Column.text("t").withRange(0, 1)).hasMessageContaining("cannot have a range");
        assertThatThrownBy(() -> Column.number("t").withRange(2, 1)).hasMessageContaining("a least and a greatest");
    }

    @Test
    void anUnknownCategoryGoesToTheModelsOwnRuleUnlessStrict() {
        assertThat(refused(model(InputPolicy.STRICT), row("code", "9")))
                .hasMessageContaining("'code' has a category that training never saw: \"9\"; it saw \"3\", \"4.0\"");
        assertThat(tolerated).isEmpty();
        assertThat(model(InputPolicy.TYPED).predict(row("code", "9"))).isEqualTo(1500 + 100 + 100 + 1000 + 10_000);
        assertThat(tolerated).containsExactly(Kind.UNKNOWN_CATEGORY);
        refused(model(InputPolicy.LENIENT), row("area", "east"));
        assertThat(MODEL.categories())
                .containsExactly(Map.entry("area", List.of("north", "south")), Map.entry("code", List.of("3", "4.0")));
    }

    @Test
    void onlyTheLenientPolicyIgnoresUnknownColumns() {
        for (InputPolicy policy : List.of(InputPolicy.STRICT, InputPolicy.TYPED, InputPolicy.COERCE)) {
            assertThat(refused(model(policy), row("oops", 1)).violations())
                    .extracting(Violation::kind)
                    .containsExactly(Kind.UNKNOWN_COLUMN);
        }
        assertThat(model(InputPolicy.LENIENT).predict(row("oops", 1))).isEqualTo(MODEL.predict(row()));
        assertThat(tolerated).containsExactly(Kind.UNKNOWN_COLUMN);
        ScoringModel ignoring =
                ScoringModelBuilder.from(MODEL).ignoreUnknownColumns().build();
        assertThat(ignoring.predict(row("oops", 1))).isEqualTo(MODEL.predict(row()));
        refused(ignoring.withInputPolicy(InputPolicy.STRICT), row("oops", 1));
    }

    @ParameterizedTest
    @CsvSource({"12.5, 12.5", "' 1e3 ', 1000", "-0, -0.0", "+7, 7", ".5, 0.5", "5., 5", "true, 1"})
    void aTextThatIsANumberIsConvertedOnRequest(String text, double number) {
        Object given = text.equals("true") ? (Object) true : text;
        assertThat(refused(MODEL, row("sqft", given)).violations().get(0).kind())
                .isEqualTo(Kind.WRONG_TYPE);
        assertThat(refused(model(InputPolicy.STRICT), row("sqft", given))).isNotNull();
        for (InputPolicy policy : List.of(InputPolicy.COERCE, InputPolicy.LENIENT)) {
            assertThat(model(policy).predict(row("sqft", given))).isEqualTo(number + 11_200);
        }
        assertThat(tolerated).contains(Kind.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1,5", "0x10", "1d", "1f", "1_000", "--1", "Infinity", "e5", ".", "1 2"})
    void aTextThatIsNotANumberIsRefused(String text) {
        assertThat(refused(model(InputPolicy.COERCE), row("sqft", text)))
                .hasMessageContaining("the text is not a number");
        assertThat(refused(model(InputPolicy.COERCE), row("age", text))).isNotNull();
        assertThat(refused(model(InputPolicy.LENIENT), row("sqft", text)))
                .as("sqft is required")
                .isNotNull();
        assertThat(tolerated).isEmpty();
        assertThat(model(InputPolicy.LENIENT).predict(row("age", text)))
                .as("age is optional")
                .isEqualTo(MODEL.predict(row("age", null)));
        assertThat(tolerated).containsExactly(Kind.WRONG_TYPE);
    }

    @Test
    void anEmptyTextIsAMissingNumber() {
        assertThat(model(InputPolicy.COERCE).predict(row("age", " "))).isEqualTo(MODEL.predict(row("age", null)));
        assertThat(refused(model(InputPolicy.COERCE), row("sqft", ""))
                        .violations()
                        .get(0)
                        .kind())
                .isEqualTo(Kind.MISSING);
        assertThat(refused(model(InputPolicy.COERCE), row("sqft", "1e999"))
                        .violations()
                        .get(0)
                        .kind())
                .isEqualTo(Kind.NOT_FINITE);
    }

    @Test
    void booleansAreMadeOfOnesZerosAndWords() {
        ScoringModel model = model(InputPolicy.COERCE);
        for (Object yes : new Object[] {1, 1.0, "true", "TRUE", "1", "1.0"}) {
            assertThat(model.predict(row("pool", yes))).as("%s", yes).isEqualTo(MODEL.predict(row()));
        }
        for (Object no : new Object[] {0, -0.0, "False", "0", "0.0"}) {
            assertThat(model.predict(row("pool", no))).as("%s", no).isEqualTo(MODEL.predict(row("pool", false)));
        }
        for (Object neither : new Object[] {2, 0.5, "yes", "", 'x', Double.NaN}) {
            refused(model, row("pool", neither));
        }
    }

    @Test
    void textsAreMadeOfNumbersCharactersAndConstants() {
        ScoringModel model = model(InputPolicy.COERCE);
        double three = MODEL.predict(row());
        double four = MODEL.predict(row("code", "4.0"));
        assertThat(three).isNotEqualTo(four);
        assertThat(model.predict(row("code", 3))).isEqualTo(three);
        assertThat(model.predict(row("code", 3.0))).isEqualTo(three);
        assertThat(model.predict(row("code", '3'))).isEqualTo(three);
        assertThat(model.predict(row("code", java.nio.CharBuffer.wrap("4.0")))).isEqualTo(four);
        assertThat(model.predict(row("code", 4.0))).isEqualTo(four);
        assertThat(model.predict(row("area", Area.north))).isEqualTo(three);
        refused(model, row("code", List.of("3")));
        assertThat(refused(model, row("area", true))).hasMessageContaining("\"true\"");
    }

    @Test
    void noPolicyMakesUpARequiredValue() {
        for (InputPolicy policy : InputPolicy.values()) {
            assertThat(refused(model(policy), row("sqft", null))
                            .violations()
                            .get(0)
                            .kind())
                    .isEqualTo(Kind.MISSING);
            assertThat(refused(model(policy), row("sqft", List.of()))
                            .violations()
                            .get(0)
                            .kind())
                    .isEqualTo(Kind.WRONG_TYPE);
        }
        assertThat(model(InputPolicy.LENIENT).predict(row("age", Double.NEGATIVE_INFINITY)))
                .isEqualTo(MODEL.predict(row("age", null)));
        assertThat(tolerated).containsExactly(Kind.NOT_FINITE);
    }

    @Test
    void thePolicyIsNotPartOfTheModel() {
        assertThat(model(InputPolicy.LENIENT)).isEqualTo(MODEL).hasSameHashCodeAs(MODEL);
    }
}
