package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modelkeel.drift.CsvOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of rows in CSV; in the build over its seeds alone. */
class CsvFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "sqft,age,area,pool\n1000,,north,true\n\"3000\",1e3,\"so\"\"uth\",0\n",
                        "\uFEFFpool,area,age,sqft,more\r\nfalse,south,-.5e2,NaN,x\r\n1,\"no\r\nrth\",1\r\n\r\n",
                        "sqft,sqft\n1,2",
                        "\"")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) {
        HostileRows.readAll(
                content, in -> new CsvRows(in, "rows.csv", CsvOptions.defaults(), HostileRows.MODEL, List.of()));
    }
}
