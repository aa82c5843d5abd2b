package io.github.modelkeel.serving;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.ScoringModel.Answer;
import io.github.modelkeel.model.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What answers predictions: a model together with its name and version, so that one read of one reference gives all three.
 *
 * @param id which version this is
 * @param model the verified model
 */
record LoadedVersion(VersionId id, ScoringModel model) {
    Prediction predict(Map<String, ?> row) {
        return tellsAll() ? named(model.predict(row)) : named(model.answer(row));
    }

    Prediction predict(Record row) {
        return tellsAll() ? named(model.predict(row)) : named(model.answer(row));
    }

    Prediction predict(Signature.Row row) {
        return tellsAll() ? named(model.predict(row)) : named(model.answer(row));
    }

    Prediction predictBean(Object bean) {
        return tellsAll() ? named(model.predictBean(bean)) : named(model.answerBean(bean));
    }

    List<Prediction> predictAll(List<? extends Map<String, ?>> rows) {
        return tellsAll() ? named(model.predictAll(rows)) : named(model.answerAll(rows));
    }

    <X extends Exception> List<Prediction> predictAll(Signature.Rows<X> rows) throws X {
        return tellsAll() ? named(model.predictAll(rows)) : named(model.answerAll(rows));
    }

    List<Prediction> predictBeans(List<?> beans) {
        return tellsAll() ? named(model.predictBeans(beans)) : named(model.answerBeans(beans));
    }

    double[] predictColumns(Map<String, ?> columns) {
        return model.predictColumns(columns);
    }

    /** Whether the value is all there is to say, so that no answer need be kept. */
    private boolean tellsAll() {
        if (model.answersScores()) {
            return false;
        }
        return model.classes().isEmpty()
                ? model.outputCount() == 1 && model.targets().isEmpty()
                : model.link() == Link.LOGISTIC
                        && model.scorer().outputs() == 1
                        && model.decisionRule() == DecisionRule.MOST_PROBABLE;
    }

    private List<Prediction> named(double[] values) {
        return Arrays.stream(values).mapToObj(this::named).toList();
    }

    private List<Prediction> named(List<Answer> answers) {
        return answers.stream().map(this::named).toList();
    }

    private Prediction named(double value) {
        return new Prediction(value, id.name(), id.version(), model.classes());
    }

    private Prediction named(Answer answer) {
        if (!answer.targets().isEmpty()) {
            return new Prediction(answer.targets().get(0).index(), id.name(), id.version(), List.of(), answer);
        }
        double value = answer.label().isEmpty()
                ? answer.outputs().get(0)
                : answer.probabilities().size() == 2
                        ? answer.probabilities().get(1)
                        : answer.label().getAsInt();
        return new Prediction(value, id.name(), id.version(), model.classes(), answer);
    }
}
