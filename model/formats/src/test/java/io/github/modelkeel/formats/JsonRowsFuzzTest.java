package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of rows in JSON, from every form that is read; in the build over its seeds alone. */
class JsonRowsFuzzTest {
    private static final ScoringModel MODEL = Samples.trees();
    private static final String ROW =
            "{\"größe\":120,\"income\":1e-7,\"rooms\":NaN,\"it's \\\"area\\\"\":\"area 1\",\"kind\":null,\"pool\":true}";

    static Stream<byte[]> seeds() {
        Stream<String> texts = Stream.of(
                ROW + "\n" + ROW,
                "[" + ROW + "," + ROW + "]",
                "{\"dataframe_records\":[" + ROW + "]}",
                "{\"instances\":[" + ROW + "],\"more\":{\"a\":[1]}}",
                "{\"dataframe_split\":{\"index\":[0],\"columns\":[\"pool\",\"kind\"],\"data\":[[true,\"k1\"]]}}",
                "{\"columns\":[\"pool\"],\"data\":[[true],[false]]}");
        return Stream.concat(
                texts.map(text -> text.getBytes(UTF_8)), Hostile.seeds("golden-v1", "input_example\\.json"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        Hostile.read("row", () -> {
            readAll(content);
            return Optional.empty();
        });
    }

    private static void readAll(byte[] content) {
        try (JsonRows rows = JsonRows.of(content, MODEL.signature())) {
            Signature.Row row = MODEL.newRow();
            while (rows.next(row)) {
                predict(row);
            }
        } catch (JsonRows.MalformedRowsException e) {
            if (!String.valueOf(e.getMessage()).startsWith("row ")) {
                throw new AssertionError(e);
            }
        } catch (IOException e) {
            throw new AssertionError("for bytes", e);
        }
    }

    private static void predict(Signature.Row row) {
        try {
            double value = MODEL.predictValue(Rows.of(row));
            if (!Double.isFinite(value)) {
                throw new AssertionError("not finite: " + value);
            }
        } catch (InvalidInputException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError(e);
            }
        }
    }
}
