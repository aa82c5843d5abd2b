package io.github.modelkeel.boosters;

import io.github.modelkeel.boosters.model.Booster;
import io.github.modelkeel.boosters.model.LightgbmModel;
import io.github.modelkeel.boosters.model.XgboostModel;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelReader;
import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.Optional;

/**
 * Reads models of XGBoost, JSON or UBJSON, and boosters of LightGBM in its text format. Estimators of LightGBM's scikit-learn interface
 * are logged as pickles, which {@code modelkeel-model-sklearn} reads. Immutable and safe for use by multiple threads.
 */
public final class BoosterReader implements ModelReader {
    private static final String XGBOOST = "xgboost";
    private static final String LIGHTGBM = "lightgbm";
    private static final String XGBOOST_ESTIMATORS = "xgboost.sklearn.";

    /** For {@link java.util.ServiceLoader}. */
    public BoosterReader() {}

    @Override
    public List<String> flavors() {
        return List.of(XGBOOST, LIGHTGBM);
    }

    @Override
    public Optional<ScoringModel> read(ModelFlavor flavor, byte[] content) {
        boolean lightgbm = flavor.name().equals(LIGHTGBM);
        if (lightgbm && !LightgbmModel.isText(content)) {
            return Optional.empty();
        }
        ScoringModel model = lightgbm ? lightgbm(flavor, content) : xgboost(flavor, content);
        // nothing says that a boolean is wrong there, and Python computes with 1 and 0
        return Optional.of(flavor.inputs().isEmpty() ? model.withBooleansAsNumbers() : model);
    }

    /** Estimators of XGBoost's scikit-learn interface predict with the best iteration, a booster with all of them. */
    private static ScoringModel xgboost(ModelFlavor flavor, byte[] content) {
        Booster.Iterations iterations =
                flavor.modelClass().startsWith(XGBOOST_ESTIMATORS) ? Booster.Iterations.BEST : Booster.Iterations.ALL;
        Booster booster = XgboostModel.read(flavor.file(), content, iterations);
        return InputColumns.byName(
                        flavor, booster.features().names(), booster.trees().featureCount())
                .model(booster);
    }

    private static ScoringModel lightgbm(ModelFlavor flavor, byte[] content) {
        Booster booster = LightgbmModel.read(flavor.file(), content, 0, InputColumns.texts(flavor));
        return InputColumns.byPlace(
                        flavor, booster.features().names(), booster.trees().featureCount())
                .model(booster);
    }
}
