package io.github.modelkeel.sklearn;

import io.github.modelkeel.boosters.model.LightgbmModel;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelReader;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.python.PythonFile;
import java.util.List;
import java.util.Optional;

/**
 * Reads models of scikit-learn 1.3 to 1.9, and estimators of LightGBM and XGBoost with its interface, from pickles, joblib and skops
 * files. Nothing that a file names is called, imported or looked up. Immutable and safe for use by multiple threads.
 */
public final class SklearnReader implements ModelReader {
    private static final String SKLEARN = "sklearn";
    private static final String LIGHTGBM = "lightgbm";
    private static final int MAX_SHOWN = 40;

    /** For {@link java.util.ServiceLoader}. */
    public SklearnReader() {}

    @Override
    public List<String> flavors() {
        return List.of(SKLEARN, LIGHTGBM);
    }

    /** A booster of LightGBM is logged as text, which is left to its own reader; an estimator as a pickle. */
    @Override
    public Optional<ScoringModel> read(ModelFlavor flavor, byte[] content) {
        if (flavor.name().equals(LIGHTGBM) && LightgbmModel.isText(content)) {
            return Optional.empty();
        }
        if (flavor.name().equals(SKLEARN)) {
            flavor.libraryVersion().ifPresent(SklearnReader::requireServed);
        }
        ScoringModel model = SklearnModel.read(flavor, PythonFile.read(flavor.file(), content));
        // nothing says that a boolean is wrong there, and Python computes with 1 and 0
        return Optional.of(flavor.inputs().isEmpty() ? model.withBooleansAsNumbers() : model);
    }

    @Override
    public Optional<ScoringModel> read(
            ModelFlavor flavor, byte[] content, String preprocessorFile, byte[] preprocessor) {
        return Optional.of(SklearnModel.read(
                        flavor,
                        PythonFile.read(preprocessorFile, preprocessor),
                        PythonFile.read(flavor.file(), content))
                .withBooleansAsNumbers());
    }

    /** Each version keeps its attributes in its own way, and only those of these versions have been compared. */
    private static void requireServed(String version) {
        if (!version.matches("1\\.[3-9](\\..*|rc.*)?")) {
            throw new ModelRefusedException("MLmodel: the model was saved by scikit-learn " + shorten(version)
                    + "; 1.3 to 1.9 are known; train it again with one of these, or export it to ONNX with the version that it"
                    + " was trained with and log that with mlflow.onnx");
        }
    }

    private static String shorten(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
