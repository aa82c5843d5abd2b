package io.github.modelkeel.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue that many threads fill and one empties. */
class BoundedQueueTest {
    private static final int THREADS = 4;
    private static final int ITEMS = 100_000;

    @Test
    void itHasRoomForAPowerOfTwoAndKeepsTheOrder() {
        BoundedQueue<Integer> queue = new BoundedQueue<>(5);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 8; i++) {
                assertThat(queue.offer(i)).isTrue();
            }
            assertThat(queue.offer(8)).isFalse();
            for (int i = 0; i < 8; i++) {
                assertThat(queue.poll()).isEqualTo(i);
            }
            assertThat(queue.poll()).isNull();
            assertThat(queue.offer(9)).isTrue();
            assertThat(queue.poll()).isEqualTo(9);
        }
    }

    @Test
    void nothingIsLostOrInventedAndEachThreadsOrderIsKept() throws Exception {
        BoundedQueue<int[]> queue = new BoundedQueue<>(64);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> work = new ArrayList<>();
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                work.add(threads.submit(() -> {
                    for (int i = 0; i < ITEMS; i++) {
                        while (!queue.offer(new int[] {number, i})) {
                            LockSupport.parkNanos(1_000);
                        }
                    }
                }));
            }
            int[] next = new int[THREADS];
            for (int taken = 0; taken < THREADS * ITEMS; ) {
                int[] item = queue.poll();
                if (item != null) {
                    assertThat(item[1]).isEqualTo(next[item[0]]++);
                    taken++;
                }
            }
            assertThat(IntStream.of(next)).containsOnly(ITEMS);
            for (Future<?> each : work) {
                each.get();
            }
            assertThat(queue.poll()).isNull();
        } finally {
            threads.shutdownNow();
        }
    }
}
