package io.github.modelkeel.formats;

import io.github.modelkeel.formats.booster.Booster;
import io.github.modelkeel.formats.booster.LightgbmModel;
import io.github.modelkeel.formats.booster.XgboostModel;
import io.github.modelkeel.formats.python.Located;
import io.github.modelkeel.formats.python.PythonFile;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.formats.sklearn.SklearnModel;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The models of Python's libraries that can be served, by the flavor in {@code MLmodel}. */
final class PythonModel {
    static final List<String> FLAVORS = List.of("sklearn", "xgboost", "lightgbm", OnnxFlavor.NAME);
    private static final int MAX_BYTES = 512 << 20;
    private static final String XGBOOST_ESTIMATORS = "xgboost.sklearn.";

    private PythonModel() {}

    /** The model when the file names one of these flavors. */
    static Optional<ScoringModel> find(Path directory, byte[] mlModel) throws IOException {
        Optional<PythonFlavor> found = MlModelFile.findFlavor(mlModel, FLAVORS);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PythonFlavor flavor = found.get();
        return Optional.of(read(flavor, Limits.read(directory, flavor.file(), MAX_BYTES)));
    }

    /**
     * A directory without {@code MLmodel} that holds a preprocessor and a model as two files of Python. Their names without the ending
     * are {@code preprocessor} and {@code model}, or end so; their first bytes say what they are.
     */
    static Optional<ScoringModel> findPair(Path directory) throws IOException {
        List<String> preprocessors = files(directory, "preprocessor");
        List<String> models = files(directory, "model");
        if (preprocessors.isEmpty() || models.isEmpty()) {
            return Optional.empty();
        }
        if (preprocessors.size() > 1 || models.size() > 1) {
            throw new ModelRefusedException("one preprocessor and one model are expected beside each other, there are "
                    + JsonIn.shorten(preprocessors.toString()) + " and " + JsonIn.shorten(models.toString()));
        }
        String preprocessor = preprocessors.get(0);
        String model = models.get(0);
        return Optional.of(pair(
                preprocessor,
                Limits.read(directory, preprocessor, MAX_BYTES),
                model,
                Limits.read(directory, model, MAX_BYTES)));
    }

    /** A preprocessor and a model, each a file of Python. */
    static ScoringModel pair(String preprocessorFile, byte[] preprocessorContent, String file, byte[] content) {
        Located preprocessor = PythonFile.read(preprocessorFile, preprocessorContent);
        Located model = PythonFile.read(file, content);
        PythonFlavor flavor = new PythonFlavor("sklearn", file, PythonFlavor.UNKNOWN_CLASS, List.of());
        try {
            return SklearnModel.read(flavor, preprocessor, model).withBooleansAsNumbers();
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(
                    preprocessorFile + " and " + file + " describe no valid model: " + e.getMessage(), e);
        }
    }

    private static List<String> files(Path directory, String stem) throws IOException {
        Pattern pattern = Pattern.compile("(.*[_-])?" + stem + "\\.(pkl|pickle|cloudpickle|joblib|skops)");
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> pattern.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    static ScoringModel read(PythonFlavor flavor, byte[] content) {
        if (flavor.name().equals(OnnxFlavor.NAME)) {
            return OnnxFlavor.read(flavor, content);
        }
        try {
            ScoringModel model = switch (flavor.name()) {
                case "sklearn" -> SklearnModel.read(flavor, PythonFile.read(flavor.file(), content));
                case "xgboost" -> xgboost(flavor, content);
                default -> lightgbm(flavor, content);
            };
            // nothing says that a boolean is wrong there, and Python computes with 1 and 0
            return flavor.inputs().isEmpty() ? model.withBooleansAsNumbers() : model;
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
        if (!LightgbmModel.isText(content)) {
            return SklearnModel.read(flavor, PythonFile.read(flavor.file(), content));
        }
        Booster booster = LightgbmModel.read(flavor.file(), content, 0, InputColumns.texts(flavor));
        return InputColumns.byPlace(
                        flavor, booster.features().names(), booster.trees().featureCount())
                .model(booster);
    }
}
