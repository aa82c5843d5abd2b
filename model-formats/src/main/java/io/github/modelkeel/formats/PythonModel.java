package io.github.modelkeel.formats;

import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The models of Python's libraries that can be served, by the flavor in {@code MLmodel}. */
final class PythonModel {
    static final Set<String> FLAVORS = Set.of("xgboost", "lightgbm");

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
            return flavor.name().equals("xgboost")
                    ? XgboostModel.read(flavor, content)
                    : LightgbmModel.read(flavor, content);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(flavor.file() + " describes no valid model: " + e.getMessage(), e);
        }
    }
}
