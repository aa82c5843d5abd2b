package io.github.modelkeel.formats;

import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.formats.onnx.OnnxExport;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model with example rows and the exact predictions it gave for them, as stored in a directory. Immutable and safe for use by
 * multiple threads.
 *
 * <p>The directory holds {@code MLmodel} (for MLflow: flavor {@code modelkeel}, signature, where the input example is),
 * {@code model.json} (the model as data, every double exact), {@code expected_predictions.json} (the rows, and the bits of their
 * predictions), {@code input_example.json} and {@code serving_input_example.json}. A model that can be said in ONNX, as those can that
 * were trained in Java and most that scikit-learn fitted, has it in {@code model.onnx} too, with the flavors {@code onnx} and
 * {@code python_function}: Python's {@code mlflow.pyfunc.load_model} serves it, within the precision of a float. For any other model
 * these are left out, and a log entry of the level INFO names the part that cannot be said. The bytes depend on the model and the rows
 * alone, not on the JDK or the platform.
 *
 * <p>{@link #read} trusts nothing: no code of the model is run, since it has none, sizes are limited, and a model that does not repeat
 * its predictions bit by bit is refused.
 */
public final class ModelBundle {
    private final ScoringModel model;
    private final ExpectedPredictions expected;

    private ModelBundle(ScoringModel model, ExpectedPredictions expected) {
        this.model = model;
        this.expected = expected;
    }

    /**
     * Bundles a model with rows of which it stores the predictions. Choose rows that differ: rare categories, missing values, extremes.
     *
     * @param model the model
     * @param exampleRows 1 to 10,000 rows that the model accepts; columns that it does not read, the target of training rows for
     *     instance, are left out
     * @return the bundle
     * @throws InvalidInputException if the model refuses a row
     * @throws IllegalArgumentException if there are no rows, or too many
     */
    public static ModelBundle of(ScoringModel model, List<? extends Map<String, ?>> exampleRows) {
        return new ModelBundle(model, ExpectedPredictions.of(model, exampleRows));
    }

    /**
     * Reads a bundle and replays its predictions, or reads a model that Python logged with the flavor {@code sklearn},
     * {@code xgboost}, {@code lightgbm} or {@code onnx}. The latter has no stored predictions, so it comes without example rows; it needs
     * a {@link ModelReader} of its flavor among the jars of the application, as {@code modelkeel-serving-core} brings them.
     *
     * <p>A directory without {@code MLmodel} is read when it holds a preprocessor and a model of scikit-learn as two files,
     * {@code preprocessor.pkl} and {@code model.pkl}: pickles, or joblib or skops files, whose names without the ending are these words
     * or end in {@code _preprocessor} and {@code _model}. The preprocessor transforms a row, the model predicts from what it gives.
     *
     * @param directory the directory
     * @return the bundle, whose model gives the stored bits
     * @throws ModelRefusedException if a file is absent, broken, too large or of an unknown version, if the reader of the model's flavor
     *     is absent (the message names the artifact to add), if the files do not describe a valid model, if the model gives other bits than the stored ones (the message names the row and both values), or if it
     *     needs more memory than the JVM has
     * @throws IOException if the directory is not there or cannot be read
     */
    public static ModelBundle read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "no such directory");
        }
        try {
            return readFiles(directory);
        } catch (OutOfMemoryError e) {
            // what was allocated is out of reach by now, so that there is memory again
            throw new ModelRefusedException(
                    directory + ": the model needs more memory than this JVM has ("
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB); start it with a larger heap, -Xmx, if the file is trusted",
                    e);
        }
    }

    private static ModelBundle readFiles(Path directory) throws IOException {
        ModelReaders readers = ModelReaders.installed();
        if (Files.notExists(directory.resolve(MlModelFile.FILE), LinkOption.NOFOLLOW_LINKS)) {
            Optional<ScoringModel> pair = readers.findPair(directory);
            if (pair.isPresent()) {
                return new ModelBundle(pair.get(), new ExpectedPredictions(List.of(), List.of()));
            }
        }
        byte[] mlModel = DirectoryFile.read(directory, MlModelFile.FILE, Limits.MAX_YAML_BYTES);
        Optional<ScoringModel> python = readers.find(directory, mlModel);
        if (python.isPresent()) {
            return new ModelBundle(python.get(), new ExpectedPredictions(List.of(), List.of()));
        }
        String data = MlModelFile.read(mlModel);
        ScoringModel model = ModelJson.read(DirectoryFile.readJson(directory, data));
        ExpectedPredictions expected =
                ExpectedPredictions.read(DirectoryFile.readJson(directory, ExpectedPredictions.FILE));
        expected.replay(model);
        return new ModelBundle(model, expected);
    }

    /**
     * Where a model came from, as its {@code MLmodel} says. Immutable.
     *
     * @param flavor the flavor that is read here, {@code modelkeel} or one of Python's
     * @param file the model's file
     * @param modelClass the class that was logged, empty when it is not said
     * @param libraryVersion the version of the library that saved it, empty when it is not said
     */
    public record Origin(String flavor, String file, String modelClass, String libraryVersion) {}

    /**
     * Says where a model came from. The model itself is not read.
     *
     * @param directory the directory
     * @return the origin; a flavor {@code ""} when there is no {@code MLmodel}, as beside two files of scikit-learn
     * @throws ModelRefusedException if {@code MLmodel} is broken
     * @throws IOException if the directory is not there or cannot be read
     */
    public static Origin origin(Path directory) throws IOException {
        return OriginFile.read(directory);
    }

    /**
     * Writes the files. The directory is made if need be; files of the same names are replaced, others stay.
     *
     * @param directory the directory
     * @throws IOException if a file cannot be written
     * @throws IllegalStateException if the bundle has no example rows, see {@link #read}
     */
    public void writeTo(Path directory) throws IOException {
        if (expected.rows().isEmpty()) {
            throw new IllegalStateException(
                    "the bundle has no example rows; make one with ModelBundle.of(bundle.model(), rows)");
        }
        Files.createDirectories(directory);
        Files.write(directory.resolve(ModelJson.FILE), ModelJson.write(model));
        Files.write(directory.resolve(ExpectedPredictions.FILE), expected.write());
        Files.write(directory.resolve(InputExample.FILE), InputExample.write(expected.rows()));
        Files.write(directory.resolve(InputExample.SERVING_FILE), InputExample.writeServing(expected.rows()));
        String flavors = PyfuncFiles.write(model, directory) ? PyfuncFiles.flavors() : "";
        Files.write(directory.resolve(MlModelFile.FILE), MlModelFile.write(model.signature(), flavors));
    }

    /**
     * Writes the model as an ONNX graph alone, for whatever runs ONNX. The graph computes in doubles; the sum of trees comes out as
     * floats. A row that the model refuses has the value NaN. A classifier has an output {@code label} and an output
     * {@code probability_} with the class's name for each class besides, a regression with several outputs one for each of them, whose
     * name ends in its index. A model of numbers and booleans has an input for each column; one that
     * reads a text has a single input of texts, a column of it for each column of the signature, in which numbers are written out.
     *
     * @param file the file, which is replaced if it is there
     * @throws UnsupportedOperationException if a part of the model cannot be said in ONNX; the message names it, and nothing is written
     * @throws IOException if the file cannot be written
     */
    public void writeOnnx(Path file) throws IOException {
        Files.write(file, OnnxExport.write(model));
    }

    /** {@return the model} */
    public ScoringModel model() {
        return model;
    }

    /**
     * The example rows, as they are stored: one entry a column of the signature, whole numbers as {@link Long}, other numbers as
     * {@link Double}, {@code null} where missing.
     *
     * @return unmodifiable rows, at least one unless Python logged the model
     */
    public List<Map<String, @Nullable Object>> exampleRows() {
        return expected.rows();
    }

    /**
     * The stored prediction of an example row.
     *
     * @param row the row's index
     * @return the prediction
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double expectedPrediction(int row) {
        return Double.longBitsToDouble(expected.bits().get(row));
    }

    @Override
    public String toString() {
        return "ModelBundle[" + model + ", rows=" + expected.rows().size() + "]";
    }
}
