package io.github.modelkeel.onnx;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.CompileContext;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Kernel;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.onnx.graph.OnnxReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A graph that a {@link OnnxGraphRuntime} runs, as an operation. Unlike all others it is not data: a model with it cannot be saved. It takes
 * missing numbers, of which the graph makes what it makes.
 *
 * @param graph the graph
 * @param inputs how many numbers it reads
 */
record ForeignGraph(OnnxGraphRuntime.Graph graph, int inputs) implements Operation {
    /** The model, when there is a runtime. */
    static Optional<ScoringModel> read(String file, byte[] content, List<Column> signature) {
        return ServiceLoader.load(OnnxGraphRuntime.class)
                .findFirst()
                .map(runtime -> model(file, runtime.open(file, content), signature));
    }

    private static ScoringModel model(String file, OnnxGraphRuntime.Graph graph, List<Column> signature) {
        List<String> names = names(graph);
        if (!signature.isEmpty()) {
            List<String> known = signature.stream().map(Column::name).toList();
            boolean byPlace = graph.inputs().size() == 1 && known.size() == names.size();
            if (!byPlace && !(known.size() == names.size() && known.containsAll(names))) {
                throw new ModelRefusedException(file + ": it reads the columns " + OnnxReading.shorten(names.toString())
                        + ", the signature has " + OnnxReading.shorten(known.toString()));
            }
            names = byPlace ? known : names;
        }
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(signature.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .map(ForeignGraph::numeric)
                    .orElseGet(() -> Column.number(name).asOptional()));
        }
        int count = names.size();
        Program choice = Program.of(count, List.of(), Indices.range(0, count));
        Program run = Program.of(
                count,
                List.of(new Program.Call(new ForeignGraph(graph, count), Indices.range(0, count))),
                Indices.range(count, graph.outputs()));
        ScoringModelBuilder model = ScoringModelBuilder.of(
                CompiledPreprocessing.of(columns, choice, names),
                Column.number(OnnxModel.OUTPUT),
                new ProgramScorer(run),
                Link.IDENTITY);
        return (graph.classes().isEmpty() ? model : model.classes(graph.classes())).build();
    }

    private static Column numeric(Column column) {
        if (column.type() == ColumnType.TEXT) {
            throw new ModelRefusedException("MLmodel: the column '" + OnnxReading.shorten(column.name())
                    + "' is a text, which the runtime does" + " not take; encode it before the graph");
        }
        return column.type() == ColumnType.NUMBER ? column.asOptional() : column;
    }

    private static List<String> names(OnnxGraphRuntime.Graph graph) {
        List<String> names = new ArrayList<>();
        for (OnnxGraphRuntime.Input input : graph.inputs()) {
            for (int i = 0; i < input.width(); i++) {
                boolean single = graph.inputs().size() == 1;
                names.add(input.width() == 1 ? input.name() : single ? "f" + i : input.name() + "_" + i);
            }
        }
        return names;
    }

    @Override
    public int outputs() {
        return graph.outputs();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return false;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double[] columns = new double[from.length];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = slots[from[i]];
            }
            double[] values = graph.run(columns);
            System.arraycopy(values, 0, slots, to, graph.outputs());
        };
    }
}
