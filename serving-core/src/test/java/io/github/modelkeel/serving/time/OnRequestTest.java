package io.github.modelkeel.serving.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OnRequestTest {
    private final Queue<Runnable> planned = new ArrayDeque<>();
    private int done;
    private boolean noMemory;

    private final Scheduler scheduler = new Scheduler() {
        @Override
        public void after(long nanos, Runnable task) {
            if (noMemory) {
                throw new OutOfMemoryError("as the test wants it");
            }
            planned.add(task);
        }

        @Override
        public void close() {
            planned.clear();
        }
    };

    @Test
    void whatIsAskedForBeforeTheWorkBeginsIsDoneOnce() {
        OnRequest work = new OnRequest(() -> done++, scheduler);
        work.request();
        work.request();
        work.request();
        assertThat(planned).hasSize(1);
        planned.remove().run();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void whatIsAskedForWhileTheWorkIsDoneIsDoneAgain() {
        OnRequest[] self = new OnRequest[1];
        self[0] = new OnRequest(
                () -> {
                    if (done++ == 0) {
                        self[0].request();
                    }
                },
                scheduler);
        self[0].request();
        planned.remove().run();
        assertThat(planned).hasSize(1);
        planned.remove().run();
        assertThat(done).isEqualTo(2);
        assertThat(planned).isEmpty();
    }

    @Test
    void aRequestThatCouldNotBePlannedDoesNotSilenceTheNext() {
        OnRequest work = new OnRequest(() -> done++, scheduler);
        noMemory = true;
        assertThatThrownBy(work::request).isInstanceOf(OutOfMemoryError.class);
        noMemory = false;
        work.request();
        assertThat(planned).hasSize(1);
    }
}
