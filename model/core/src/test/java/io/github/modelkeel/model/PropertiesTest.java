package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names of records' and beans' properties, and values of the JDK's own types. */
class PropertiesTest {
    private final ScoringModel model = sum(Column.number("year_built"), Column.number("sqft"));

    record Exact(double year_built, double sqft) {}

    record Camel(double yearBuilt, double sqft) {}

    record Annotated(@Column.Name("year_built") int built, double sqft) {}

    record Twice(@Column.Name("sqft") int area, double sqft, double year_built) {}

    record WithExtra(double year_built, double sqft, String requestId) {}

    record Maybe(Optional<Integer> year_built, OptionalDouble sqft) {}

    static final class Bean {
        @Column.Name("year_built")
        public int getBuilt() {
            return 2000;
        }

        public OptionalInt getSqft() {
            return OptionalInt.of(1500);
        }
    }

    private static ScoringModel sum(Column... columns) {
        List<Chain> chains = Arrays.stream(columns)
                .map(column -> new Chain(column.name(), new OfColumn(column.name()), List.of()))
                .toList();
        double[] ones = new double[columns.length];
        Arrays.fill(ones, 1);
        return ScoringModelBuilder.model(
                CompiledPreprocessing.of(List.of(columns), chains),
                Column.number("y"),
                LinearScorer.of(ones, 0),
                Link.IDENTITY);
    }

    @Test
    void anAnnotationNamesTheColumnOfAComponentAndOfAGetter() {
        assertThat(model.predict(new Annotated(2000, 1500))).isEqualTo(3500);
        assertThat(model.predictValue(Rows.ofBean(new Bean()))).isEqualTo(3500);
    }

    @Test
    void twoPropertiesOfOneColumnAreRefusedByName() {
        assertThatThrownBy(() -> model.predict(new Twice(1, 2, 3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("two properties for the column 'sqft': \"area\" and \"sqft\"");
    }

    @Test
    void anotherNameIsRefusedWithTheColumnItLooksLike() {
        assertThatThrownBy(() -> model.predict(new Camel(2000, 1500)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"yearBuilt\", which the model does not know; did you mean \"year_built\"?");
        assertThatThrownBy(() -> model.predict(Map.of("year_built", 2000, "sqt", 1500, "sqft", 1)))
                .hasMessageContaining("did you mean \"sqft\"?");
    }

    @Test
    void relaxedNamesMayDifferInCaseAndSeparators() {
        ScoringModel relaxed = model.withRelaxedPropertyNames();
        assertThat(relaxed.predict(new Camel(2000, 1500))).isEqualTo(3500);
        assertThat(relaxed.predict(new Exact(2000, 1500))).isEqualTo(3500);
    }

    @Test
    void columnsThatDifferInSeparatorsOnlyAreNotGuessed() {
        ScoringModel relaxed = sum(Column.number("a_b").asOptional().withDefault(0.0), Column.number("ab"))
                .withRelaxedPropertyNames();
        record Guess(double aB) {}
        assertThatThrownBy(() -> relaxed.predict(new Guess(1))).isInstanceOf(InvalidInputException.class);
        record One(double ab) {}
        assertThat(relaxed.predict(new One(1))).isEqualTo(1);
    }

    @Test
    void aFunctionMapsNames() {
        ScoringModel mapped = sum(Column.number("SQFT")).withPropertyNames(name -> name.toUpperCase(Locale.ROOT));
        record Row(double sqft) {}
        assertThat(mapped.predict(new Row(7))).isEqualTo(7);
    }

    @Test
    void extraPropertiesAreRefusedUnlessTheyAreIgnoredAndThePolicyStays() {
        WithExtra row = new WithExtra(2000, 1500, "4711");
        assertThatThrownBy(() -> model.predict(row)).hasMessageContaining("requestId");
        ScoringModel ignoring = model.ignoringExtraProperties();
        assertThat(ignoring.predict(row)).isEqualTo(3500);
        assertThat(ignoring.withInputPolicy(InputPolicy.STRICT).predict(row)).isEqualTo(3500);
        assertThatThrownBy(() -> ignoring.predict(Map.of("year_built", "old", "sqft", 1)))
                .hasMessageContaining("must be a number");
        assertThatThrownBy(() -> ignoring.predict(Map.of("year_built", 1, "sqft", 1, "requestId", 1)))
                .hasMessageContaining("requestId");
    }

    @Test
    void anOptionalIsItsValueOrMissing() {
        assertThat(model.predict(new Maybe(Optional.of(2000), OptionalDouble.of(1500))))
                .isEqualTo(3500);
        assertThatThrownBy(() -> model.predict(new Maybe(Optional.empty(), OptionalDouble.of(1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'year_built' is an empty Optional");
        ScoringModel withDefault = sum(Column.number("x").asOptional().withDefault(5.0));
        assertThat(withDefault.predict(Map.of("x", Optional.empty()))).isEqualTo(5);
    }

    @Test
    void enumConstantsAndDatesAreTexts() {
        Preprocessing steps =
                Preprocessing.builder().text("day", text -> text.oneHot()).build();
        assertThat(day(steps, DayOfWeek.MONDAY)).isEqualTo(day(steps, "MONDAY"));
        assertThat(day(steps, LocalDate.of(2026, 11, 28))).isEqualTo(day(steps, "2026-11-28"));
        assertThat(day(steps, Optional.of(DayOfWeek.MONDAY))).isEqualTo(day(steps, "MONDAY"));
        assertThat(day(steps, "MONDAY")).isNotEqualTo(day(steps, "2026-11-28"));
    }

    @Test
    void aDateInANumberColumnIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> model.predict(Map.of("year_built", LocalDate.of(2000, 1, 1), "sqft", 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a number but is a java.time.LocalDate")
                .hasMessageContaining("toEpochDay()");
    }

    private static double day(Preprocessing steps, @Nullable Object value) {
        List<Map<String, Object>> rows = List.of(Map.of("day", "MONDAY"), Map.of("day", "2026-11-28"));
        FittedPreprocessing fitted = steps.fit(rows);
        ScoringModel model = ScoringModelBuilder.model(
                fitted, Column.number("y"), LinearScorer.of(new double[] {2, 3}, 0), Link.IDENTITY);
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("day", value);
        return model.predict(row);
    }
}
