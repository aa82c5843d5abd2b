package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import java.util.List;

/** A prediction as one value: a regression's number or numbers, a classifier's class or classes. */
final class Predicted {
    private Predicted() {}

    static void write(ReplyWriter to, Prediction prediction) {
        Output output = prediction.output();
        if (output.hasTargets()) {
            to.list(list -> output.targets().forEach(target -> list.text(target.label())));
        } else if (output.hasLabel()) {
            to.text(output.label());
        } else {
            List<Double> values = output.values();
            if (values.size() == 1) {
                to.number(values.get(0));
            } else {
                to.list(list -> values.forEach(list::number));
            }
        }
    }

    /** Classes that all are whole numbers, as scikit-learn's often are, are written as numbers. */
    static void writeAsPython(ReplyWriter to, Prediction prediction) {
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
