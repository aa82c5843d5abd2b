package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.ScoringModel.Answer;
import io.github.modelkeel.model.Signature;
import java.util.ArrayList;
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

    /** As one row of many. */
    Prediction predict(Signature.Row row, int index) {
        try {
            return predict(row);
        } catch (InvalidInputException e) {
            throw e.inRow(index);
        }
    }

    Prediction predictBean(Object bean) {
        return tellsAll() ? named(model.predictBean(bean)) : named(model.answerBean(bean));
    }

    List<Prediction> predictAll(List<? extends Map<String, ?>> rows) {
        List<Prediction> answers = new ArrayList<>(rows.size());
        if (tellsAll()) {
            for (double value : model.predictAll(rows)) {
                answers.add(named(value));
            }
        } else {
            for (Answer answer : model.answerAll(rows)) {
                answers.add(named(answer));
            }
        }
        return List.copyOf(answers);
    }

    List<Prediction> predictBeans(List<?> beans) {
        List<Prediction> answers = new ArrayList<>(beans.size());
        for (Object bean : beans) {
            try {
                answers.add(predictBean(bean));
            } catch (InvalidInputException e) {
                throw e.inRow(answers.size());
            }
        }
        return List.copyOf(answers);
    }

    double[] predictColumns(Map<String, ?> columns) {
        return model.predictColumns(columns);
    }

    /** Whether the value is all there is to say, so that no answer need be kept. */
    private boolean tellsAll() {
        return model.classes().isEmpty()
                ? model.outputCount() == 1 && model.targets().isEmpty()
                : model.link() == Link.LOGISTIC
                        && model.scorer().outputs() == 1
                        && model.labels() == ScoringModel.Labels.MOST_PROBABLE;
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
