package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Which thread counts in which stripe. */
class WindowTest {
    private final Window window = new Window(Reference.of("1", Data.reference()), Instant.EPOCH, null);

    @Test
    void eachThreadHasAStripeOfItsOwnThoughTheFirstIsFree() throws Exception {
        Stripe first = entered();
        first.leave();
        List<Stripe> others = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            others.add(ofThread(i, () -> {
                Stripe own = entered();
                own.leave();
                return own;
            }));
        }
        assertThat(others).doesNotContain(first).doesNotHaveDuplicates();
    }

    @Test
    void aThreadThatFoundItsStripeInUseKeepsToTheOneItTook() throws Exception {
        Stripe first = entered();
        assertThat(ofThread(256, () -> {
                    Stripe other = entered();
                    other.leave();
                    first.leave(); // the first is free now
                    Stripe again = entered();
                    again.leave();
                    return other != first && other == again;
                }))
                .isTrue();
    }

    @Test
    void moreRowsAtOnceThanPlacesEachHaveAStripe() {
        List<Stripe> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(entered());
        }
        assertThat(all).doesNotHaveDuplicates();
        all.forEach(Stripe::leave);
        assertThat(all).contains(entered());
    }

    private Stripe entered() {
        return Objects.requireNonNull(window.enter());
    }

    /** Of a thread whose number is so far from that of this thread; those of 256 have one place at first. */
    private static <T> T ofThread(int distance, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        while ((thread.getId() - Thread.currentThread().getId()) % 256 != distance % 256) {
            thread = new Thread(task);
        }
        thread.start();
        thread.join();
        return task.get();
    }
}
