package io.github.modelkeel.servinghttp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void aSecondMayPassBeforeTheFirstBytes() {
        pace.start(-5);
        assertThat(pace.isSlow(-5 + 1_000 * MILLI)).isFalse();
        assertThat(pace.isSlow(-4 + 1_000 * MILLI)).isTrue();
    }

    @Test
    void muchAtOnceBuysOneSecondAndNotMore() {
        pace.start(0);
        pace.moved(64 << 20, 0);
        assertThat(pace.isSlow(1_000 * MILLI)).isFalse();
        assertThat(pace.isSlow(1_001 * MILLI)).isTrue();
    }

    @Test
    void singleBytesNowAndThenAreSlow() {
        pace.start(0);
        long now = 0;
        for (int i = 0; i < 200; i++) {
            now += 10 * MILLI;
            pace.moved(1, now);
        }
        assertThat(pace.isSlow(now + MILLI)).isTrue();
    }

    @Test
    void sixteenKibibytesASecondAreNotSlow() {
        pace.start(0);
        for (int i = 1; i <= 600; i++) {
            assertThat(pace.isSlow(i * 100L * MILLI)).isFalse();
            pace.moved(1_639, i * 100L * MILLI); // 16,390 bytes a second
        }
    }
}
