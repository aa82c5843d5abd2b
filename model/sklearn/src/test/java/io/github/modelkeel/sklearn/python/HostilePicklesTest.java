package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles made by hand to do harm. */
class HostilePicklesTest {
    private static final int MANY = 1_000_000;

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of(
                        "nested lists",
                        PickleBytes.protocol(2)
                                .repeat(MANY, ']')
                                .repeat(MANY - 1, 'a')
                                .stop(),
                        "deep"),
                Arguments.of(
                        "nested tuples",
                        PickleBytes.protocol(2).op('N').repeat(MANY, 0x85).stop(),
                        "deep"),
                Arguments.of("nested calls", nestedCalls(), "deep"),
                Arguments.of(
                        "marks",
                        PickleBytes.protocol(2).repeat(MANY, '(').op('N').stop(),
                        "levels deep"),
                Arguments.of(
                        "values",
                        PickleBytes.protocol(2)
                                .op('(')
                                .repeat(3 * MANY, ']')
                                .op('l')
                                .stop(),
                        "values"),
                Arguments.of("entries", entries(), "values"),
                Arguments.of(
                        "text of 4 GB",
                        PickleBytes.protocol(4).op('X').length(-1, 4).stop(),
                        "too early"),
                Arguments.of(
                        "text of 2^63",
                        PickleBytes.protocol(4).op(0x8d).length(-1, 8).stop(),
                        "too early"),
                Arguments.of(
                        "bytes of 2^62",
                        PickleBytes.protocol(4).op(0x8e).length(1L << 62, 8).stop(),
                        "too early"),
                Arguments.of(
                        "bytearray",
                        PickleBytes.protocol(5).op(0x96).length(1L << 40, 8).stop(),
                        "too early"),
                Arguments.of(
                        "frame",
                        PickleBytes.protocol(4).op(0x95).length(1L << 40, 8).stop(),
                        "too early"),
                Arguments.of(
                        "LONG4 of 2 GB",
                        PickleBytes.protocol(2).op(0x8b).length(0x7FFFFFFF, 4).stop(),
                        "bytes"),
                Arguments.of(
                        "LONG4 below 0",
                        PickleBytes.protocol(2).op(0x8b).length(-5, 4).stop(),
                        "bytes"),
                Arguments.of(
                        "digits",
                        PickleBytes.protocol(0)
                                .op('L')
                                .ascii("9".repeat(9000) + "L\n")
                                .stop(),
                        "broken"),
                Arguments.of(
                        "a far memo",
                        PickleBytes.protocol(2).op('N', 'r').length(-1, 4).stop(),
                        "memo"),
                Arguments.of(
                        "a near memo",
                        PickleBytes.protocol(2).op('N', 'r').length(MANY, 4).stop(),
                        "memo"),
                Arguments.of(
                        "a memo by text",
                        PickleBytes.protocol(0).op('N').ascii("p4294967295\n").stop(),
                        "memo"),
                Arguments.of("an empty memo", PickleBytes.protocol(2).op('h', 7).stop(), "memo"),
                Arguments.of("an empty stack", PickleBytes.protocol(2).stop(), "stack"),
                Arguments.of(
                        "below a mark",
                        PickleBytes.protocol(2).op('N', '(', 0x85).stop(),
                        "stack"),
                Arguments.of("a rest", PickleBytes.protocol(2).op('N', 'N').stop(), "stack"),
                Arguments.of(
                        "what follows", PickleBytes.protocol(2).op('N', '.').stop(), "follow"),
                Arguments.of("converted bytes", convertedBytes(), "again and again"),
                Arguments.of(
                        "a broken text",
                        PickleBytes.protocol(4).op(0x8c, 2, 0xC3, 0x28).stop(),
                        "UTF-8"),
                Arguments.of(
                        "a list as tuple",
                        PickleBytes.protocol(2).op(')', 'N', 'a').stop(),
                        "added"),
                Arguments.of(
                        "half an entry",
                        PickleBytes.protocol(2).op('}', '(', 'N', 'u').stop(),
                        "value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsRefused(String name, byte[] content, String reason) {
        assertThat(Guard.refusal(content)).as(name).contains(reason);
    }

    private static byte[] nestedCalls() {
        return PickleBytes.protocol(2)
                .ascii("cos\nsystem\n")
                .op('q', 0, '0', 'N')
                .repeat(200_000, 0x85, 'q', 1, '0', 'h', 0, 'h', 1, 'R')
                .stop();
    }

    private static byte[] entries() {
        PickleBytes pickle = PickleBytes.protocol(2).op('}', '(');
        for (int i = 0; i < 2 * MANY; i++) {
            pickle.op('J').length(i, 4).op('N');
        }
        return pickle.op('u').stop();
    }

    /** One megabyte, turned from text into bytes again and again. */
    private static byte[] convertedBytes() {
        return PickleBytes.protocol(2)
                .ascii("c_codecs\nencode\n")
                .op('q', 0)
                .text("x".repeat(MANY))
                .text("latin1")
                .op(0x86, 'q', 1, '0')
                .op('(')
                .repeat(MANY, 'h', 0, 'h', 1, 'R')
                .op('l')
                .stop();
    }

    /** Each list holds the one before twice: 2^400 leaves for who follows it blindly, 400 nodes for us. */
    @Test
    void aTreeThatSharesItsPartsIsNoLargerThanItsFile() {
        PickleBytes pickle = PickleBytes.protocol(2).op('N');
        pickle.repeat(400, '2', 0x86);
        Located root = Guard.read(pickle.stop()).orElseThrow();
        SequenceNode pair = (SequenceNode) root.node();
        assertThat(pair.items().get(0)).isSameAs(pair.items().get(1));
        assertThat(root).hasToString("model: TUPLE[2]");
    }

    @Test
    void listsAndDictionariesThatContainThemselvesAreRead() {
        assertThat(Guard.read(
                        PickleBytes.protocol(2).op(']', 'q', 0, 'h', 0, 'a').stop()))
                .isPresent();
        assertThat(Guard.read(PickleBytes.protocol(2)
                        .op('}', 'q', 0, 'N', 'h', 0, 's')
                        .stop()))
                .isPresent();
        assertThat(Guard.read(PickleBytes.protocol(2)
                        .op('}', 'q', 0, 'h', 0, 'h', 0, 's')
                        .stop()))
                .isPresent();
    }

    @Test
    void aLongTextIsReadWhenItIsBytesInDisguise() {
        byte[] data = new byte[Reading.MAX_TEXT + 5];
        Arrays.fill(data, (byte) 0xE4);
        byte[] pickle = PickleBytes.protocol(2)
                .ascii("c_codecs\nencode\n")
                .text(new String(data, StandardCharsets.ISO_8859_1))
                .text("latin1")
                .op(0x86, 'R')
                .stop();
        Node.Bytes bytes = (Node.Bytes) Guard.read(pickle).orElseThrow().node();
        assertThat(bytes.toArray()).isEqualTo(data);
        assertThat(Guard.refusal(PickleBytes.protocol(2).text("€".repeat(MANY)).stop()))
                .contains("longer");
    }

    @Test
    void whatNeedsMoreThanTheFileIsRefusedByName() {
        assertThat(Guard.refusal(PickleBytes.protocol(0).ascii("Psomewhere\n").stop()))
                .contains("persistent id");
        assertThat(Guard.refusal(PickleBytes.protocol(2).op('N', 'Q').stop())).contains("persistent id");
        assertThat(Guard.refusal(PickleBytes.protocol(2).op(0x82, 1).stop())).contains("extension code");
        assertThat(Guard.refusal(PickleBytes.protocol(5).op(0x97).stop())).contains("buffer_callback");
        assertThat(Guard.refusal(PickleBytes.protocol(2).op('U', 1, 'x').stop()))
                .contains("Python 2");
        assertThat(Guard.refusal(PickleBytes.protocol(6).op('N').stop())).contains("protocol 6");
        assertThat(Guard.refusal(PickleBytes.protocol(2).op(0xFF).stop())).contains("0xff");
        assertThat(Guard.refusal("ZF0x1".getBytes(StandardCharsets.US_ASCII))).contains("joblib before 0.10");
        assertThat(Guard.refusal(oldJoblib())).contains("joblib before 0.10");
        assertThat(Guard.refusal(new byte[0])).contains("neither");
        assertThat(Guard.refusal("{\"a\": 1}.".getBytes(StandardCharsets.US_ASCII)))
                .contains("neither");
    }

    private static byte[] oldJoblib() {
        return PickleBytes.protocol(2)
                .ascii("cjoblib.numpy_pickle\nNDArrayWrapper\n")
                .op(')', 0x81, '}', 'b')
                .stop();
    }

    @ParameterizedTest(name = "elements, type, bytes: {0}")
    @ValueSource(
            strings = {
                "2147483647 f8 8",
                "4294967296 f8 8",
                "0 f8 8",
                "3 f8 8",
                "1000000000 S0 0",
                "1000000 V0 0",
                "-1 f8 0"
            })
    void anArrayHasAsManyElementsAsBytes(String sample) {
        String[] parts = sample.split(" ", -1);
        byte[] pickle = PickleBytes.protocol(3)
                .ascii("cnumpy._core.numeric\n_frombuffer\n")
                .op('(')
                .bytes(new byte[Integer.parseInt(parts[2])])
                .ascii("cnumpy\ndtype\n")
                .text(parts[1])
                .op(0x89, 0x88, 0x87, 'R')
                .ascii("L" + parts[0] + "L\n")
                .op(0x85)
                .text("C")
                .op('t', 'R')
                .stop();
        assertThat(Guard.refusal(pickle)).contains("array");
    }

    @Test
    void whatUnpacksToMuchMoreThanItsSizeIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(PickleBytes.protocol(4).op(0x8e).length(1L << 28, 8).unfinished());
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) {
                packed.write(zeros);
            }
            packed.write('.');
        }
        assertThat(out.size()).isLessThan(1 << 20);
        assertThat(Guard.refusal(out.toByteArray())).contains("unpacks to more than");
    }
}
