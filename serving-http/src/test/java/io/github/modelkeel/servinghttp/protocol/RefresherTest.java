package io.github.modelkeel.servinghttp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RefresherTest {
    @Test
    void whatIsAskedDuringAWorkIsDoneOnceMoreByTheSameThread() {
        Semaphore allowed = new Semaphore(0);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Refresher refresher = new Refresher(() -> {
            started.incrementAndGet();
            allowed.acquireUninterruptibly();
            ended.incrementAndGet();
            throw new IllegalStateException("a work that fails ends no other");
        });
        refresher.request();
        Awaitility.await().until(() -> started.get() == 1);
        for (int i = 0; i < 20; i++) {
            refresher.request();
        }
        assertThat(threads()).isEqualTo(1);
        allowed.release(2);
        Awaitility.await().until(() -> ended.get() == 2 && threads() == 0);
        assertThat(started).hasValue(2);
        allowed.release();
        refresher.request();
        Awaitility.await().until(() -> ended.get() == 3);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("modelkeel-http-refresh"))
                .count();
    }
}
