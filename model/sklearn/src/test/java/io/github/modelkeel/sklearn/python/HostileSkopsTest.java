package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files, schemas and npy headers made by hand to do harm. */
class HostileSkopsTest {
    private static final String TEXT =
            "{\"__class__\":\"str\",\"__module__\":\"builtins\",\"__loader__\":\"JsonNode\",";

    private static byte[] zip(String... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.ISO_8859_1));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] schema(String json) {
        return zip("schema.json", json);
    }

    private static String list(String content) {
        return "{\"__class__\":\"list\",\"__module__\":\"builtins\",\"__loader__\":\"ListNode\",\"content\":[" + content
                + "],\"protocol\":2}";
    }

    static Stream<Arguments> schemas() {
        String nested = "{\"__class__\":\"list\",\"__module__\":\"builtins\",\"__loader__\":\"ListNode\",\"content\":[";
        return Stream.of(
                Arguments.of("", "schema.json"),
                Arguments.of("[]", "not a JSON object"),
                Arguments.of("{}", "protocol"),
                Arguments.of("{\"protocol\":3}", "protocol 3"),
                Arguments.of("{\"protocol\":true}", "protocol true"),
                Arguments.of("{\"protocol\":2}", "__loader__"),
                Arguments.of("{\"protocol\":2,\"protocol\":2}", "Duplicate"),
                Arguments.of("[".repeat(1_000_000), "broken"),
                Arguments.of(nested.repeat(100) + "]}".repeat(100), "protocol"),
                Arguments.of(list(nested.repeat(499) + "]}".repeat(499)), "broken"),
                Arguments.of("{\"protocol\":2,\"__loader__\":\"EvalNode\"}", "EvalNode"),
                Arguments.of("{\"protocol\":2,\"__loader__\":\"CachedNode\",\"__id__\":7}", "CachedNode"),
                Arguments.of("{\"protocol\":2,\"__loader__\":\"BytesNode\",\"file\":\"../x\"}", "which is not in it"),
                Arguments.of(
                        list("{\"__id__\":7,\"__loader__\":\"ListNode\",\"content\":[{\"__id__\":7}]}"),
                        "contains itself"),
                Arguments.of(list(TEXT + "\"content\":\"[[[\"}"), "JsonNode"),
                Arguments.of(list(TEXT + "\"content\":\"1 2\"}"), "trailing data"),
                Arguments.of(list(TEXT + "\"content\":\"" + "9".repeat(100_000) + "\"}"), "broken"),
                Arguments.of(list("7"), "not a JSON object"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aBrokenSchemaIsRefused(String json, String reason) {
        assertThat(Guard.refusal(schema(json))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../schema.json", "/etc/passwd", "a/b.npy", "a\\b.npy", ".hidden", "C:x", "", "n\u0000l", "x y"})
    void anEntrysNameIsAFilesName(String name) {
        assertThat(Guard.refusal(zip(name, "x", "schema.json", "{}"))).contains("odd name");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        byte[] zip = zip("schema.json", "{}", "schema.jso_", "[]");
        String text = new String(zip, StandardCharsets.ISO_8859_1).replace("schema.jso_", "schema.json");
        assertThat(Guard.refusal(text.getBytes(StandardCharsets.ISO_8859_1))).contains("two entries");
    }

    @Test
    void aZipThatIsNotASkopsFileIsRefused() {
        assertThat(Guard.refusal(zip("model.txt", "x"))).contains("no skops file");
        assertThat(Guard.refusal(new byte[] {'P', 'K', 3, 4, 0})).contains("zip file");
    }

    @Test
    void aZipBombIsRefused() {
        byte[] bomb = zip("a.npy", "\0".repeat(60 << 20), "schema.json", "{}");
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(Guard.refusal(bomb)).contains("unpacks to more than");
    }

    @Test
    void manyEntriesAreRefusedOrRead() {
        String[] entries = new String[40_000];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = "e" + i;
            entries[i + 1] = "";
        }
        assertThat(Guard.refusal(zip(entries))).contains("no skops file");
    }

    private static byte[] npy(String header, int bytes) {
        String magic = "\u0093NUMPY\u0001\0" + (char) (header.length() & 0xFF) + (char) (header.length() >> 8);
        return (magic + header + "\0".repeat(bytes)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aWellFormedHeaderIsRead() {
        byte[] file = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 16);
        assertThat(Guard.read(file).orElseThrow().doubles()).containsExactly(0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647, 4)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999999999,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (True,)}",
                "{'descr': '|S0', 'fortran_order': False, 'shape': (2147483647,)}",
                "{'descr': '<U99999999', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': [('a', '<f8', (2,))], 'fortran_order': False, 'shape': (1,)}",
                "{'descr': [('a', [('b', '<f8')])], 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}",
                "{'descr': '<f8', 'fortran_order': False}",
                "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} + __import__('os')",
                "{'descr': __import__('os').system('x'), 'fortran_order': False, 'shape': (2,)}",
                "{'descr': ((((((((((((((((1,),),),),),),),),),),),),),),), 'shape': (2,)}",
                "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (2,)}",
                "{",
                "{'descr",
                ""
            })
    void aBrokenHeaderIsRefused(String header) {
        assertThat(Guard.read(npy(header, 16))).isEmpty();
    }

    @Test
    void aHeaderIsNoLongerThanItsFile() {
        assertThat(Guard.refusal("\u0093NUMPY\u0003\0\u00ff\u00ff\u00ff\u00ff{}".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("header");
        assertThat(Guard.refusal(npy("{".repeat(60_000), 0))).contains("header");
        assertThat(Guard.refusal("\u0093NUMPY\u0009\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("version 9");
    }
}
