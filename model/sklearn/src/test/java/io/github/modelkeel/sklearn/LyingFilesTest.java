package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.TextLies;
import io.github.modelkeel.model.ScoringModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of boosters and graphs, and our own, that are whole but lie: refused by name, or read as a model that answers or refuses each row. */
@Timeout(7200)
class LyingFilesTest {
    private static final int FEW = 10;
    private static final String FILE = "model.json";

    /** How a file is damaged. */
    private interface Liar {
        byte[] tell(byte[] valid, Random random);
    }

    private static ScoringModel python(String flavor, byte[] content) {
        return ModelFiles.read(ModelFlavor.of(flavor, FILE, ModelFlavor.UNKNOWN_CLASS, List.of()), content);
    }

    static Stream<Arguments> formats() {
        Liar texts = TextLies::tell;
        Liar varints = LyingFilesTest::lyingGraph;
        Function<byte[], ScoringModel> xgboost = content -> python("xgboost", content);
        Function<byte[], ScoringModel> lightgbm = content -> python("lightgbm", content);
        Function<byte[], ScoringModel> onnx = content -> python("onnx", content);
        Function<byte[], ScoringModel> own = ModelFiles::ofJson;
        return Stream.of(
                Arguments.of(
                        "XGBoost",
                        Hostile.seeds("python-models", "model\\.json").toList(),
                        texts,
                        xgboost),
                Arguments.of(
                        "XGBoost's UBJSON",
                        Hostile.seeds("python-models", "model\\.ubj").toList(),
                        (Liar) LyingFilesTest::lyingNumber,
                        xgboost),
                Arguments.of(
                        "LightGBM",
                        Hostile.seeds("python-models", "model\\.lgb").toList(),
                        texts,
                        lightgbm),
                Arguments.of(
                        "ONNX", Hostile.seeds("onnx-models", "model\\.onnx").toList(), varints, onnx),
                Arguments.of("model.json", ModelJsonFuzzTest.seeds().toList(), texts, own));
    }

    @ParameterizedTest(name = "{0}, seed 1")
    @MethodSource("formats")
    void aLieIsRefusedOrHarmless(String format, List<byte[]> files, Liar liar, Function<byte[], ScoringModel> reader) {
        int refused = 0;
        int read = 0;
        for (int file = 0; file < files.size(); file++) {
            Random seeds = new Random(1 + file);
            for (int i = 0; i < Hostile.lies(FEW); i++) {
                long seed = seeds.nextLong();
                byte[] lie = liar.tell(files.get(file), new Random(seed));
                if (isRead(format + " " + file + ", seed " + seed, () -> reader.apply(lie))) {
                    read++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(read).isPositive();
    }

    private static boolean isRead(String what, Supplier<ScoringModel> reader) {
        try {
            Optional<ScoringModel> model = Hostile.read(FILE, reader);
            model.ifPresent(Hostile::use);
            model.ifPresent(Hostile::save);
            return model.isPresent();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }

    /** In a graph, another number where one of a list of whole numbers is: children, features, modes, classes. */
    private static byte[] lyingGraph(byte[] valid, Random random) {
        byte[] lie = valid.clone();
        int at = random.nextInt(lie.length - 1);
        while (lie[at] != 0x40 && lie[at] != 0x18 && lie[at] != 0x3D) { // fields ints, i and floats of an attribute
            at = (at + 1) % (lie.length - 5);
        }
        if (lie[at] == 0x3D) {
            int bits = new int[] {0x7FC00000, 0x7F800000, 0xFF800000, 0, 0x7F7FFFFF}[random.nextInt(5)];
            ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 1, bits);
        } else if (lie[at + 1] >= 0) {
            lie[at + 1] = (byte) random.nextInt(128);
        }
        return lie;
    }

    /** In UBJSON, another number: a byte of those of the typed arrays, which most of the file is. */
    private static byte[] lyingNumber(byte[] valid, Random random) {
        byte[] lie = valid.clone();
        int at = random.nextInt(lie.length - 4);
        int number = new int[] {-1, 0, 1, 2, 5, 100, Integer.MAX_VALUE, 0x7FC00000, 0xFF800000}[random.nextInt(9)];
        ByteBuffer.wrap(lie).putInt(at, number);
        return lie;
    }
}
