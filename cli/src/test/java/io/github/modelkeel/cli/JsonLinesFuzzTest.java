package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of rows in JSON, a row a line or one document; in the build over its seeds alone. */
class JsonLinesFuzzTest {
    private static final String ROW = "{\"sqft\":1000,\"age\":null,\"area\":\"north\",\"pool\":true}";

    static Stream<byte[]> seeds() {
        return Stream.of(
                        ROW + "\n" + ROW + "\n\n{\"sqft\":\n" + ROW + " 7\n",
                        "[" + ROW + ",\n" + ROW + "]",
                        "{\n\"dataframe_split\":{\"columns\":[\"sqft\",\"pool\"],\"data\":[[1,true],[2]]}}",
                        "{\"instances\":[" + ROW + "]}\n")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        HostileRows.readAll(content, in -> JsonLines.of(in, HostileRows.MODEL, List.of()));
    }
}
