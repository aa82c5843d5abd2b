package io.github.modelkeel.serving;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.Collections;
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
        return tellsAll() ? named(model.predict(row)) : named(model.classProbabilities(row));
    }

    Prediction predict(Record row) {
        return tellsAll() ? named(model.predict(row)) : named(model.classProbabilities(row));
    }

    List<Prediction> predictAll(List<? extends Map<String, ?>> rows) {
        List<Prediction> answers = new ArrayList<>(rows.size());
        if (tellsAll()) {
            for (double value : model.predictAll(rows)) {
                answers.add(named(value));
            }
        } else {
            for (List<Double> probabilities : model.classProbabilitiesAll(rows)) {
                answers.add(named(probabilities));
            }
        }
        return List.copyOf(answers);
    }

    /** Whether the value is all there is to say, so that no probabilities need be kept. */
    private boolean tellsAll() {
        return model.classes().isEmpty()
                || (model.link() == Link.LOGISTIC && model.classes().size() == 2);
    }

    private Prediction named(double value) {
        return new Prediction(value, id.name(), id.version(), model.classes());
    }

    private Prediction named(List<Double> probabilities) {
        double value = probabilities.size() == 2
                ? probabilities.get(1)
                : probabilities.indexOf(Collections.max(probabilities));
        return new Prediction(value, id.name(), id.version(), model.classes(), probabilities);
    }
}
