package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files of tens of megabytes that are made to fill the memory. This module's tests run in a heap of 256 MB; each file is refused there by
 * the limit that it breaks, and not because the memory ran out.
 */
class LargeHostileFilesTest {
    private static final int MANY = 50 << 20;
    private static final String SIGNATURE =
            "signature:\n  inputs: '[{\"type\": \"double\", \"name\": \"a\", \"required\": true}]'\n  outputs: null\n";

    @TempDir
    private Path directory;

    /** A file is a start, a part that is repeated until it has the given number of megabytes, and an end; a backquote starts a byte in hex. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "marks; sklearn; model.pkl; 30; `80`03; (; .; 10000 levels deep",
                "values; sklearn; model.pkl; 50; `80`03; N; .; values wait on the stack",
                "memo; sklearn; model.pkl; 50; `80`04N; `94; .; the memo has no place",
                "lists; sklearn; model.pkl; 50; `80`03; ]; .; values",
                "line; sklearn; model.pkl; 50; `80`03V; a; `0a.; it is a string",
                "wide line; sklearn; model.pkl; 50; `80`03V; `5cu0100; `0a.; longer than 1048576 characters",
                "escaped line; sklearn; model.pkl; 50; `80`03V; `5cu0041; `0a.; it is a string",
                "no line end; sklearn; model.pkl; 50; `80`03V; a; a; ends too early",
                "name; sklearn; model.pkl; 50; `80`03c; a; `0a`0a.; longer than 10000 bytes",
                "lightgbm line; lightgbm; model.lgb; 50; tree`0aversion=; a; `0a; a line longer than",
                "lightgbm key; lightgbm; model.lgb; 50; tree`0a; a; `0a; a line longer than",
                "lightgbm lines; lightgbm; model.lgb; 50; tree`0a; a=`0a; `0a; twice",
                "lightgbm blocks; lightgbm; model.lgb; 50; tree`0aa`0a; `0a; `0a; is missing",
                "text; xgboost; model.json; 50; {`22learner`22:`22; a; `22}; is broken",
                "field; xgboost; model.json; 50; {`22; a; `22:1}; is broken",
                "digits; xgboost; model.json; 50; {`22a`22:; 1; }; is broken",
                "numbers; xgboost; model.json; 50; {`22a`22:[0; `2c1; ]}; more than 16000000 numbers",
                "empty lists; xgboost; model.json; 50; {`22a`22:[[]; `2c[]; ]}; more than 1500000 values",
                "deep; xgboost; model.json; 50; {`22a`22:; {`22a`22:; }; nesting depth",
                "flags; xgboost; model.ubj; 50; {U`01a[; T; ]}; more than 4000000 numbers",
                "nulls; xgboost; model.ubj; 50; {U`01a[; Z; ]}; more than 1500000 values",
                "graph; onnx; model.onnx; 50; `3a`00; `3a`00; `3a`00; model.onnx",
                "own list; modelkeel; model.json; 50; {`22format_version`22:1`2c`22classes`22:[`22a`22; `2c`22a`22; ]}; a list has",
                "own text; modelkeel; model.json; 50; {`22; a; `22:1}; is broken"
            })
    void itIsRefusedForWhatItIs(
            String name, String flavor, String file, int megabytes, String start, String part, String end, String words)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(model(flavor, file)))) {
            out.write(bytes(start));
            repeat(out, bytes(part), megabytes << 20);
            out.write(bytes(end));
        }
        refused(words);
    }

    @Test
    void aSmallFileThatUnpacksToALargeOneIsRefused() throws IOException {
        try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(model("sklearn", "model.pkl")))) {
            repeat(out, bytes("("), 8 * MANY);
        }
        refused("it unpacks to more than");
    }

    @Test
    void anArchiveThatUnpacksToALargeTextIsRefused() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(model("sklearn", "model.skops")))) {
            out.putNextEntry(new ZipEntry("schema.json"));
            repeat(out, bytes(" "), 4 * MANY);
            out.closeEntry();
        }
        refused("it unpacks to more than");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(600));
    }

    private Path model(String flavor, String file) throws IOException {
        String data = flavor.equals("sklearn") ? "pickled_model" : "data";
        Files.writeString(
                directory.resolve("MLmodel"),
                "flavors:\n  " + flavor + ":\n    " + data + ": " + file
                        + (flavor.equals("modelkeel") ? "\n    format_version: 1" : "") + "\n" + SIGNATURE);
        return directory.resolve(file);
    }

    private static void repeat(OutputStream out, byte[] part, int size) throws IOException {
        byte[] block = new byte[part.length * 10_000];
        for (int i = 0; i < block.length; i++) {
            block[i] = part[i % part.length];
        }
        for (int written = 0; written < size; written += block.length) {
            out.write(block);
        }
    }

    private static byte[] bytes(String text) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '`') {
                bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.append(text.charAt(i));
            }
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
