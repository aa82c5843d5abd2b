package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A tensor of a reply, as metadata describes it and an inference fills it.
 *
 * @param name its name
 * @param datatype FP64, INT64 or BYTES
 * @param width the sizes of its shape after the number of rows
 * @param values the values of a row
 */
record OutputTensor(String name, String datatype, List<Integer> width, Function<Output, List<?>> values) {
    /** What a model answers. */
    static List<OutputTensor> of(ScoringModel model) {
        return model.targets().isEmpty()
                ? of(model.signature().output().name(), model.classes(), model.hasProbabilities(), model.outputCount())
                : List.of(targets(model.targets().size()));
    }

    /** What is in an output, which may come from a fallback. */
    static List<OutputTensor> of(Output output, String name) {
        return output.hasTargets()
                ? List.of(targets(output.targets().size()))
                : of(
                        name,
                        output.classes(),
                        output.hasProbabilities(),
                        output.hasLabel() ? 1 : output.values().size());
    }

    private static OutputTensor targets(int count) {
        return new OutputTensor(
                "label",
                "BYTES",
                List.of(count),
                output -> output.targets().stream().map(Output.Target::label).toList());
    }

    /** A regression's numbers; a classifier's {@code label} and, where the model has them, {@code probabilities}. */
    private static List<OutputTensor> of(String name, List<String> classes, boolean probabilities, int numbers) {
        if (classes.isEmpty()) {
            return List.of(new OutputTensor(name, "FP64", numbers == 1 ? List.of() : List.of(numbers), Output::values));
        }
        OutputTensor labels = Predicted.areWhole(classes)
                ? new OutputTensor("label", "INT64", List.of(), output -> List.of(Long.valueOf(output.label())))
                : new OutputTensor("label", "BYTES", List.of(), output -> List.of(output.label()));
        return probabilities
                ? List.of(
                        labels,
                        new OutputTensor("probabilities", "FP64", List.of(classes.size()), Output::classProbabilities))
                : List.of(labels);
    }

    /** Without values, for any number of rows. */
    void describe(ReplyWriter to) {
        describe(to, name, datatype, shape(-1));
    }

    static void describe(ReplyWriter to, String name, String datatype, List<Integer> shape) {
        to.openObject().name("name").text(name).name("datatype").text(datatype);
        to.name("shape").value(shape).closeObject();
    }

    /** With the values of all rows. */
    void write(ReplyWriter to, List<Prediction> predictions) {
        to.openObject().name("name").text(name).name("shape").value(shape(predictions.size()));
        to.name("datatype").text(datatype).name("data").openList();
        predictions.forEach(each -> values.apply(each.output()).forEach(to::value));
        to.closeList().closeObject();
    }

    private List<Integer> shape(int rows) {
        List<Integer> shape = new ArrayList<>(List.of(rows));
        shape.addAll(width);
        return shape;
    }
}
