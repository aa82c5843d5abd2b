package io.github.modelkeel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.Hostile;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.ScoringModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged and hostile graphs: refused with a message, within a second and a heap of 256 MB, or read as a model that works.
 */
class HostileOnnxTest {
    private static final Path MODELS = Path.of("src/test/resources/onnx-models");
    private static final String FILE = "model.onnx";
    private static final Duration LIMIT = Duration.ofSeconds(1);

    static List<Path> models() throws IOException {
        return OnnxFixturesTest.models();
    }

    private static byte[] bytes(Path directory) {
        try {
            return Files.readAllBytes(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aDamagedGraphIsRefusedOrRead(Path directory) {
        Random random = new Random(directory.getFileName().toString().hashCode());
        byte[] valid = bytes(directory);
        int refused = 0;
        for (int i = 0; i < 250; i++) {
            try {
                Hostile.use(within(damage(valid, random)));
            } catch (ModelRefusedException e) {
                assertThat(e).message().startsWith(FILE);
                refused++;
            }
        }
        assertThat(refused).isBetween(20, 249);
    }

    private static byte[] damage(byte[] valid, Random random) {
        byte[] copy = valid.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy = splice(copy, at, random.nextInt(20), new byte[0]);
                default -> copy = splice(copy, at, random.nextInt(4), new byte[] {(byte) 0xff, (byte) 0xff, 0x7f});
            }
        }
        return copy;
    }

    private static byte[] splice(byte[] content, int at, int drop, byte[] insert) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, at);
        out.writeBytes(insert);
        int rest = Math.min(content.length, at + drop);
        out.write(content, rest, content.length - rest);
        return out.toByteArray();
    }

    /** Reads within the limit of time; the limit of memory is the heap of this module's tests. */
    private static ScoringModel within(byte[] content) {
        long start = System.nanoTime();
        try {
            return OnnxReader.read(FILE, content, List.of());
        } finally {
            if (System.nanoTime() - start > LIMIT.toNanos()) { // a busy machine, or the file: a second run decides
                assertThat(secondTime(content)).isLessThan(LIMIT);
            }
        }
    }

    private static Duration secondTime(byte[] content) {
        long start = System.nanoTime();
        try {
            assertThat(OnnxReader.read(FILE, content, List.of())).isNotNull();
        } catch (ModelRefusedException e) {
            assertThat(e).message().startsWith(FILE);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void refused(byte[] content, String reason) {
        assertThatThrownBy(() -> within(content))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(FILE)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNotAProtocolBufferIsRefused() {
        refused(new byte[0], "it has no graph");
        refused("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), "not a valid ONNX file");
        refused(new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7}, "longer than the file");
        refused(new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "a number is too long");
        refused(new byte[] {0x3b}, "wire type 3");
    }

    @Test
    void manySmallPartsAreRefused() {
        byte[] nodes = new byte[4_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a; // a node of no bytes
        }
        refused(inGraph(nodes), "more than 200000 nodes");
    }

    @Test
    void manySmallNumbersAreRefused() {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        field(tensor, 7, new byte[20_000_000]);
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        field(graph, 5, tensor.toByteArray());
        refused(inGraph(graph.toByteArray()), "more than 16000000 numbers");
    }

    @Test
    void manySmallTextsAreRefused() {
        byte[] texts = new byte[10_000_000];
        for (int i = 0; i < texts.length; i += 2) {
            texts[i] = 0x32; // a text of no bytes in a tensor
        }
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        field(graph, 5, texts);
        refused(inGraph(graph.toByteArray()), "more than 2000000 texts");
    }

    private static byte[] inGraph(byte[] graph) {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        field(model, 7, graph);
        return model.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        out.write((number << 3) | 2);
        int rest = content.length;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(content);
    }

    @ParameterizedTest
    @CsvSource({
        "labels, Scaler, Scalor, 'the operator ai.onnx.ml:Scalor is not supported here'",
        "house, variable3, variable4, 'is read before it is computed'",
        "modes, BRANCH_GTE, BRANCH_XYZ, 'with the mode BRANCH_XYZ'",
        "arithmetic, ReduceMax, ReduceMox, 'the module modelkeel-model-onnxruntime'"
    })
    void whatIsNotSupportedIsRefusedByName(String model, String from, String to, String reason) {
        String text = new String(bytes(MODELS.resolve(model)), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        String changed = text.substring(0, at) + to + text.substring(at + from.length());
        refused(changed.getBytes(StandardCharsets.ISO_8859_1), reason);
    }

    @Test
    void numbersInAnotherFileAreRefused() {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        field(tensor, 13, "location../../etc/passwd".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        field(graph, 5, tensor.toByteArray());
        refused(inGraph(graph.toByteArray()), "save_as_external_data=False");
    }
}
