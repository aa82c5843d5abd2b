package io.github.modelkeel.formats;

import io.github.modelkeel.formats.booster.Booster;
import io.github.modelkeel.formats.booster.LightgbmModel;
import io.github.modelkeel.formats.booster.XgboostModel;
import io.github.modelkeel.formats.python.Located;
import io.github.modelkeel.formats.python.PythonFile;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.formats.sklearn.BoosterWrappers;
import io.github.modelkeel.formats.sklearn.Fitted;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The models of Python's libraries that can be served, by the flavor in {@code MLmodel}. */
final class PythonModel {
    static final Set<String> FLAVORS = Set.of("xgboost", "lightgbm");
    private static final String XGBOOST_ESTIMATORS = "xgboost.sklearn.";

    private PythonModel() {}

    /** The model when the file names one of these flavors. */
    static Optional<ScoringModel> find(Path directory, byte[] mlModel) throws IOException {
        Optional<PythonFlavor> flavor = MlModelFile.findFlavor(mlModel, FLAVORS);
        if (flavor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                read(flavor.get(), Limits.readJson(directory, flavor.get().file())));
    }

    static ScoringModel read(PythonFlavor flavor, byte[] content) {
        try {
            return flavor.name().equals("xgboost") ? xgboost(flavor, content) : lightgbm(flavor, content);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(flavor.file() + " describes no valid model: " + e.getMessage(), e);
        }
    }

    /** Estimators of XGBoost's scikit-learn interface predict with the best iteration, a booster with all of them. */
    private static ScoringModel xgboost(PythonFlavor flavor, byte[] content) {
        Booster.Iterations iterations =
                flavor.modelClass().startsWith(XGBOOST_ESTIMATORS) ? Booster.Iterations.BEST : Booster.Iterations.ALL;
        Booster booster = XgboostModel.read(flavor.file(), content, iterations);
        return InputColumns.byName(
                        flavor, booster.features().names(), booster.trees().featureCount())
                .model(booster);
    }

    /** A booster is logged as text, an estimator of LightGBM's scikit-learn interface as a pickle. */
    private static ScoringModel lightgbm(PythonFlavor flavor, byte[] content) {
        if (content.length > 0 && (content[0] & 0xff) == 0x80) {
            Located estimator = PythonFile.read(flavor.file(), content);
            int features = BoosterWrappers.featureCount(estimator);
            Fitted fitted = BoosterWrappers.read(estimator, features);
            ScoringModel model =
                    InputColumns.byPlace(flavor, List.of(), features).model(fitted.scorer(), fitted.link());
            return fitted.classes().isEmpty() ? model : model.withClasses(fitted.classes());
        }
        Booster booster = LightgbmModel.read(flavor.file(), content, 0);
        return InputColumns.byPlace(
                        flavor, booster.features().names(), booster.trees().featureCount())
                .model(booster);
    }
}
