package io.github.modelkeel.serving.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SerialTasksTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final Scheduler thread = Scheduler.onThread("modelkeel-poll test");
    private final SerialTasks tasks = new SerialTasks(thread);

    @Test
    void whatWaitsAtTheEndRunsInOrderAndTheLastTaskAfterAll() {
        SerialTasks neverStarted = new SerialTasks(new Scheduler() {
            @Override
            public void after(long nanos, Runnable task) {
                // its thread ends before it comes to this
            }

            @Override
            public void close() {
                done.add("closed");
            }
        });
        neverStarted.later(() -> {
            done.add("one");
            neverStarted.later(() -> done.add("what one led to"));
        });
        neverStarted.later(() -> done.add("two"));
        neverStarted.finish(() -> done.add("ended"), () -> done.add("last"));
        assertThat(done).containsExactly("ended", "one", "two", "what one led to", "last");
    }

    @Test
    void aTaskUnderWayIsWaitedForAndNotInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        tasks.later(() -> {
            started.countDown();
            try {
                go.await();
                done.add("done");
            } catch (InterruptedException e) {
                done.add("interrupted");
            }
        });
        started.await();
        Thread ending = new Thread(() -> tasks.finish(thread::close, () -> done.add("last")));
        ending.start();
        while (ending.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        ending.join();
        assertThat(done).containsExactly("done", "last");
    }

    @Test
    void aTaskMayFinishItself() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        tasks.later(() -> {
            tasks.later(() -> done.add("waited"));
            tasks.finish(thread::close, () -> {
                done.add("last");
                last.countDown();
            });
            done.add("the task's own end");
        });
        last.await();
        assertThat(done).containsExactly("the task's own end", "waited", "last");
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherFromRunning() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        tasks.later(() -> {
            throw new IllegalStateException("one");
        });
        tasks.later(ran::countDown);
        ran.await();
        tasks.later(() -> {
            throw new IllegalStateException("two");
        });
        tasks.later(() -> {
            throw new AssertionError("three");
        });
        tasks.finish(thread::close, () -> done.add("last"));
        assertThat(done).containsExactly("last");
    }

    @Test
    void whatCannotBeEndedStillLeavesNothingUndone() {
        tasks.later(() -> done.add("one"));
        assertThatThrownBy(() -> tasks.finish(
                        () -> {
                            thread.close();
                            throw new IllegalStateException("end");
                        },
                        () -> done.add("last")))
                .hasMessage("end");
        assertThat(done).containsExactly("one", "last");
    }
}
