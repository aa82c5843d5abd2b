package io.github.modelkeel.tracking.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** MLflow counts code points, and cannot store half a surrogate pair. */
class LimitsTest {
    private static final String ROCKET = "🚀";

    @Test
    void lengthsAreCountedInCodePoints() {
        assertThat(Limits.paramValue("p", ROCKET.repeat(6000))).hasSize(12_000);
        assertThat(Limits.tagValue("t", ROCKET.repeat(8000))).hasSize(16_000);
        assertThat(Limits.experimentName(ROCKET.repeat(500))).hasSize(1000);
        Limits.experimentTagValue("t", ROCKET.repeat(20_000));
        String letter = "𝒂"; // a letter beyond the 16 bits of a char
        assertThat(Limits.key("metric", letter.repeat(250))).hasSize(500);
        assertThatThrownBy(() -> Limits.paramValue("p", ROCKET.repeat(6001)))
                .hasMessageContaining("at most 6000 characters, not 6001");
        assertThatThrownBy(() -> Limits.key("metric", letter.repeat(251)))
                .hasMessageContaining("at most 250 characters, not 251: '" + letter.repeat(40) + "...'");
    }

    @Test
    void halfASurrogatePairIsRefusedByName() {
        String half = "ab\ud83d";
        assertThatThrownBy(() -> Limits.paramValue("p", half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value of parameter 'p' must be text that UTF-8 can express: its char 2 is half a"
                        + " surrogate pair (\\ud83d)");
        assertThatThrownBy(() -> Limits.tagValue("t", "\ude80\ud83d")).hasMessageContaining("its char 0");
        assertThatThrownBy(() -> Limits.experimentTagValue("t", half)).hasMessageContaining("its char 2");
        assertThatThrownBy(() -> Limits.experimentName(half)).hasMessageContaining("its char 2");
        assertThatThrownBy(() -> Limits.modelName(half)).hasMessageContaining("its char 2");
        assertThatThrownBy(() -> Limits.key("tag", half)).hasMessageContaining("must be letters");
    }
}
