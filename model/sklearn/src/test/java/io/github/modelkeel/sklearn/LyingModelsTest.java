package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.TextLies;
import io.github.modelkeel.sklearn.python.Lies;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.SkopsParts;
import io.github.modelkeel.sklearn.python.node.Located;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of scikit-learn that are whole but lie: refused by name, or read as a model that answers or refuses each row. */
@Timeout(7200)
class LyingModelsTest {
    private static final int FEW = 4;
    private static final String ANY = ".*\\.(pkl|cloudpickle|joblib|skops)";

    static List<String> directories() {
        return List.of("sklearn/estimators", "sklearn/estimators-1.3", "sklearn-transformers");
    }

    /** Whatever the format is, a lie about a number, an attribute, a shape or a part is put into what was read. */
    @ParameterizedTest(name = "{0}, seed 1")
    @MethodSource("directories")
    void aLyingFileIsRefusedOrHarmless(String directory) {
        int refused = 0;
        int read = 0;
        for (Path file : files(directory, ANY)) {
            Random seeds = new Random(1 + file.getFileName().toString().hashCode());
            byte[] valid = bytes(file);
            for (int i = 0; i < Hostile.lies(FEW); i++) {
                long seed = seeds.nextLong();
                if (isRead(file, seed, () -> HostileModels.readAndUse(() -> lying(valid, seed)))) {
                    read++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(read).isPositive();
    }

    private static Located lying(byte[] valid, long seed) {
        Located root = PythonFile.read(HostileModels.FILE, valid);
        Lies.tell(root, new Random(seed));
        return root;
    }

    /** A schema with another class, loader, id, type, number or text, or without one. */
    @ParameterizedTest(name = "{0}, seed 2")
    @MethodSource("directories")
    void aLyingSchemaIsRefusedOrHarmless(String directory) {
        int refused = 0;
        for (Path file : files(directory, ".*\\.skops")) {
            Random seeds = new Random(2 + file.getFileName().toString().hashCode());
            byte[] valid = bytes(file);
            assertThat(HostileModels.readAndUse(SkopsParts.withSchema(valid, schema -> schema)))
                    .as("%s", file)
                    .isEqualTo(HostileModels.readAndUse(valid));
            for (int i = 0; i < Hostile.lies(FEW); i++) {
                long seed = seeds.nextLong();
                byte[] lie = SkopsParts.withSchema(valid, schema -> TextLies.tell(schema, new Random(seed)));
                refused += isRead(file, seed, () -> HostileModels.readAndUse(lie)) ? 0 : 1;
            }
        }
        assertThat(refused).isPositive();
    }

    /** What reads the file, and says whether it was read. */
    private interface Reading {
        boolean run();
    }

    private static boolean isRead(Path file, long seed, Reading reading) {
        try {
            return reading.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(file + ", seed " + seed + ": " + e, e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String directory, String names) {
        try (Stream<Path> all = Files.list(Path.of("src/test/resources", directory))) {
            return all.filter(path -> path.toString().matches(names)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
