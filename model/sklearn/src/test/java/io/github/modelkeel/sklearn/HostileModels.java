package io.github.modelkeel.sklearn;

import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Models and transformers of scikit-learn from hostile files: refused, or they work. */
final class HostileModels {
    static final String FILE = "hostile";
    private static final ModelFlavor FLAVOR = ModelFlavor.of("sklearn", FILE, ModelFlavor.UNKNOWN_CLASS, List.of());

    private HostileModels() {}

    /** Whether it was read; what was read was used. */
    static boolean readAndUse(byte[] content) {
        return readAndUse(() -> PythonFile.read(FILE, content));
    }

    static boolean readAndUse(Supplier<Located> reader) {
        Optional<Object> read = Hostile.read(FILE, () -> {
            Located root = reader.get();
            return Transformers.knows(root) && !Pipelines.isPipeline(root)
                    ? SklearnModel.preprocessing(FLAVOR, root)
                    : SklearnModel.read(FLAVOR, root);
        });
        read.ifPresent(made -> {
            if (made instanceof ScoringModel model) {
                Hostile.use(model);
            } else {
                use((FittedPreprocessing) made);
            }
        });
        return read.isPresent();
    }

    private static void use(FittedPreprocessing preprocessing) {
        Hostile.rows(preprocessing.columns()).forEach(row -> {
            try {
                preprocessing.apply(row);
            } catch (InvalidInputException e) {
                if (String.valueOf(e.getMessage()).isBlank()) {
                    throw new AssertionError(e);
                }
            }
        });
    }
}
