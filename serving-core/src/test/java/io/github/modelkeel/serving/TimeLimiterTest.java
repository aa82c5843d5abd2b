package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.serving.time.TimeLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLimiterTest {
    /** Tasks that no thread has begun yet count too. */
    @Test
    void startsInQuickSuccessionAreLimited() {
        List<Runnable> waiting = new ArrayList<>();
        try (TimeLimiter timeLimiter = new TimeLimiter(new Later(waiting))) {
            TimeLimiter.Started<Integer> first = timeLimiter.start("first", () -> 1);
            TimeLimiter.Started<Integer> second = timeLimiter.start("second", () -> 2);
            assertThatThrownBy(() -> timeLimiter.start("third", () -> 3))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("third")
                    .hasMessageContaining("has not ended yet");
            first.giveUp(); // never begins
            TimeLimiter.Started<Integer> fourth = timeLimiter.start("fourth", () -> 4);
            assertThatThrownBy(() -> timeLimiter.start("fifth", () -> 5)).isInstanceOf(ClientException.class);
            waiting.forEach(Runnable::run);
            assertThat(second.waitFor(Duration.ofSeconds(30))).isEqualTo(2);
            assertThat(fourth.waitFor(Duration.ofSeconds(30))).isEqualTo(4);
            timeLimiter.start("sixth", () -> 6);
            timeLimiter.start("seventh", () -> 7);
            assertThatThrownBy(() -> timeLimiter.start("eighth", () -> 8)).isInstanceOf(ClientException.class);
        }
    }

    /** Begins nothing by itself. */
    private static final class Later extends AbstractExecutorService {
        private final List<Runnable> waiting;

        Later(List<Runnable> waiting) {
            this.waiting = waiting;
        }

        @Override
        public void execute(Runnable command) {
            waiting.add(command);
        }

        @Override
        public void shutdown() {
            waiting.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            waiting.clear();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

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
