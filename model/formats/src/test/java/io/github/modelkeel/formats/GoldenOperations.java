package io.github.modelkeel.formats;

import io.github.modelkeel.formats.operation.OperationTypes;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.BoostedLogs;
import io.github.modelkeel.model.operation.BoostedVotes;
import io.github.modelkeel.model.operation.Bucketize;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.CategoryIndex;
import io.github.modelkeel.model.operation.CenteredSoftmaxOfLogs;
import io.github.modelkeel.model.operation.Clip;
import io.github.modelkeel.model.operation.ClippedHalf;
import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.Fill;
import io.github.modelkeel.model.operation.FillFrom;
import io.github.modelkeel.model.operation.FillTexts;
import io.github.modelkeel.model.operation.Flag;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.GaussianLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Interpolate;
import io.github.modelkeel.model.operation.InversePower;
import io.github.modelkeel.model.operation.IsolationLabel;
import io.github.modelkeel.model.operation.IsolationScore;
import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.MissingNumber;
import io.github.modelkeel.model.operation.NearestFill;
import io.github.modelkeel.model.operation.Neighbors;
import io.github.modelkeel.model.operation.NormalQuantiles;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.model.operation.NumberFlags;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.PairChoices;
import io.github.modelkeel.model.operation.PairProbabilities;
import io.github.modelkeel.model.operation.PairVotes;
import io.github.modelkeel.model.operation.Power;
import io.github.modelkeel.model.operation.Products;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.Quantiles;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.operation.Spline;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.model.operation.SupportVectors;
import io.github.modelkeel.model.operation.TensorChoice;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorConstants;
import io.github.modelkeel.model.operation.TensorFill;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.operation.TensorPair;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.model.operation.TensorReduce;
import io.github.modelkeel.model.operation.TextTable;
import io.github.modelkeel.model.operation.VoteCount;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.model.operation.WeightedMedian;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** For each operation a model that uses it, with each constant that it can have. The golden files were written from these. */
final class GoldenOperations {
    private static final Matrix SQUARE = new Matrix(2, 2, Numbers.of(0.5, -1.5, 2.25, 1.0 / 3));
    private static final Numbers PAIR = Numbers.of(0.25, 4);

    private GoldenOperations() {}

    /** The models by the names of their files. */
    static Map<String, ScoringModel> models() {
        Map<String, List<Operation>> byName = new LinkedHashMap<>();
        Stream.of(columns(), tables(), predictions(), votes(), tensors())
                .flatMap(s -> s)
                .forEach(
                        operation -> byName.computeIfAbsent(OperationTypes.nameOf(operation), name -> new ArrayList<>())
                                .add(operation));
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        byName.forEach((name, operations) -> models.put("v3/operation-" + name + ".json", model(operations)));
        return models;
    }

    private static Stream<? extends Operation> columns() {
        return Stream.of(
                        Stream.of(
                                new Bucketize(List.of(PAIR, Numbers.of())),
                                new CategoryIndex(Numbers.of(1, 2.5), true),
                                new Clip(-0.5, 1e300, 2),
                                new ClippedHalf(2),
                                new Constant(Numbers.of(1, -2.5)),
                                new Binarize(0.1, 2),
                                new Fill(Double.NaN, PAIR),
                                new FillFrom(0.5, 1.5),
                                new FillTexts(List.of("", "n/a"), List.of("none")),
                                new Flag(-1, 2),
                                new Interpolate(PAIR, Numbers.of(-1, 1), true),
                                new InversePower(true, PAIR),
                                new MissingNumber(2, -999, true),
                                new NearestFill(new Matrix(2, 2, Numbers.of(1, Double.NaN, 3, 4)), 1),
                                new NormalQuantiles(List.of(PAIR), Numbers.of(0, 1)),
                                new Quantiles(List.of(PAIR), Numbers.of(0, 1)),
                                new OneHot(3),
                                new Products(2, Indices.of(0, 2), Indices.of(1, 0)),
                                new RequireFinite(true, 2),
                                new Round(2),
                                new Standardize(PAIR, Numbers.of(2, -3)),
                                new ScaleShift(PAIR, Numbers.of(2, -3))),
                        Arrays.stream(Calculate.Function.values()).map(function -> new Calculate(function, 1)),
                        Arrays.stream(Normalize.Norm.values()).map(norm -> new Normalize(norm, 1e-9, 2)),
                        Arrays.stream(Power.Form.values()).map(form -> new Power(form, PAIR)),
                        Arrays.stream(Spline.Beyond.values())
                                .map(beyond -> new Spline(Numbers.of(0, 0, 1, 2, 3), 1, beyond, true)))
                .flatMap(s -> s);
    }

    private static Stream<? extends Operation> tables() {
        return Stream.of(
                new LookupNumbers(PAIR, SQUARE, Numbers.of(7, 8)),
                new LookupTexts(List.of("a", "größe"), SQUARE, Numbers.of(5, 6), Numbers.of(7, 8)),
                new NumberFlags(PAIR, true),
                new NumberTable(PAIR, Numbers.of(1, 2), -1),
                new TextTable(List.of("a", "b"), Numbers.of(1, 2), -1, false));
    }

    private static Stream<? extends Operation> predictions() {
        LinearScorer linear = LinearScorer.of(new double[] {1, -2}, 0.5);
        return Stream.of(
                        Stream.of(
                                new Affine(SQUARE, PAIR),
                                new FloatAffine(new Matrix(1, 2, Numbers.of(0.5, -0.25)), Numbers.of(1.5)),
                                new GaussianLogs(
                                        SQUARE, new Matrix(2, 2, Numbers.of(1, 2, 3, 4)), PAIR, Numbers.of(-1, -2)),
                                new Neighbors(SQUARE, new Matrix(2, 1, Numbers.of(1, 2)), 1, 2, true),
                                new SupportVectors(
                                        new Matrix(1, 3, Numbers.of(1, -0.5, 2)), Indices.of(1, 2), Numbers.of(0.75))),
                        Arrays.stream(Activation.Form.values()).map(form -> new Activation(form, 2)),
                        Arrays.stream(Link.values()).map(link -> new Score(linear, link)),
                        Arrays.stream(SupportKernel.Form.values())
                                .map(form -> new SupportKernel(SQUARE, form, 0.5, 1, 3)))
                .flatMap(s -> s);
    }

    private static Stream<? extends Operation> votes() {
        return Stream.of(
                new BoostedLogs(2),
                new BoostedVotes(2, PAIR, 1.5),
                new CenteredSoftmaxOfLogs(2),
                new IndexOfLargest(2),
                new IsolationLabel(3, -0.5),
                new IsolationScore(3),
                new SoftmaxOfLogs(2),
                new PairChoices(2),
                new PairProbabilities(2, Numbers.of(-1), Numbers.of(0.5)),
                new PairVotes(3, true),
                new NormalizeToSum(2),
                new VoteCount(2, PAIR),
                new WeightedMean(2, 1, PAIR, 2),
                new WeightedMedian(PAIR));
    }

    private static Stream<? extends Operation> tensors() {
        TensorPrecision real = TensorPrecision.DOUBLE;
        return Stream.of(
                        Stream.of(
                                new TensorChoice(2),
                                new TensorConstants(Numbers.of(1, Double.NaN, Double.NEGATIVE_INFINITY)),
                                new TensorFill(PAIR, Double.NaN)),
                        Arrays.stream(TensorOperator.values())
                                .map(operator -> new TensorConstant(operator, real, Numbers.of(2, 1), true)),
                        Arrays.stream(TensorPrecision.values())
                                .map(type -> new TensorConstant(TensorOperator.ADD, type, Numbers.of(2), false)),
                        Arrays.stream(TensorMap.Function.values()).map(function -> new TensorMap(function, real, 2)),
                        Arrays.stream(TensorPrecision.values())
                                .map(type -> new TensorMap(TensorMap.Function.CAST, type, 1)),
                        Arrays.stream(TensorNormalize.Kind.values()).map(kind -> new TensorNormalize(kind, real, 2)),
                        Arrays.stream(TensorPrecision.values())
                                .map(type -> new TensorNormalize(TensorNormalize.Kind.LENGTH, type, 2)),
                        Arrays.stream(TensorOperator.values()).map(operator -> new TensorPair(operator, real, 1)),
                        Arrays.stream(TensorPrecision.values())
                                .map(type -> new TensorPair(TensorOperator.ADD, type, 1)),
                        Arrays.stream(TensorReduce.Kind.values()).map(kind -> new TensorReduce(kind, real, 2)),
                        Arrays.stream(TensorPrecision.values())
                                .map(type -> new TensorReduce(TensorReduce.Kind.SUM, type, 2)))
                .flatMap(s -> s);
    }

    /** Each operation reads the first columns; the first number that each writes is a feature. */
    private static ScoringModel model(List<Operation> operations) {
        boolean texts = operations.stream().anyMatch(each -> !each.texts().isEmpty() || each.passesTexts());
        int inputs = Math.max(
                1, operations.stream().mapToInt(Operation::inputs).max().orElse(1));
        List<Program.Call> calls = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        int slot = inputs;
        for (Operation operation : operations) {
            calls.add(new Program.Call(operation, Indices.range(0, operation.inputs())));
            if (operation.passesTexts()) {
                Operation table = new TextTable(List.of("none"), Numbers.of(1), 0, false);
                calls.add(new Program.Call(table, Indices.of(slot)));
                slot += operation.outputs();
            }
            outputs.add(slot);
            slot += operation.passesTexts() ? 1 : operation.outputs();
        }
        Program program = Program.of(
                inputs,
                calls,
                Indices.of(outputs.stream().mapToInt(each -> each).toArray()));
        List<Column> columns = IntStream.range(0, inputs)
                .mapToObj(i -> texts ? Column.text("x" + i) : Column.number("x" + i))
                .toList();
        List<String> names =
                IntStream.range(0, outputs.size()).mapToObj(i -> "f" + i).toList();
        Scorer missingToo = TreeEnsembleScorer.builder(outputs.size())
                .tree()
                .split(0, 0.5, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        return ScoringModelBuilder.model(
                CompiledPreprocessing.of(columns, program, names), Column.number("y"), missingToo, Link.IDENTITY);
    }
}
