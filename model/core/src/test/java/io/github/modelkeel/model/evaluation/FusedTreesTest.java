package io.github.modelkeel.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.CompileContext;
import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Kernel;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
import io.github.modelkeel.model.row.RowReader;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.model.tree.WalkLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusedTreesTest {
    private static final Preprocessing PREPROCESSING = Preprocessing.builder()
            .number("sqft", c -> c.scaleStandard())
            .number("rooms", c -> c.imputeMedian().scaleMinMax())
            .number("age", c -> c.clip(3, 80).scaleStandard())
            .number("band", "age", c -> c.bucket(10, 20, 50))
            .number("lot")
            .bool("pool")
            .text("area", c -> c.oneHotWithFallback("north"))
            .text("condition", c -> c.imputeMostFrequent().oneHotIgnoringUnknown())
            .build();

    private final Random random = new Random(11);

    private @Nullable Object number(double missing) {
        if (random.nextDouble() < missing) {
            return null;
        }
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(100);
            case 1 -> -random.nextDouble() * 1e-310;
            case 2 -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
            case 3 -> random.nextBoolean() ? 0.0 : -0.0;
            default -> random.nextGaussian() * 50;
        };
    }

    private List<Map<String, @Nullable Object>> rows(int count, boolean training) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("sqft", training ? (Object) random.nextInt(3000) : number(0));
            row.put("rooms", training && i % 5 != 0 ? (Object) random.nextInt(9) : training ? null : number(0.2));
            row.put("age", training ? (Object) (random.nextDouble() * 100) : number(0));
            row.put("lot", training && i % 7 != 0 ? (Object) random.nextInt(9) : training ? null : number(0.3));
            row.put("pool", random.nextBoolean());
            row.put("area", List.of("north", "south", "west", "moon").get(random.nextInt(training ? 3 : 4)));
            row.put("condition", i % 6 == 5 ? null : "c" + random.nextInt(training ? 3 : 5));
            rows.add(row);
        }
        return rows;
    }

    private TreeEnsembleScorer trees(FittedPreprocessing preprocessing, Inputs inputs, int leaves) {
        List<double[]> seen = rows(200, true).stream().map(preprocessing::apply).toList();
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(
                        preprocessing.featureNames().size())
                .comparison(random.nextBoolean() ? Comparison.LESS : Comparison.LESS_OR_EQUAL)
                .inputs(inputs)
                .sum(Sum.DOUBLE_FROM_BASE, 1);
        for (int tree = 0; tree < 30; tree++) {
            trees.tree();
            for (int i = 0; i < leaves - 1; i++) {
                int feature = random.nextInt(preprocessing.featureNames().size());
                double value = seen.get(random.nextInt(200))[feature];
                double threshold = Double.isNaN(value) ? 0.5 : value;
                trees.split(
                                feature,
                                inputs != Inputs.DOUBLE ? (float) threshold : threshold,
                                2 * i + 1,
                                2 * i + 2,
                                random.nextBoolean())
                        .leaf(random.nextGaussian());
            }
            trees.leaf(random.nextGaussian());
        }
        return trees.build();
    }

    @ParameterizedTest(name = "{0} leaves a tree")
    @ValueSource(ints = {2, 5, 8, 16, 20})
    void theColumnsThemselvesGiveTheBitsOfTheFeatures(int leaves) {
        FittedPreprocessing preprocessing = PREPROCESSING.fit(rows(300, true));
        for (Inputs inputs : List.of(Inputs.DOUBLE, Inputs.FLOAT, Inputs.FINITE_FLOAT_OR_MISSING)) {
            TreeEnsembleScorer trees = trees(preprocessing, inputs, leaves);
            ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("price"), trees, Link.IDENTITY);
            assertThat(((CompiledModel) model).isFused()).isTrue();
            WalkLayout walk = WalkLayout.of(trees.trees().nodes(), trees.trees().rule());
            for (Map<String, @Nullable Object> row : rows(600, false)) {
                double[] features = preprocessing.apply(row);
                if (Arrays.stream(features).anyMatch(trees.trees().refusal()::refuses)) {
                    assertThatThrownBy(() -> model.predict(row))
                            .as("%s", row)
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageContaining("the trees' feature");
                } else {
                    assertThat(model.predict(row))
                            .as("%s", row)
                            .isEqualTo(walk.sum(features, trees.trees().sum(0)));
                }
            }
        }
    }

    @Test
    void aThresholdIsHitExactlyFromBothSides() {
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("x", c -> c.scaleStandard())
                .build()
                .fit(List.of(Map.of("x", 3), Map.of("x", 4.5), Map.of("x", 7.1)));
        double cut = 5.1;
        double threshold = preprocessing.apply(Map.of("x", cut))[0];
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(1)
                .tree()
                .split(0, threshold, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("y"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isTrue();
        double x = cut - 1000 * Math.ulp(cut);
        for (int i = 0; i < 2000; i++, x = Math.nextUp(x)) {
            assertThat(model.predict(Map.of("x", x))).isEqualTo(trees.score(preprocessing.apply(Map.of("x", x))));
        }
    }

    @Test
    void whatTheTreesRefuseIsStillRefused() {
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("x", c -> c.scaleStandard())
                .number("unused")
                .build()
                .fit(List.of(Map.of("x", 3, "unused", 1), Map.of("x", 4.5, "unused", 2)));
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(2)
                .inputs(Inputs.FINITE_FLOAT)
                .tree()
                .split(0, 0.5f, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("y"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isTrue();
        assertThat(model.predict(Map.of("x", 1e37, "unused", -3e38))).isEqualTo(2);
        assertThat(model.predict(Map.of("x", -1e37, "unused", 3e38))).isEqualTo(1);
        for (double beyond : new double[] {0x1.ffffffp127, 1e300, -1e300, -0x1.ffffffp127}) {
            assertThatThrownBy(() -> model.predict(Map.of("x", beyond, "unused", 0)))
                    .hasMessageContaining("beyond a float");
            assertThatThrownBy(() -> model.predict(Map.of("x", 0, "unused", beyond)))
                    .hasMessageContaining("beyond a float");
        }
    }

    @Test
    void whatPreprocessingRefusesIsStillRefused() {
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("x", c -> c.log())
                .text("t", c -> c.oneHot())
                .build()
                .fit(List.of(Map.of("x", 3, "t", "a"), Map.of("x", 4.5, "t", "b")));
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(3)
                .tree()
                .split(1, 0.5, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("y"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isFalse();
        assertThat(model.predict(Map.of("x", 1, "t", "b"))).isEqualTo(1);
        assertThat(model.predict(Map.of("x", 1, "t", "a"))).isEqualTo(2);
        assertThatThrownBy(() -> model.predict(Map.of("x", 1, "t", "c")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("never saw");
        assertThatThrownBy(() -> model.predict(Map.of("x", -1, "t", "a")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("log");
    }

    /** An operation that refuses a text where it computes, not where a row is read. */
    private record IsRed() implements Operation {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public List<String> texts() {
            return List.of("green", "red");
        }

        @Override
        public Kernel compile(CompileContext around) {
            int red = around.codeOf("red");
            return (slots, from, to) -> {
                if (slots[from[0]] < 0) {
                    throw new InvalidInputException("color", "no such color");
                }
                slots[to] = slots[from[0]] == red ? 1 : 0;
            };
        }
    }

    /** Twice the number, but a missing one is 7. */
    private record Twice() implements Elementwise {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public double apply(int index, double value) {
            return Double.isNaN(value) ? 7 : 2 * value;
        }

        @Override
        public boolean monotone() {
            return true;
        }
    }

    @ParameterizedTest(name = "the trees look at feature {0}")
    @ValueSource(ints = {0, 1, 2})
    void programsAreFusedToo(int feature) {
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(
                List.of(Column.number("x").asOptional(), Column.number("y"), Column.text("color")),
                Program.of(
                        3,
                        List.of(
                                new Program.Call(new Twice(), Indices.of(0, 1)),
                                new Program.Call(new IsRed(), Indices.of(2))),
                        Indices.of(3, 4, 5)),
                List.of("x", "y", "red"));
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(3)
                .tree()
                .split(feature, feature == 2 ? 0.5 : 6, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("z"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isTrue();
        for (double x : new double[] {Double.NaN, 3, Math.nextUp(3), -1e308, 1e308}) {
            for (String color : List.of("red", "green")) {
                Map<String, Object> row = Map.of("x", x, "y", 4 - (Double.isNaN(x) ? 0 : x / 2), "color", color);
                assertThat(model.predict(row)).as("%s", row).isEqualTo(trees.score(preprocessing.apply(row)));
            }
        }
        assertThatThrownBy(() -> model.predict(Map.of("x", 1, "y", 1, "color", "blue")))
                .hasMessageContaining("no such color");
    }

    private static LookupTexts lookup(List<String> keys, double first) {
        double[] values = new double[keys.size()];
        Arrays.setAll(values, i -> first + i);
        return new LookupTexts(
                keys, new Matrix(values.length, 1, Numbers.of(values)), Numbers.of(first - 2), Numbers.of(first - 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void textColumnsThatShareTextsAreEachFusedByTheirOwn(long seed) {
        List<String> colors = List.of("red", "small", "green");
        List<String> sizes = List.of("tiny", "red", "small", "huge");
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(
                List.of(
                        Column.text("color").asOptional(),
                        Column.text("size").asOptional(),
                        Column.text("other").asOptional()),
                Program.of(
                        3,
                        List.of(
                                new Program.Call(lookup(colors, 10), Indices.of(0)),
                                new Program.Call(lookup(sizes, 20), Indices.of(1)),
                                new Program.Call(lookup(List.of("huge"), 30), Indices.of(2))),
                        Indices.of(3, 4, 5)),
                List.of("color", "size", "other"));
        Random shape = new Random(seed);
        TreeEnsembleScorer.Builder builder = TreeEnsembleScorer.builder(3);
        for (int tree = 0; tree < 12; tree++) {
            builder.tree();
            for (int i = 0; i < 4; i++) {
                int feature = shape.nextInt(3);
                builder.split(feature, 10 * feature + 8 + shape.nextInt(6), 2 * i + 1, 2 * i + 2, true)
                        .leaf(shape.nextGaussian());
            }
            builder.leaf(shape.nextGaussian());
        }
        TreeEnsembleScorer trees = builder.build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("y"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isTrue();
        List<@Nullable String> texts = Arrays.asList("red", "green", "small", "tiny", "huge", "never seen", null);
        Set<Double> answers = new HashSet<>();
        for (String color : texts) {
            for (String size : texts) {
                for (String other : texts) {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    row.put("color", color);
                    row.put("size", size);
                    row.put("other", other);
                    double expected = trees.score(preprocessing.apply(row));
                    assertThat(model.predict(row)).as("%s", row).isEqualTo(expected);
                    answers.add(expected);
                }
            }
        }
        assertThat(answers).hasSizeGreaterThan(10);
    }

    @Test
    void anEncoderThatRefusesOtherTextsLeavesTheRowsItAcceptsToTheTables() {
        LookupTexts kind =
                new LookupTexts(List.of("a", "b"), new Matrix(2, 1, Numbers.of(0, 1)), Numbers.of(), Numbers.of());
        LookupTexts place = new LookupTexts(
                List.of("b", "c", "a"), new Matrix(3, 1, Numbers.of(5, 6, 7)), Numbers.of(), Numbers.of());
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(
                List.of(Column.text("kind"), Column.text("place"), Column.number("x")),
                Program.of(
                        3,
                        List.of(
                                new Program.Call(kind, Indices.of(0)),
                                new Program.Call(place, Indices.of(1)),
                                new Program.Call(new OneHot(2), Indices.of(3))),
                        Indices.of(4, 5, 6, 2)),
                List.of("place", "kind a", "kind b", "x"));
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(4)
                .tree()
                .split(2, 0.5, 1, 2, true)
                .leaf(1)
                .split(0, 5.5, 3, 4, true)
                .leaf(2)
                .split(3, 0, 5, 6, true)
                .leaf(3)
                .leaf(4)
                .build();
        FeatureProgram program = FeatureProgram.compile(preprocessing.columns(), preprocessing);
        FusedTrees fused = Objects.requireNonNull(FusedTrees.of(program, trees));
        RowReader reader = program.reader(true);
        for (String first : List.of("a", "b")) {
            for (String second : List.of("a", "b", "c")) {
                for (double x : new double[] {-1, 1}) {
                    Map<String, Object> row = Map.of("kind", first, "place", second, "x", x);
                    double[] buffer = new double[program.bufferSize()];
                    reader.read(row, buffer, program.featureCount());
                    assertThat(fused.score(buffer))
                            .as("%s", row)
                            .isEqualTo(trees.score(preprocessing.apply(row)))
                            .isPositive();
                }
            }
        }
    }

    @Test
    void aCheckOfAllNumbersTogetherAsScikitLearnMakesItIsFusedToo() {
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(
                List.of(Column.number("x"), Column.number("y"), Column.text("color")),
                Program.of(
                        3,
                        List.of(
                                new Program.Call(new RequireFinite(false, 2), Indices.of(0, 1)),
                                new Program.Call(new IsRed(), Indices.of(2))),
                        Indices.of(3, 4, 5)),
                List.of("x", "y", "red"));
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(3)
                .inputs(Inputs.FINITE_FLOAT)
                .tree()
                .split(0, 2, 1, 2, true)
                .split(2, 0.5f, 3, 4, true)
                .leaf(1)
                .leaf(2)
                .leaf(3)
                .build();
        ScoringModel model = ScoringModelBuilder.model(preprocessing, Column.number("z"), trees, Link.IDENTITY);
        assertThat(((CompiledModel) model).isFused()).isTrue();
        for (double x : new double[] {-3e38, -0.0, 2, Math.nextUp(2f), 3e38}) {
            for (String color : List.of("red", "green")) {
                Map<String, Object> row = Map.of("x", x, "y", -x, "color", color);
                assertThat(model.predict(row)).as("%s", row).isEqualTo(trees.score(preprocessing.apply(row)));
            }
        }
        for (double beyond : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}) {
            assertThatThrownBy(() -> model.predict(Map.of("x", 1, "y", beyond, "color", "red")))
                    .hasMessageContaining("beyond a float");
        }
        ScoringModel lenient = model.withInputPolicy(InputPolicy.LENIENT);
        for (double not : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() -> lenient.predict(Map.of("x", not, "y", 1, "color", "red")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'x'");
        }
    }
}
