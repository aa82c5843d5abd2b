package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Fitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An estimator that scikit-learn fitted, and what it predicts. Remade by {@code make_sklearn_estimator_files.py} of the interop tests.
 *
 * @param file the file
 * @param rows the rows
 * @param ulps how far a number may be from Python's
 * @param scale the size of number of which the units are meant, when the number is smaller
 * @param answers what is predicted for each row
 */
record EstimatorFixture(Path file, List<double[]> rows, int ulps, double scale, List<Expected> answers) {
    static final List<Path> DIRECTORIES = List.of(
            Path.of("src/test/resources/sklearn/estimators"), Path.of("src/test/resources/sklearn/estimators-1.3"));

    /** What is predicted for a row: the label, the probabilities and the numbers, each empty where there is none. */
    record Expected(String label, List<Double> probabilities, List<Double> outputs) {}

    static List<EstimatorFixture> all() {
        List<EstimatorFixture> all = new ArrayList<>();
        DIRECTORIES.stream().filter(Files::isDirectory).forEach(directory -> all.addAll(read(directory)));
        return all;
    }

    private static List<EstimatorFixture> read(Path directory) {
        List<EstimatorFixture> fixtures = new ArrayList<>();
        Map<String, List<double[]>> rows = new HashMap<>();
        Iterator<String> lines = lines(directory.resolve("expected.txt")).iterator();
        lines.next();
        while (lines.hasNext()) {
            String[] words = lines.next().split(" ", -1);
            if (words[0].equals("rows")) {
                rows.put(
                        words[1],
                        take(lines, words[2]).stream()
                                .map(line -> toArray(numbers(line)))
                                .toList());
            } else {
                List<Expected> answers = take(lines, words[3]).stream()
                        .map(EstimatorFixture::answer)
                        .toList();
                fixtures.add(new EstimatorFixture(
                        directory.resolve(words[1]),
                        Objects.requireNonNull(rows.get(words[2])),
                        Integer.parseInt(words[4]),
                        numbers(words[5]).get(0),
                        answers));
            }
        }
        return fixtures;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> take(Iterator<String> lines, String count) {
        return IntStream.range(0, Integer.parseInt(count))
                .mapToObj(i -> lines.next())
                .toList();
    }

    private static double[] toArray(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Expected answer(String line) {
        String[] parts = line.split("\t", -1);
        return new Expected(parts[0], numbers(parts[1]), numbers(parts[2]));
    }

    private static List<Double> numbers(String line) {
        return Stream.of(line.split(" ", -1))
                .filter(hex -> !hex.isEmpty())
                .map(hex -> Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16)))
                .toList();
    }

    /** The root of a file. */
    static Located root(Path file) throws IOException {
        return PythonFile.read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    Located root() {
        try {
            return root(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int features() {
        return rows.get(0).length;
    }

    ScoringModel model() {
        return model(ModelParts.ofModel().estimator(root(), features()), features());
    }

    /** A model whose columns are the features f0, f1, and so on. */
    static ScoringModel model(Fitted fitted, int features) {
        List<String> names = IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
        List<Column> columns = names.stream()
                .map(Column::number)
                .map(column -> fitted.scorer().acceptsMissing() ? column.asOptional() : column)
                .toList();
        Program program = Program.of(
                features, List.of(), Indices.of(IntStream.range(0, features).toArray()));
        return fitted.model(CompiledPreprocessing.of(columns, program, names), Column.number("prediction"));
    }

    Map<String, Object> row(int index) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (double value : rows.get(index)) {
            row.put("f" + row.size(), value);
        }
        return row;
    }

    @Override
    public String toString() {
        return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
    }
}
