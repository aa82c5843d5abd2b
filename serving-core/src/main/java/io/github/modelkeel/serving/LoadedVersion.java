package io.github.modelkeel.serving;

import io.github.modelkeel.model.ScoringModel;
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
        return named(model.predict(row));
    }

    Prediction predict(Record row) {
        return named(model.predict(row));
    }

    List<Prediction> predictAll(List<? extends Map<String, ?>> rows) {
        List<Prediction> answers = new ArrayList<>(rows.size());
        for (double value : model.predictAll(rows)) {
            answers.add(named(value));
        }
        return List.copyOf(answers);
    }

    private Prediction named(double value) {
        return new Prediction(value, id.name(), id.version(), model.classes());
    }
}
