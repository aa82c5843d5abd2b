package io.github.modelkeel.tracking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input examples as they are written beside a model. */
class InputExampleTest {
    @Test
    void wholeNumbersKeepAllOfTheirDigits(@TempDir Path directory) throws IOException {
        InputExample.write(
                List.of(
                        Map.of("id", 9_007_199_254_740_993L),
                        Map.of("id", new BigInteger("9007199254740993")),
                        Map.of("id", new AtomicLong(9_007_199_254_740_993L))),
                directory);
        assertThat(Files.readString(directory.resolve("input_example.json")))
                .contains("[[9007199254740993],[9007199254740993],[9007199254740993]]");
    }
}
