package io.github.modelkeel.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.RandomTrees;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows give the bits and the faults of each row alone. */
class ManyRowsTest {
    /** More than two of the largest blocks, and not a whole number of them. */
    private static final int ROWS = 2300;

    private record Six(double x0, double x1, double x2, double x3, double x4, double x5) {}

    private static FittedPreprocessing numbers() {
        Preprocessing.Builder columns = Preprocessing.builder();
        for (int i = 0; i < RandomTrees.FEATURES; i++) {
            columns.number("x" + i);
        }
        Map<String, @Nullable Object> present = new HashMap<>();
        Map<String, @Nullable Object> missing = new HashMap<>();
        for (int i = 0; i < RandomTrees.FEATURES; i++) {
            present.put("x" + i, 1);
            missing.put("x" + i, null);
        }
        return columns.build().fit(List.of(present, missing));
    }

    private static ScoringModel model(Scorer scorer, Link link) {
        return ScoringModelBuilder.model(numbers(), Column.number("y"), scorer, link);
    }

    private static Scorer program(TreeEnsembleScorer trees) {
        int[] outputs = IntStream.range(0, trees.outputs())
                .map(i -> RandomTrees.FEATURES + i)
                .toArray();
        Indices features = Indices.of(IntStream.range(0, RandomTrees.FEATURES).toArray());
        return new ProgramScorer(Program.of(
                RandomTrees.FEATURES,
                List.of(new Program.Call(new Score(trees, Link.IDENTITY), features)),
                Indices.of(outputs)));
    }

    static List<Arguments> models() {
        RandomTrees random = new RandomTrees(6, Comparison.LESS_OR_EQUAL, Inputs.DOUBLE);
        TreeEnsembleScorer small = random.ofTrees(30, 3, Sum.DOUBLE_FROM_BASE, 1, false);
        TreeEnsembleScorer middle = random.ofTrees(120, 5, Sum.DOUBLE_FROM_BASE, 1, false);
        TreeEnsembleScorer deep = random.ofTrees(20, 20, Sum.MEAN, 1, false);
        TreeEnsembleScorer vectors = random.ofTrees(20, 12, Sum.MEAN, 3, true);
        TreeEnsembleScorer three = random.ofTrees(120, 4, Sum.FLOAT_FROM_BASE, 3, false);
        return List.of(
                Arguments.of("small trees on the columns themselves", model(small, Link.IDENTITY)),
                Arguments.of(
                        "trees of five levels",
                        ScoringModelBuilder.from(model(middle, Link.LOGISTIC))
                                .linkScale(0.7)
                                .build()),
                Arguments.of(
                        "a classifier of two classes",
                        ScoringModelBuilder.from(model(middle, Link.LOGISTIC))
                                .classes(List.of("no", "yes"))
                                .build()),
                Arguments.of("deep trees", model(deep, Link.IDENTITY)),
                Arguments.of(
                        "deep trees with a value a class",
                        ScoringModelBuilder.from(model(vectors, Link.IDENTITY))
                                .classes(List.of("a", "b", "c"))
                                .build()),
                Arguments.of("several outputs", model(three, Link.IDENTITY)),
                Arguments.of(
                        "softmax of three classes",
                        ScoringModelBuilder.from(model(three, Link.FLOAT_SOFTMAX))
                                .classes(List.of("a", "b", "c"))
                                .build()),
                Arguments.of("a program", model(program(vectors), Link.IDENTITY)),
                Arguments.of("a program of one output", model(program(deep), Link.EXP)));
    }

    private static List<Map<String, Object>> rows(int count) {
        Random random = new Random(9);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 0; column < RandomTrees.FEATURES; column++) {
                row.put(
                        "x" + column,
                        random.nextInt(5) == 0
                                ? Double.NaN
                                : random.nextBoolean() ? random.nextGaussian() : random.nextInt(9) / 4.0);
            }
            rows.add(row);
        }
        return rows;
    }

    private static Rows oneAfterAnother(List<Map<String, Object>> rows) {
        Iterator<Map<String, Object>> iterator = rows.iterator();
        return Rows.from(signature -> into -> {
            if (!iterator.hasNext()) {
                return false;
            }
            Map<String, Object> row = iterator.next();
            for (int i = 0; i < RandomTrees.FEATURES; i++) {
                into.value(i, row.get("x" + i));
            }
            return true;
        });
    }

    private static double x(Map<String, Object> row, int column) {
        return (double) Objects.requireNonNull(row.get("x" + column));
    }

    private static List<Object> records(List<Map<String, Object>> rows) {
        return rows.stream()
                .<Object>map(row -> new Six(x(row, 0), x(row, 1), x(row, 2), x(row, 3), x(row, 4), x(row, 5)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyWayInGivesTheBitsOfEachRowAlone(String what, ScoringModel model) {
        for (int count : new int[] {0, 1, 23, 31, 70, ROWS}) {
            List<Map<String, Object>> rows = rows(count);
            assertThat(model.predict(Rows.ofMaps(rows)))
                    .as(what)
                    .containsExactlyElementsOf(rows.stream()
                            .map(row -> model.predictOne(Rows.of(row)))
                            .toList())
                    .isEqualTo(model.predict(oneAfterAnother(rows)))
                    .isEqualTo(model.predict(Rows.ofBeans(records(rows))));
            if (model.outputCount() == 1) {
                Map<String, Object> columns = new LinkedHashMap<>();
                for (int i = 0; i < RandomTrees.FEATURES; i++) {
                    int column = i;
                    columns.put(
                            "x" + i,
                            rows.stream().mapToDouble(row -> x(row, column)).toArray());
                }
                assertThat(model.predictValues(Rows.ofMaps(rows)))
                        .as(what)
                        .containsExactly(
                                rows.stream().mapToDouble(model::predict).toArray())
                        .isEqualTo(model.predictValues(oneAfterAnother(rows)))
                        .isEqualTo(model.predictValues(Rows.ofBeans(records(rows))))
                        .isEqualTo(model.predictValues(Rows.ofColumns(columns)));
            }
        }
    }

    /** Refuses what is above 1000, where it computes and not where a row is read. */
    private record NotLarge() implements Elementwise {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public double apply(int index, double value) {
            if (value > 1000) {
                throw new InvalidInputException("a", "too large: " + value);
            }
            return value;
        }

        @Override
        public boolean monotone() {
            return false;
        }
    }

    /** A row can be refused when it is read, in preprocessing ({@code a}), by the trees ({@code b}) and by the link ({@code c}). */
    private static ScoringModel refusing() {
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(
                List.of(Column.number("a"), Column.number("b"), Column.number("c")),
                Program.of(3, List.of(new Program.Call(new NotLarge(), Indices.of(0))), Indices.of(3, 1, 2)),
                List.of("a", "b", "c"));
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(3).inputs(Inputs.FINITE_FLOAT).sum(Sum.DOUBLE_FROM_BASE, 0);
        for (int i = 0; i < 50; i++) {
            trees.tree()
                    .split(2, 50, 1, 2, true)
                    .split(i % 2, i, 3, 4, true)
                    .leaf(1000)
                    .leaf(0.01)
                    .leaf(0.02);
        }
        return ScoringModelBuilder.model(preprocessing, Column.number("y"), trees.build(), Link.EXP);
    }

    private static Map<String, Object> row(Object a, Object b, Object c) {
        return Map.of("a", a, "b", b, "c", c);
    }

    @ParameterizedTest(name = "the first bad row is row {0}")
    @ValueSource(ints = {0, 5, 70, 255, 256, 2000})
    void theFirstRowThatCannotBeUsedIsReportedWhateverIsWrongWithIt(int first) {
        ScoringModel model = refusing();
        List<Map<String, Object>> faults = List.of(row("text", 1, 1), row(2000, 1, 1), row(1, 1e300, 1), row(1, 1, 51));
        for (Map<String, Object> fault : faults) {
            String alone = message(() -> model.predict(fault));
            for (Map<String, Object> later : faults) {
                List<Map<String, Object>> rows = new ArrayList<>();
                for (int i = 0; i < 2500; i++) {
                    rows.add(i == first ? fault : i == first + 3 ? later : row(i % 50, 30, i % 40));
                }
                String expected = "row " + first + ": " + alone;
                assertThat(message(() -> model.predictValues(Rows.ofMaps(rows))))
                        .isEqualTo(expected);
                assertThat(message(() -> model.predict(Rows.ofMaps(rows)))).isEqualTo(expected);
                assertThat(message(() -> model.predictValues(named(rows)))).isEqualTo(expected);
            }
        }
    }

    private static Rows named(List<Map<String, Object>> rows) {
        Iterator<Map<String, Object>> iterator = rows.iterator();
        return Rows.from(signature -> into -> {
            if (iterator.hasNext()) {
                Map<String, Object> row = iterator.next();
                into.value(0, row.get("a"));
                into.value(1, row.get("b"));
                into.value(2, row.get("c"));
                return true;
            }
            return false;
        });
    }

    private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(InvalidInputException.class);
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void aBrokenSourceIsReportedUnlessARowBeforeCannotBeUsed() {
        ScoringModel model = refusing();
        IOException broken = new IOException("cut off");
        for (boolean bad : new boolean[] {false, true}) {
            int[] next = {0};
            Rows rows = Rows.from(signature -> into -> {
                if (next[0] == 100) {
                    throw broken;
                }
                into.number(0, 1);
                into.number(1, 1);
                into.number(2, bad && next[0] == 60 ? 51 : 1);
                next[0]++;
                return true;
            });
            if (bad) {
                assertThatThrownBy(() -> model.predictValues(rows)).hasMessageContaining("row 60: ");
            } else {
                assertThatThrownBy(() -> model.predictValues(rows))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessage("the rows cannot be read: cut off")
                        .hasCause(broken);
            }
        }
    }

    @Test
    void aCallFromWithinAnotherHasItsOwnArrays() {
        ScoringModel model = model(
                new RandomTrees(2, Comparison.LESS, Inputs.FLOAT).ofTrees(20, 12, Sum.FLOAT_FROM_BASE, 1, false),
                Link.IDENTITY);
        List<Map<String, Object>> rows = rows(400);
        double[] expected = model.predictValues(Rows.ofMaps(rows));
        List<Map<String, Object>> calling = new ArrayList<>(rows);
        calling.set(200, new HashMap<>(rows.get(200)) {
            @java.io.Serial
            private static final long serialVersionUID = 1L;

            @Override
            public @Nullable Object get(@Nullable Object key) {
                assertThat(model.predictValues(Rows.ofMaps(rows))).isEqualTo(expected);
                return super.get(key);
            }
        });
        assertThat(model.predictValues(Rows.ofMaps(calling))).isEqualTo(expected);
        assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(20);
    }
}
