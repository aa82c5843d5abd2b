package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import java.util.List;

/** A prediction as one value: a regression's number or numbers, a classifier's class or classes. */
final class Predicted {
    private Predicted() {}

    static void write(ReplyWriter to, Prediction prediction) {
        Output output = prediction.output();
        if (output.hasTargets()) {
            to.openList();
            output.targets().forEach(target -> to.text(target.label()));
            to.closeList();
        } else if (output.hasLabel()) {
            to.text(output.label());
        } else {
            List<Double> values = output.values();
            to.value(values.size() == 1 ? values.get(0) : values);
        }
    }

    /** A list, as MLflow and KServe answer. */
    static Answer asPython(List<Prediction> predictions) {
        ReplyWriter to = new ReplyWriter().name("predictions").openList();
        predictions.forEach(each -> writeAsPython(to, each));
        return Answer.json(200, to.closeList().finish());
    }

    /** Classes that all are whole numbers, as scikit-learn's often are, are written as numbers. */
    private static void writeAsPython(ReplyWriter to, Prediction prediction) {
        Output output = prediction.output();
        if (!output.hasTargets() && output.hasLabel() && areWhole(output.classes())) {
            to.whole(Long.parseLong(output.label()));
        } else {
            write(to, prediction);
        }
    }

    static boolean areWhole(List<String> classes) {
        return classes.stream().allMatch(each -> each.matches("0|-?[1-9][0-9]{0,17}"));
    }
}
