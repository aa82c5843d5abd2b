package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model as an ONNX graph that {@code mlflow.onnx} serves. The graph computes in doubles; only the sum of trees comes out as floats, as
 * ONNX has it, so its values agree with the model's within the precision of a float: 6e-8 of the sum. Without trees, they are a few units
 * in the last place of a double away, for ONNX Runtime adds in another order. A row that the model refuses has the value NaN, and the
 * label of a classifier is empty.
 */
public final class OnnxExport {
    /** The version of ONNX that the graph is written in. */
    public static final String ONNX_VERSION = GraphWriter.ONNX_VERSION;

    private final ScoringModel model;
    private final GraphWriter graph;
    private final Refusals refusals;

    private OnnxExport(ScoringModel model) {
        this.model = model;
        Set<String> names = new HashSet<>();
        model.signature().inputs().forEach(column -> names.add(column.name()));
        names.addAll(ExportAnswer.names(model));
        names.add(ExportColumns.frame());
        this.graph = new GraphWriter(names);
        this.refusals = new Refusals(graph);
    }

    /**
     * The bytes of the graph.
     *
     * @param model the model
     * @return a file of ONNX, the same bytes for the same model
     * @throws UnsupportedOperationException if a part of the model cannot be said in ONNX; the message names it
     */
    public static byte[] write(ScoringModel model) {
        if (!model.targets().isEmpty()) {
            throw new UnsupportedOperationException("a classifier of several targets is not exported to ONNX");
        }
        return new OnnxExport(model).write();
    }

    private byte[] write() {
        for (Column column : model.signature().inputs()) {
            requireFree(column.name());
        }
        requireFree(ExportColumns.frame());
        ExportScores scores = new ExportScores(graph, refusals);
        String features = features();
        new ExportAnswer(model, graph, refusals).write(scores.scores(model.scorer(), features), scores);
        return graph.model();
    }

    private void requireFree(String input) {
        if (ExportAnswer.names(model).contains(input)) {
            throw new UnsupportedOperationException("ONNX needs another name for the output '" + input + "'");
        }
    }

    private String features() {
        FittedPreprocessing preprocessing = model.preprocessing();
        ExportColumns columns = new ExportColumns(graph, refusals, model.signature());
        if (CompiledPreprocessing.programOf(preprocessing).isPresent()) {
            List<ExportProgram.Slot> inputs = new ArrayList<>();
            for (Column learned : preprocessing.columns()) {
                Column column = columns.column(learned.name());
                String value = columns.value(learned.name());
                inputs.add(
                        column.type() == ColumnType.TEXT
                                ? ExportProgram.Slot.ofText(ExportText.of(column, value))
                                : new ExportProgram.Slot(value, 0, 1, null));
            }
            return new ExportProgram(graph, refusals, inputs)
                    .write(CompiledPreprocessing.programOf(preprocessing).get());
        }
        ExportChain export = new ExportChain(graph, columns, refusals);
        return graph.join(CompiledPreprocessing.chainsOf(preprocessing).stream()
                .map(export::write)
                .toArray(String[]::new));
    }

    /**
     * The names of Python's packages that serve the graph.
     *
     * @return requirements as pip reads them
     */
    public static List<String> requirements() {
        return List.of("mlflow", "onnx>=" + ONNX_VERSION, "onnxruntime>=1.12.0");
    }
}
