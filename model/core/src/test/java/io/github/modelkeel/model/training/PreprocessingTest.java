package io.github.modelkeel.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The numbers of scikit-learn in these tests are those of version 1.9.1. */
class PreprocessingTest {
    private static final double[] X = {1.5, 2.25, -7.125, 1000, Double.NaN, 2.25};

    private static List<Map<String, @Nullable Object>> column(String name, @Nullable Object... values) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object value : values) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put(name, value);
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> x() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (double value : X) {
            rows.addAll(column("x", value));
        }
        return rows;
    }

    private static FittedPreprocessing fit(Consumer<Preprocessing.NumberSteps> steps) {
        return Preprocessing.builder().number("x", steps).build().fit(x());
    }

    private static double one(FittedPreprocessing fitted, @Nullable Object x) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("x", x);
        return fitted.apply(row)[0];
    }

    @Test
    void standardScalingIsScikitLearns() {
        FittedPreprocessing fitted = fit(c -> c.scaleStandard());
        Step.Standardize step = (Step.Standardize)
                CompiledPreprocessing.chainsOf(fitted).get(0).steps().get(0);
        assertThat(step.mean()).isEqualTo(199.775);
        assertThat(step.scale()).isEqualTo(400.1282013305236);
        assertThat(one(fitted, 1.5)).isEqualTo(-0.4955286814093268);
        assertThat(one(fitted, null)).isNaN();
    }

    @Test
    void theStepsAreSaidInWords() {
        assertThat(fit(c -> c.imputeMedian().scaleStandard()).steps()).containsExactly("x: fill 2.25; standardize");
        assertThat(fit(c -> {}).steps()).containsExactly("x");
    }

    @Test
    void minMaxScalingIsScikitLearns() {
        FittedPreprocessing fitted = fit(c -> c.scaleMinMax());
        Step.MinMax step = (Step.MinMax)
                CompiledPreprocessing.chainsOf(fitted).get(0).steps().get(0);
        assertThat(step.scale()).isEqualTo(0.0009929254064788382);
        assertThat(step.offset()).isEqualTo(0.007074593521161722);
        assertThat(one(fitted, 1000)).isEqualTo(0.9999999999999999);
        assertThat(one(fitted, 2.25)).isEqualTo(0.009308675685739108);
        assertThat(one(fitted, -7.125)).isEqualTo(0);
    }

    @Test
    void imputationIsScikitLearns() {
        assertThat(one(fit(c -> c.imputeMean()), null)).isEqualTo(199.775);
        assertThat(one(fit(c -> c.imputeMedian()), null)).isEqualTo(2.25);
        assertThat(one(fit(c -> c.imputeMostFrequent()), Double.NaN)).isEqualTo(2.25);
        assertThat(one(fit(c -> c.imputeConstant(-1)), Float.NaN)).isEqualTo(-1);
        assertThat(one(fit(c -> c.imputeMean()), 7)).isEqualTo(7);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        FittedPreprocessing fitted = Preprocessing.builder()
                .number("x", c -> c.imputeMedian())
                .build()
                .fit(column("x", 4, 1, 3, 2));
        assertThat(one(fitted, null)).isEqualTo(2.5);
    }

    @Test
    void aConstantHasTheScaleOne() {
        for (Object constant : new Object[] {0, 0.1, 1e8 + 0.1, -1e300}) {
            @Nullable Object[] values = new @Nullable Object[1000];
            Arrays.fill(values, constant);
            FittedPreprocessing fitted = Preprocessing.builder()
                    .number("x", c -> c.scaleStandard())
                    .build()
                    .fit(column("x", values));
            Step.Standardize step = (Step.Standardize)
                    CompiledPreprocessing.chainsOf(fitted).get(0).steps().get(0);
            assertThat(step.scale()).as("%s", constant).isEqualTo(1);
            FittedPreprocessing range = Preprocessing.builder()
                    .number("x", c -> c.scaleMinMax())
                    .build()
                    .fit(column("x", values));
            assertThat(one(range, constant)).as("%s", constant).isEqualTo(0);
        }
    }

    @Test
    void logarithmClipAndBucketsComputeAsDeclared() {
        assertThat(one(Preprocessing.builder().number("x", c -> c.log()).build().fit(column("x", 1)), 0.3))
                .isEqualTo(-1.2039728043259361);
        assertThat(one(
                        Preprocessing.builder()
                                .number("x", c -> c.log1p())
                                .build()
                                .fit(column("x", 1)),
                        0.3))
                .isEqualTo(0.26236426446749106);
        FittedPreprocessing clip = fit(c -> c.clip(0, 10));
        assertThat(one(clip, -3)).isEqualTo(0);
        assertThat(one(clip, 3)).isEqualTo(3);
        assertThat(one(clip, 30)).isEqualTo(10);
        FittedPreprocessing bucket = fit(c -> c.bucket(2, 3, 5));
        assertThat(new double[] {one(bucket, 1), one(bucket, 2), one(bucket, 3), one(bucket, 3.5), one(bucket, 5)})
                .containsExactly(0, 1, 2, 2, 3);
        assertThat(one(bucket, null)).isNaN();
        FittedPreprocessing oneHot = fit(c -> c.imputeMean().bucketOneHot(2, 3));
        assertThat(oneHot.featureNames()).containsExactly("x=bucket0", "x=bucket1", "x=bucket2");
        assertThat(oneHot.apply(Map.of("x", 2.5))).containsExactly(0, 1, 0);
    }

    @Test
    void stepsRunInTheOrderOfTheirDeclaration() {
        assertThat(one(fit(c -> c.imputeConstant(99).clip(0, 10)), null)).isEqualTo(10);
        assertThat(one(fit(c -> c.clip(0, 10).imputeConstant(99)), null)).isEqualTo(99);
        assertThat(one(fit(c -> c.clip(0, 10).imputeMean()), null)).isEqualTo((1.5 + 2.25 + 0 + 10 + 2.25) / 5);
    }

    @Test
    void anUnseenCategoryFollowsThePolicy() {
        List<Map<String, @Nullable Object>> rows = column("x", "b", "a", "b");
        FittedPreprocessing strict =
                Preprocessing.builder().text("x", c -> c.oneHot()).build().fit(rows);
        assertThat(strict.featureNames()).containsExactly("x=a", "x=b");
        assertThat(strict.apply(Map.of("x", "b"))).containsExactly(0, 1);
        assertThatThrownBy(() -> strict.apply(Map.of("x", "c")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("column 'x' has a category that training never saw: \"c\"; it saw \"a\", \"b\"");
        FittedPreprocessing lenient = Preprocessing.builder()
                .text("x", c -> c.oneHotIgnoringUnknown())
                .build()
                .fit(rows);
        assertThat(lenient.apply(Map.of("x", "c"))).containsExactly(0, 0);
        FittedPreprocessing fallback = Preprocessing.builder()
                .text("x", c -> c.oneHotWithFallback("a"))
                .build()
                .fit(rows);
        assertThat(fallback.apply(Map.of("x", "c"))).containsExactly(1, 0);
        assertThatThrownBy(() -> Preprocessing.builder()
                        .text("x", c -> c.oneHotWithFallback("z"))
                        .build()
                        .fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"z\" was not seen");
    }

    @Test
    void aMissingTextIsImputed() {
        List<Map<String, @Nullable Object>> rows = column("x", "b", "a", "b", null);
        FittedPreprocessing frequent = Preprocessing.builder()
                .text("x", c -> c.imputeMostFrequent().oneHot())
                .build()
                .fit(rows);
        assertThat(one(frequent, null)).isEqualTo(0);
        assertThat(frequent.apply(Map.of())).containsExactly(0, 1);
        FittedPreprocessing constant = Preprocessing.builder()
                .text("x", c -> c.imputeConstant("none").oneHot())
                .build()
                .fit(column("x", "b", "a"));
        assertThat(constant.featureNames()).containsExactly("x=a", "x=b", "x=none");
        assertThat(constant.apply(Map.of())).containsExactly(0, 0, 1);
        assertThatThrownBy(() -> Preprocessing.builder()
                        .text("x", c -> c.oneHot())
                        .build()
                        .fit(rows))
                .hasMessageContaining("'x' can be missing")
                .hasMessageContaining("impute");
    }

    @Test
    void aRatioFollowsItsRuleForZero() {
        List<Map<String, ?>> rows = List.of(Map.of("a", 6, "b", 3), Map.of("a", 1, "b", 2));
        Map<String, Integer> zero = Map.of("a", 6, "b", 0);
        FittedPreprocessing error = ratio(ZeroDivision.ERROR).fit(rows);
        assertThat(error.apply(Map.of("a", 6, "b", 4))).containsExactly(1.5);
        assertThatThrownBy(() -> error.apply(zero))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'b' is 0");
        assertThat(ratio(ZeroDivision.ZERO).fit(rows).apply(zero)).containsExactly(0);
        FittedPreprocessing missing = ratio(ZeroDivision.MISSING).fit(rows);
        assertThat(missing.apply(zero)).containsExactly(Double.NaN);
        assertThat(missing.mayBeMissing()).isTrue();
        assertThat(error.mayBeMissing()).isFalse();
        assertThatThrownBy(() -> error.apply(Map.of("a", 1e308, "b", 1e-308))).hasMessageContaining("too large");
        assertThatThrownBy(() -> ratio(ZeroDivision.ERROR).fit(List.of(rows.get(0), zero)))
                .hasMessageStartingWith("row 1: column 'b' is 0");
    }

    private static Preprocessing ratio(ZeroDivision rule) {
        return Preprocessing.builder().ratio("r", "a", "b", rule, c -> {}).build();
    }

    @Test
    void columnsAreOptionalWhereTrainingMissedThemOrEveryChainImputes() {
        List<Map<String, @Nullable Object>> rows = x();
        rows.forEach(row -> row.put("y", 1));
        rows.forEach(row -> row.put("z", 1));
        rows.forEach(row -> row.put("w", 1));
        FittedPreprocessing fitted = Preprocessing.builder()
                .number("x")
                .number("y", c -> c.imputeMean())
                .number("z")
                .number("w", c -> c.imputeMean())
                .number("w2", "w", c -> {})
                .build()
                .fit(rows);
        assertThat(fitted.columns())
                .containsExactly(
                        new Column("x", ColumnType.NUMBER, false, true, null),
                        new Column("y", ColumnType.NUMBER, false, false, null),
                        new Column("z", ColumnType.NUMBER, true, false, null),
                        new Column("w", ColumnType.NUMBER, true, false, null));
    }

    @Test
    void wrongTrainingRowsAreNamed() {
        assertThatThrownBy(() -> fitColumn(column("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fit needs a training row");
        assertThatThrownBy(() -> fitColumn(column("x", null, Double.NaN)))
                .hasMessageContaining("'x' has no value in any of the 2 training rows");
        assertThatThrownBy(() -> fitColumn(column("x", 1, "2")))
                .hasMessageStartingWith("row 1: column 'x' must be a number");
        assertThatThrownBy(() -> fitColumn(column("x", 1, Double.POSITIVE_INFINITY)))
                .hasMessageContaining("row 1: column 'x' is infinite");
        assertThatThrownBy(() -> Preprocessing.builder()
                        .number("x", c -> c.log())
                        .build()
                        .fit(column("x", 1, 0)))
                .hasMessageStartingWith("row 1: 'x' is 0.0")
                .hasMessageContaining("log");
    }

    private static FittedPreprocessing fitColumn(List<Map<String, @Nullable Object>> rows) {
        return Preprocessing.builder().number("x").build().fit(rows);
    }

    @Test
    void wrongDeclarationsAreRefusedWhereTheyAreWritten() {
        assertThatThrownBy(() -> Preprocessing.builder().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Preprocessing.builder().number("x").text("x", c -> c.oneHot()))
                .hasMessageContaining("'x' cannot be declared as text; it is a number");
        assertThatThrownBy(() -> Preprocessing.builder().number("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Preprocessing.builder().number("x", c -> c.clip(2, 1)))
                .hasMessageContaining("low <= high");
        assertThatThrownBy(() -> Preprocessing.builder().number("x", c -> c.bucket(2, 2)))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> Preprocessing.builder().number("x", c -> c.bucket()))
                .hasMessageContaining("need an edge");
        assertThatThrownBy(() -> Preprocessing.builder().number("x", c -> c.imputeConstant(Double.NaN)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() ->
                        Preprocessing.builder().number("x").number("x").build().fit(column("x", 1)))
                .hasMessageContaining("two features are named 'x'");
        assertThatThrownBy(() -> Preprocessing.builder()
                        .text("x", c -> c.imputeMostFrequent())
                        .build()
                        .fit(column("x", "a")))
                .hasMessageContaining("add oneHot()");
        assertThatThrownBy(() -> fit(c -> c.imputeMean().bucketOneHot(1).clip(0, 1)))
                .hasMessageContaining("after its one-hot encoding");
        assertThatThrownBy(() -> fit(c -> c.bucketOneHot(1))).hasMessageContaining("impute");
    }

    @Test
    void anEncodedTextAsAnUnencodedColumnIsRefused() {
        assertThatThrownBy(() -> CompiledPreprocessing.of(
                        List.of(Column.number("x"), Column.number("y")),
                        List.of(new Chain("x", new Source.OfColumn("x"), List.of()))))
                .hasMessageContaining("'y' is used by no feature");
        assertThatThrownBy(() -> CompiledPreprocessing.of(
                        List.of(Column.text("x")),
                        List.of(new Chain("x", new Source.OfColumn("x"), List.of(new Step.Log())))))
                .hasMessageContaining("step for numbers");
        assertThatThrownBy(() -> CompiledPreprocessing.of(
                        List.of(Column.number("x")),
                        List.of(new Chain("x", new Source.OfColumn("x"), List.of(new Step.FillText("a"))))))
                .hasMessageContaining("step for text");
    }

    @Test
    void fittingTwiceGivesTheSame() {
        Preprocessing declared = Preprocessing.builder()
                .number("x", c -> c.imputeMean().scaleStandard())
                .build();
        assertThat(declared.fit(x())).isEqualTo(declared.fit(x()));
    }
}
