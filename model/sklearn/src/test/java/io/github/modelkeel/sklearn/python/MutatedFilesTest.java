package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of damaged files: each is read as some tree or refused, in bounded time and memory, and nothing else is thrown. */
@Timeout(120)
class MutatedFilesTest {
    private static final int MUTATIONS = 150;
    private static final int[] INTERESTING = {
        0, 1, 0x7F, 0x80, 0xFF, '(', ')', 't', 'l', 'd', 'R', 'b', 'a', 'e', 'u', 's', '0', '1', '2', 'h', 'j', 'r',
        'N', '.', ']', '}', 0x81, 0x85, 0x8a, 0x8b, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96
    };

    static List<String> files() {
        return Fixtures.names();
    }

    @ParameterizedTest(name = "{0}, seed 11")
    @MethodSource("files")
    void aDamagedFileIsReadOrRefused(String file) throws IOException {
        Random random = new Random(11 + file.hashCode());
        byte[] valid = Fixtures.bytes(file);
        boolean zip = Archive.isZip(Span.of(valid));
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = zip && i % 5 != 0 ? damageEntry(valid, random) : damage(valid, random);
            Located root = Guard.read(damaged).orElse(null);
            if (root == null) {
                refused++;
            } else {
                walk(root);
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
    }

    /** What was read can be used: each access gives a value, or says that there is none. */
    private static void walk(Located root) {
        assertThat(root.toString()).isNotBlank();
        for (Node child : root.node().children()) {
            assertThat(child.kind()).isNotBlank();
            assertThat(child.toString()).isNotBlank();
            for (Node grandchild : child.children()) {
                if (grandchild instanceof ArrayNode array) {
                    array.doubles().ifPresent(values -> assertThat(values).hasSize(array.size()));
                    array.longs().ifPresent(values -> assertThat(values).hasSize(array.size()));
                    array.texts().ifPresent(values -> assertThat(values).hasSize(array.size()));
                    array.bits();
                    array.dtype()
                            .fields()
                            .forEach(field ->
                                    array.field(field.name()).orElseThrow().doubles());
                }
            }
        }
    }

    private static byte[] damage(byte[] valid, Random random) {
        byte[] content = valid.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && content.length > 1; i++) {
            int at = random.nextInt(content.length);
            int length = Math.min(content.length - at, 1 + random.nextInt(8));
            switch (random.nextInt(7)) {
                case 0 -> content[at] = (byte) random.nextInt(256);
                case 1 -> content[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> content[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
                case 3 -> content = joined(content, at, at + length);
                case 4 -> content = joined(content, at + length, at);
                case 5 -> Arrays.fill(content, at, at + length, (byte) (random.nextBoolean() ? 0xFF : 0));
                default -> content = random.nextInt(10) == 0 ? Arrays.copyOf(content, at + 1) : content;
            }
        }
        return content;
    }

    /** The bytes before {@code end}, then those from {@code from} on. */
    private static byte[] joined(byte[] content, int end, int from) {
        byte[] result = Arrays.copyOf(content, end + content.length - from);
        System.arraycopy(content, from, result, end, content.length - from);
        return result;
    }

    /** Damages the content of an entry, which leaves the zip whole. */
    private static byte[] damageEntry(byte[] zip, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.setLevel(1);
            ZipEntry entry = in.getNextEntry();
            while (entry != null) {
                byte[] content = in.readAllBytes();
                boolean chosen = entry.getName().equals("schema.json") ? random.nextBoolean() : random.nextInt(20) == 0;
                packed.putNextEntry(new ZipEntry(entry.getName()));
                packed.write(chosen ? damage(content, random) : content);
                packed.closeEntry();
                entry = in.getNextEntry();
            }
        }
        return out.toByteArray();
    }
}
