package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a model answers, as outputs of the graph with a number or text a row: what {@link ScoringModel#predict} gives, under the name of the
 * signature's output; for a classifier the label and the probability of each class, too; and for a regression with several outputs each
 * of them under that name and its index.
 */
final class ExportAnswer {
    private static final String LABEL = "label";

    private final ScoringModel model;
    private final GraphWriter graph;
    private final Refusals refusals;

    ExportAnswer(ScoringModel model, GraphWriter graph, Refusals refusals) {
        this.model = model;
        this.graph = graph;
        this.refusals = refusals;
    }

    /** The distinct names of the outputs. Only that of the signature may be an input's, too. */
    static List<String> names(ScoringModel model) {
        String output = model.signature().output().name();
        Set<String> taken = new HashSet<>(Set.of(ExportColumns.frame()));
        model.signature().inputs().forEach(column -> taken.add(column.name()));
        List<String> names = new ArrayList<>();
        if (model.outputCount() > 1) {
            IntStream.range(0, model.outputCount()).forEach(i -> names.add(free(output + "_" + i, taken)));
            return names;
        }
        names.add(output);
        taken.add(output);
        if (!model.classes().isEmpty()) {
            names.add(free(LABEL, taken));
        }
        if (model.hasProbabilities()) {
            model.classes().forEach(name -> names.add(free("probability_" + name, taken)));
        }
        return names;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }

    /** Writes the outputs of what the scorer gives. */
    void write(String scores, ExportScores export) {
        String scaled = model.linkScale() == 1 ? scores : graph.add("Mul", scores, graph.scalar(model.linkScale()));
        String values = export.link(model.link(), scaled);
        List<String> names = names(model);
        refusals.whenAny(graph.add("Or", graph.add("IsInf", values), graph.add("IsNaN", values)));
        if (model.classes().isEmpty()) {
            for (int i = 0; i < names.size(); i++) {
                number(names.get(i), names.size() == 1 ? values : graph.columns(values, i));
            }
            return;
        }
        String probabilities = probabilities(values);
        String label = label(scaled, values, probabilities);
        number(names.get(0), value(values, probabilities, label));
        Attributes table = new Attributes()
                .integers(
                        "keys_int64s",
                        IntStream.range(0, model.classes().size())
                                .asLongStream()
                                .toArray())
                .texts("values_strings", model.classes())
                .text("default_string", "");
        graph.addNamed(names.get(1), "Identity", graph.addMl("LabelEncoder", table, refusals.noClass(label)));
        graph.output(names.get(1), Wire.STRING, 1);
        for (int i = 2; i < names.size(); i++) {
            number(names.get(i), graph.columns(probabilities, i - 2));
        }
    }

    private void number(String name, String value) {
        graph.addNamed(name, "Identity", refusals.apply(value));
        graph.output(name, Wire.DOUBLE, 1);
    }

    /** A column a class, as far as there are any. */
    private String probabilities(String values) {
        if (!model.hasProbabilities()) {
            return values;
        }
        if (model.decisionRule() == DecisionRule.FIRST_OUTPUT) {
            return graph.columns(
                    values, IntStream.rangeClosed(1, model.classes().size()).toArray());
        }
        return model.scorer().outputs() > 1 ? values : graph.join(graph.add("Sub", graph.scalar(1), values), values);
    }

    /** What {@link ScoringModel#predict} gives. */
    private String value(String values, String probabilities, String label) {
        if (model.scorer().outputs() == 1) {
            return values;
        }
        return model.classes().size() == 2 ? graph.columns(probabilities, 1) : graph.cast(label, Wire.DOUBLE);
    }

    private String label(String scores, String values, String probabilities) {
        boolean several = model.scorer().outputs() > 1;
        return switch (model.decisionRule()) {
            case MOST_PROBABLE -> graph.largest(probabilities);
            case HIGHEST_SCORE ->
                several ? graph.largest(scores) : graph.cast(graph.add("Greater", scores, graph.scalar(0)), Wire.INT64);
            case HIGHEST_SCORE_OR_ZERO ->
                several
                        ? graph.largest(scores)
                        : graph.cast(graph.add("GreaterOrEqual", scores, graph.scalar(0)), Wire.INT64);
            case FIRST_OUTPUT -> {
                String first = several ? graph.columns(values, 0) : values;
                yield graph.cast(graph.clip(first, 0, model.classes().size() - 1), Wire.INT64);
            }
        };
    }
}
