package demo;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.ScoringModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A service that serves XGBoost and has excluded the readers of pickles and of ONNX. The argument is the directory of a model of XGBoost. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        ScoringModel model = ModelBundle.read(Path.of(arguments[0])).model();
        double value = model.predict(Map.of("a", 0.4, "b", 120.0, "c", -0.001, "k", 4.0));
        require(Double.isFinite(value), "the value " + value);

        Path pickled = Files.createTempDirectory("pickled");
        Files.write(pickled.resolve("model.pkl"), new byte[] {(byte) 0x80, 4, 'N', '.'});
        Files.writeString(pickled.resolve("MLmodel"), "flavors:\n  sklearn:\n    pickled_model: model.pkl\n");
        try {
            ModelBundle.read(pickled);
            throw new IllegalStateException("a pickle was read");
        } catch (ModelRefusedException e) {
            require(e.getMessage().contains("add io.github.modelkeel:modelkeel-model-sklearn"), e.getMessage());
        }
        System.out.println("CONSUMER OK");
    }

    private static void require(boolean met, String found) {
        if (!met) {
            throw new IllegalStateException(found);
        }
    }
}
