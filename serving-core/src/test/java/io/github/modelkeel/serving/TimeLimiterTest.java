package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.serving.time.TimeLimiter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLimiterTest {
    @Test
    void librariesThatDoNotFitTogetherAreNotBlamedOnTheRegistry() {
        try (TimeLimiter timeLimiter = TimeLimiter.named("clash")) {
            assertThatThrownBy(() -> timeLimiter.call("the registry's answer", Duration.ofSeconds(30), () -> {
                        throw new NoSuchMethodError("'void com.fasterxml.jackson.core.JsonFactory.ofTomorrow()'");
                    }))
                    .isInstanceOf(LinkageError.class)
                    .hasMessageContaining("com.fasterxml.jackson.core.JsonFactory in ")
                    .hasMessageContaining("jackson-core-");
        }
    }
}
