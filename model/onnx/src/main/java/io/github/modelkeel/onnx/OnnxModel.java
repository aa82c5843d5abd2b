package io.github.modelkeel.onnx;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.onnx.graph.GraphData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.UnsupportedGraphException;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.operator.Operators;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.ProgramCut;
import io.github.modelkeel.onnx.program.Sources;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A file of ONNX, read as a program of operations and a scorer that computes as ONNX Runtime does on a processor. */
final class OnnxModel {
    static final String OUTPUT = "prediction";

    /** Beyond it, to ask what becomes of each column would take a while; then all are required. */
    private static final long MAX_REQUESTED = 20_000_000;

    private final OnnxReading reading;
    private final GraphData graph;
    private final GraphImport program;

    private OnnxModel(OnnxReading reading, byte[] content, List<Column> signature) {
        this.reading = reading;
        this.graph = GraphData.read(reading, content);
        this.program = new GraphImport(graph, new Sources(reading, graph, signature));
        graph.nodes().forEach(node -> Operators.read(node, program));
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param content its bytes
     * @param signature the columns of the signature in {@code MLmodel}; none without one
     * @return the model
     * @throws ModelRefusedException if the file is broken or too large; the message names it
     * @throws UnsupportedGraphException if it has something that only a runtime of ONNX can do
     */
    static ScoringModel read(String file, byte[] content, List<Column> signature) {
        OnnxReading reading = new OnnxReading(file);
        try {
            return new OnnxModel(reading, content, signature).model();
        } catch (IllegalArgumentException e) {
            throw reading.refusal("it describes no valid model: " + e.getMessage(), e);
        }
    }

    private ScoringModel model() {
        Tensor.Named result = result();
        ProgramCut cut = ProgramCut.of(
                program.sources().count(), program.calls(), result.values().slots());
        Scorer scorer = cut.scorer();
        List<Column> columns = columns(cut.features(), scorer);
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(columns, cut.features(), names(cut.features()));
        ScoringModelBuilder model = ScoringModelBuilder.of(preprocessing, Column.number(OUTPUT), scorer, Link.IDENTITY);
        return (result.classes().isEmpty() ? model : model.classes(result.classes())).build();
    }

    /** The output that is served: named probabilities, else probabilities of the classes that were met, else the only number. */
    private Tensor.Named result() {
        List<Tensor.Rows> numbers = new ArrayList<>();
        for (String name : graph.outputs()) {
            Tensor value = program.value(name);
            if (value instanceof Tensor.Named named) {
                return named;
            }
            if (value instanceof Tensor.Rows rows && rows.type() != Wire.STRING) {
                numbers.add(rows);
            }
        }
        int classes = program.classes().size();
        Optional<Tensor.Rows> probabilities = numbers.stream()
                .filter(rows -> classes > 1 && rows.slots().length == classes)
                .findFirst();
        if (probabilities.isPresent()) {
            return new Tensor.Named(probabilities.get(), program.classes());
        }
        if (numbers.size() != 1) {
            throw reading.unsupported("a graph with " + numbers.size() + " outputs of numbers, of "
                    + numbers.stream().map(rows -> rows.slots().length).toList() + " numbers a row,");
        }
        return new Tensor.Named(numbers.get(0), List.of());
    }

    /** A column may be missing when the scorer can do with what comes of it. */
    private List<Column> columns(Program features, Scorer scorer) {
        int count = features.inputs();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean optional = scorer.acceptsMissing();
            if (!optional && (long) count * features.slots() <= MAX_REQUESTED) {
                boolean[] missing = new boolean[count];
                missing[i] = true;
                boolean[] reached = features.mayBeMissing(missing);
                optional = IntStream.range(0, reached.length).noneMatch(output -> reached[output]);
            }
            columns.add(program.sources().column(i, optional));
        }
        return columns;
    }

    private List<String> names(Program features) {
        int columns = features.inputs();
        return IntStream.range(0, features.outputs().size())
                .mapToObj(i -> {
                    int slot = features.outputs().get(i);
                    return slot < columns ? i + ":" + program.sources().names().get(slot) : "feature" + i;
                })
                .toList();
    }
}
