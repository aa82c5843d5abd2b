package io.github.modelkeel.formats;

import io.github.modelkeel.formats.document.PreprocessingJson;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tests of readers do with model files: the way of {@link ModelBundle#read}, without a directory. */
public final class ModelFiles {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private ModelFiles() {}

    /** A directory of fixtures of this module, or of one of those beside it. */
    public static Path fixtures(String directory) {
        if (Files.exists(RESOURCES.resolve(directory))) {
            return RESOURCES.resolve(directory);
        }
        for (String module : new String[] {"formats", "boosters", "sklearn", "onnx"}) {
            Path found = Path.of("..", module).resolve(RESOURCES).resolve(directory);
            if (Files.exists(found)) {
                return found;
            }
        }
        throw new IllegalArgumentException("no fixtures " + directory);
    }

    /** The flavor that is read here of an {@code MLmodel}. */
    public static ModelFlavor flavor(byte[] mlModel) {
        return MlModelFile.findFlavor(mlModel, KnownFlavor.NAMES).orElseThrow();
    }

    /** Reads a model with the reader that is beside the test. */
    public static ScoringModel read(ModelFlavor flavor, byte[] content) {
        return ModelReaders.installed().read(flavor, content);
    }

    /** Reads a preprocessor and a model. */
    public static ScoringModel pair(String preprocessorFile, byte[] preprocessor, String file, byte[] content) {
        return ModelReaders.installed().pair(preprocessorFile, preprocessor, file, content);
    }

    /** Saves a model. */
    public static byte[] json(ScoringModel model) {
        try {
            return ModelJson.write(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #json} wrote. */
    public static ScoringModel ofJson(byte[] json) {
        return ModelJson.read(json);
    }

    /** Saves a model and reads it again. */
    public static ScoringModel savedAndRead(ScoringModel model) {
        return ofJson(json(model));
    }

    /** Saves preprocessing. */
    public static byte[] json(FittedPreprocessing preprocessing) throws IOException {
        return JsonOut.document(out -> PreprocessingJson.write(out, preprocessing));
    }

    /** Reads preprocessing that was saved. */
    public static FittedPreprocessing preprocessing(String file, byte[] json) throws IOException {
        try (JsonIn in = new JsonIn(file, json)) {
            return PreprocessingJson.read(in);
        }
    }

    /** Repeats the predictions of a file {@code expected_predictions.json}, and says how many there are. */
    public static int replay(byte[] expectedPredictions, ScoringModel model) {
        ExpectedPredictions expected = ExpectedPredictions.read(expectedPredictions);
        expected.replay(model);
        return expected.rows().size();
    }
}
