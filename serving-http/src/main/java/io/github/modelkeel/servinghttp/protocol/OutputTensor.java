package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tensor of a reply.
 *
 * @param name its name
 * @param datatype FP64, INT64 or BYTES
 * @param shape its sizes, the number of rows first
 * @param data the values, row by row
 */
record OutputTensor(String name, String datatype, List<Integer> shape, List<?> data) {
    /** A regression's numbers; a classifier's {@code label} and, where the model has them, {@code probabilities}. */
    static List<OutputTensor> of(List<Prediction> predictions, String name) {
        List<Output> outputs = predictions.stream().map(Prediction::output).toList();
        if (outputs.isEmpty()) {
            return List.of(new OutputTensor(name, "FP64", List.of(0), List.of()));
        }
        Output first = outputs.get(0);
        if (first.hasTargets()) {
            return List.of(new OutputTensor(
                    "label",
                    "BYTES",
                    List.of(outputs.size(), first.targets().size()),
                    outputs.stream()
                            .flatMap(output -> output.targets().stream().map(Output.Target::label))
                            .toList()));
        }
        if (!first.hasLabel()) {
            int width = first.values().size();
            return List.of(new OutputTensor(
                    name,
                    "FP64",
                    width == 1 ? List.of(outputs.size()) : List.of(outputs.size(), width),
                    outputs.stream().flatMap(output -> output.values().stream()).toList()));
        }
        OutputTensor labels = labels(outputs);
        return first.hasProbabilities() ? List.of(labels, probabilities(outputs)) : List.of(labels);
    }

    private static OutputTensor labels(List<Output> outputs) {
        boolean whole = Predicted.areWhole(outputs.get(0).classes());
        Stream<Object> labels =
                outputs.stream().map(output -> whole ? (Object) Long.valueOf(output.label()) : output.label());
        return new OutputTensor("label", whole ? "INT64" : "BYTES", List.of(outputs.size()), labels.toList());
    }

    private static OutputTensor probabilities(List<Output> outputs) {
        return new OutputTensor(
                "probabilities",
                "FP64",
                List.of(outputs.size(), outputs.get(0).classes().size()),
                outputs.stream()
                        .flatMap(output -> output.classProbabilities().stream())
                        .toList());
    }

    void write(ReplyWriter to) {
        to.members(member -> {
            member.name("name").text(name);
            member.name("shape").value(shape);
            member.name("datatype").text(datatype);
            member.name("data").value(data);
        });
    }
}
