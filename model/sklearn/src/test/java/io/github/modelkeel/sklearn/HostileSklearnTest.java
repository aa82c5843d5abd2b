package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.PythonFile;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile models of scikit-learn: read as some model or refused, within a second of CPU time and 256 MB. */
@Timeout(180)
class HostileSklearnTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_BYTES = 256L << 20;
    private static final long MAX_NANOS = 1_000_000_000L;
    private static final int MUTATIONS = 25;
    private static final byte[] WORDS = {
        0, 1, 2, 'N', '.', ')', ']', '}', 'h', 'K', 'M', 'J', 'R', 'b', 'u', 's', -1, 127
    };
    private static final ModelFlavor FLAVOR = ModelFlavor.of("sklearn", "hostile", "", List.of());

    /** Files that zip does not pack: a damaged packed one is refused by its checksum, which other tests show. */
    @ParameterizedTest(name = "{0}, seed 5")
    @ValueSource(strings = {"sklearn/estimators", "sklearn-transformers"})
    void aDamagedFileIsReadOrRefused(String directory) throws IOException {
        int refused = 0;
        int read = 0;
        for (Path file : files(directory)) {
            Random random = new Random(5 + file.getFileName().toString().hashCode());
            byte[] valid = Files.readAllBytes(file);
            for (int i = 0; i < MUTATIONS; i++) {
                if (isRead(damage(valid, random))) {
                    read++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(read / 10);
        assertThat(read).isPositive();
    }

    private static List<Path> files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("src/test/resources", directory))) {
            return all.filter(path -> path.toString().matches(".*\\.(pkl|cloudpickle|joblib)"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] damage(byte[] valid, Random random) {
        byte[] copy = valid.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy[at] = WORDS[random.nextInt(WORDS.length)];
                default -> Arrays.fill(copy, at, Math.min(copy.length, at + 8), (byte) (random.nextBoolean() ? -1 : 0));
            }
        }
        return copy;
    }

    /** Whether it is read as a model, or as a transformer; refused is the only other answer. */
    private static boolean isRead(byte[] content) {
        long id = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long nanos = THREADS.getCurrentThreadCpuTime();
        boolean read = true;
        try {
            Located root = PythonFile.read("hostile", content);
            if (Transformers.knows(root) && !Pipelines.isPipeline(root)) {
                SklearnModel.preprocessing(FLAVOR, root);
            } else {
                SklearnModel.read(FLAVOR, root);
            }
        } catch (ModelRefusedException e) {
            assertThat(e).message().isNotBlank();
            read = false;
        }
        assertThat(THREADS.getCurrentThreadCpuTime() - nanos).isLessThan(MAX_NANOS);
        assertThat(THREADS.getThreadAllocatedBytes(id) - bytes).isLessThan(MAX_BYTES);
        return read;
    }

    @Test
    void twoColumnsOfOneNameAreRefused() throws IOException {
        byte[] found = Files.readAllBytes(Path.of(
                "src/test/resources/io/github/modelkeel/sklearn/SklearnPickleFuzzTestInputs/file",
                "two-columns-of-one-name"));
        Located root = PythonFile.read("hostile", found);
        assertThatThrownBy(() -> SklearnModel.preprocessing(FLAVOR, root))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith("hostile: model")
                .hasMessageContaining("two columns named 'code'");
    }

    /** A pipeline whose first step is the pipeline itself. */
    @Test
    void aModelThatContainsItselfIsRefused() {
        Located root = PythonFile.read("hostile", pipelines(1, true));
        assertThatThrownBy(() -> SklearnModel.read(FLAVOR, root))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("contains itself");
    }

    /** Forty pipelines, each of which holds the one before it twice: a trillion steps in a kilobyte. */
    @Test
    void aModelThatNamesItsPartsAgainAndAgainIsRefused() {
        byte[] bomb = pipelines(40, false);
        assertThat(bomb).hasSizeLessThan(4000);
        assertThat(isRead(bomb)).isFalse();
        Located root = PythonFile.read("hostile", bomb);
        assertThatThrownBy(() -> SklearnModel.read(FLAVOR, root)).hasMessageContaining("so often");
    }

    /** Pipelines around one another; each is {@code {'steps': [('a', inner), ('b', inner)]}}, the innermost of itself or of nothing. */
    private static byte[] pipelines(int count, boolean ofItself) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        for (int i = 0; i < count; i++) {
            text(out, "csklearn.pipeline\nPipeline\n)");
            out.writeBytes(new byte[] {(byte) 0x81, 'q', (byte) i});
            text(out, "}");
            name(out, "steps");
            text(out, "]");
            if (i > 0 || ofItself) {
                byte inner = (byte) (ofItself ? i : i - 1);
                step(out, inner);
                step(out, inner);
            }
            text(out, "sb");
            if (i < count - 1) {
                text(out, "0");
            }
        }
        text(out, ".");
        return out.toByteArray();
    }

    private static void step(ByteArrayOutputStream out, byte inner) {
        name(out, "a");
        out.writeBytes(new byte[] {'h', inner, (byte) 0x86, 'a'});
    }

    private static void name(ByteArrayOutputStream out, String text) {
        out.writeBytes(new byte[] {'X', (byte) text.length(), 0, 0, 0});
        text(out, text);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
