package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JitterTest {
    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "4, 800", "5, 1000", "2147483647, 1000"})
    void aPauseIsAnywhereUpToABoundThatDoublesUntilTheLongest(int failures, long bound) {
        Random random = new Random(failures);
        long[] pauses = LongStream.generate(() -> Jitter.pause(failures, 100, 1000, random))
                .limit(20_000)
                .toArray();

        assertThat(LongStream.of(pauses).min()).hasValue(0);
        assertThat(LongStream.of(pauses).max()).hasValue(bound);
        assertThat(LongStream.of(pauses).average().orElseThrow()).isCloseTo(bound / 2.0, offset(bound * 0.02));
    }
}
