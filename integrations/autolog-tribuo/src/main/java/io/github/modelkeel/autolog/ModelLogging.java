package io.github.modelkeel.autolog;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.regression.Regressor;

/** How to log a model: under a name, with the preprocessing in front of it and rows that show what it predicts. */
record ModelLogging(String name, FittedPreprocessing preprocessing, List<? extends Map<String, ?>> exampleRows) {
    static final String TAG = "modelkeel.autolog.model";

    /** The logged model; null when it cannot be converted, which a tag of the run then says. */
    <T extends Output<T>> @Nullable LoggedModel log(Run run, Model<T> model) {
        ScoringModel converted;
        try {
            if (!model.validate(Regressor.class)) {
                throw new IllegalArgumentException("only regression models can be converted");
            }
            converted = TribuoModels.toScoringModel(model.castModel(Regressor.class), preprocessing);
        } catch (IllegalArgumentException e) {
            run.setTag(TAG, "not logged: " + e.getMessage());
            return null;
        }
        ModelBundle bundle = ModelBundle.of(converted, exampleRows);
        LoggedModel logged =
                run.logModel(name, bundle::writeTo, ModelOptions.defaults().withModelType("regressor"));
        run.setTag(TAG, "logged: " + logged.modelId());
        return logged;
    }
}
