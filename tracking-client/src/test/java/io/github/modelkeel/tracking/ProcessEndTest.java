package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.fakeserver.FakeStore.StoredRun;
import io.github.modelkeel.fakeserver.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when a process ends in whatever way: nothing that was confirmed is lost, and nothing is invented. */
class ProcessEndTest extends AsyncTest {
    private static final int ENOUGH = 10_000_000;

    private static Set<String> points(int count) {
        Set<String> points = new HashSet<>();
        IntStream.range(0, count).forEach(i -> points.add(LoggedPoints.text(JobProcess.point(i))));
        return points;
    }

    private FlushResult recover() {
        return Spool.recover(config(), directory, LONG, settings().build());
    }

    private StoredRun run(String name) {
        return store.runs().stream()
                .filter(run -> run.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no run " + name));
    }

    @Test
    void aKilledProcessLosesNothingThatWasConfirmed() throws Exception {
        Random random = new Random(SEED);
        int kills = Repetitions.of(4, 10, 200);
        for (int kill = 0; kill < kills; kill++) {
            String name = "kill " + kill;
            boolean down = random.nextInt(3) == 0;
            int permille = random.nextInt(300);
            server.script((number, path) ->
                    down || random.nextInt(1000) < permille ? Fault.of(Fault.Kind.RESET_AFTER_COMMIT) : Fault.NONE);
            JobProcess job = JobProcess.start(List.of("-Xmx128m"), "synced", server.uri(), directory, name, ENOUGH);
            int confirmed = 0;
            for (int lines = 1 + random.nextInt(60); lines > 0; lines--) {
                confirmed = Integer.parseInt(job.line());
            }
            job.kill();
            for (String line : job.lines()) { // printed before it died
                confirmed = Integer.parseInt(line);
            }
            server.script((number, path) -> Fault.NONE);
            assertComplete(recover());
            assertKept(name, confirmed);
        }
        assertThat(store.runs().stream().map(StoredRun::name).distinct().count())
                .as("a run is created once")
                .isEqualTo(store.runs().size());
    }

    private void assertKept(String name, int confirmed) {
        Set<String> stored = run(name).points();
        assertThat(confirmed).isPositive();
        assertThat(stored).containsAll(points(confirmed));
        assertThat(points(stored.size()))
                .as("nothing is invented, and nothing is missing in between")
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "return", "throw", "memory", "hook", "interrupt", "wait"})
    void whateverEndsTheProcessNothingIsLost(String how) throws Exception {
        int count = 20_000;
        server.script((number, path) -> how.equals("exit") ? Fault.status(503) : Fault.NONE);
        JobProcess job = JobProcess.start(List.of("-Xmx64m"), how, server.uri(), directory, how, count);
        assertThat(job.line()).isEqualTo("logged");
        if (how.equals("wait")) {
            job.terminate(); // SIGTERM
        }
        long start = System.nanoTime();
        List<String> more = job.lines();
        job.end();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("it does not hang")
                .isLessThan(Duration.ofSeconds(50));
        server.script((number, path) -> Fault.NONE);
        boolean left = Spool.status(directory).stream().anyMatch(status -> status.pending() > 0);
        if (!how.equals(
                "memory")) { // there a class may have failed for good, and what it cannot send waits in the spool
            assertThat(left)
                    .as("only what the server did not take stays on disk")
                    .isEqualTo(how.equals("exit"));
        }
        assertComplete(recover());
        int logged = how.equals("interrupt") ? count + 1 : count;
        assertThat(run(how).points()).isEqualTo(points(logged));
        if (how.equals("interrupt")) {
            assertThat(more).containsExactly("still true", "flushed false", "still true");
            assertThat(run(how).tags()).containsEntry("interrupted", "yes");
        }
    }

    @Test
    void whatWasLeftIsTakenOverByTheNextTrackerOfTheSameServerOnly() throws Exception {
        server.down();
        JobProcess job = JobProcess.start(List.of(), "synced", server.uri(), directory, "left", ENOUGH);
        int confirmed = Integer.parseInt(job.line());
        job.kill();
        for (String line : job.lines()) {
            confirmed = Integer.parseInt(line);
        }
        try (Tracker other = Tracker.builder("houses")
                .config(config().newBuilder().trackingUri("http://127.0.0.1:9").build())
                .async(settings().closeTimeout(Duration.ZERO).build())
                .open()) {
            assertThat(other.flush(Duration.ofMillis(200)).isComplete()).isTrue();
        }
        assertThat(Spool.status(directory)).singleElement().satisfies(status -> {
            assertThat(status.trackingUri()).isEqualTo(server.uri());
            assertThat(status.pending()).isPositive();
            assertThat(status.inUse()).isFalse();
        });
        assertThat(Spool.verify(directory)).isEmpty();
        server.up();
        try (Tracker tracker = open()) {
            awaitEmpty();
            assertBalanced(tracker);
        }
        assertKept("left", confirmed);
    }

    private void awaitEmpty() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (DirectoryContent.count(directory) > 1) { // the tracker's own
            assertThat(System.nanoTime()).as("the orphan is delivered in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void row15ProcessesShareASpoolAndOneIsKilled(int processes) throws Exception {
        List<JobProcess> jobs = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            int count = i == 0 ? ENOUGH : 4000;
            jobs.add(JobProcess.start(List.of("-Xmx64m"), "synced", server.uri(), directory, "job " + i, count));
        }
        int confirmed = 0;
        for (int i = 0; i < 20; i++) {
            confirmed = Integer.parseInt(jobs.get(0).line());
        }
        jobs.get(0).kill();
        for (String line : jobs.get(0).lines()) {
            confirmed = Integer.parseInt(line);
        }
        recover(); // unless one of the others, which may have opened its tracker later, has taken it over
        for (int i = 1; i < processes; i++) {
            assertThat(jobs.get(i).lines()).endsWith("closed");
            jobs.get(i).end();
        }
        assertComplete(recover());
        assertKept("job 0", confirmed);
        for (int i = 1; i < processes; i++) {
            assertThat(run("job " + i).points()).isEqualTo(points(4000));
        }
        assertThat(store.runs()).hasSize(processes);
        assertThat(DirectoryContent.isEmpty(directory)).isTrue();
    }

    @Test
    void row19HundredsOfThousandsOfMetricsPassThroughASmallHeap() throws Exception {
        int count = Repetitions.of(200_000, 500_000, 500_000);
        JobProcess job = JobProcess.start(List.of("-Xmx64m"), "fast", server.uri(), directory, "fast", count);
        List<String> lines = job.lines();
        assertThat(job.end()).isZero();
        assertThat(lines).contains("delivered " + (count + 2), "dropped 0", "pending 0", "accepted " + (count + 2));
        assertThat(run("fast").points()).hasSize(count);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"HUGE", "DEEP", "GZIP_BOMB"})
    void rows11And12LargeAnswersPassThroughASmallHeap(Fault.Kind kind) throws Exception {
        int count = 20_000;
        server.script((number, path) -> number % 4 == 1 ? Fault.of(kind) : Fault.NONE);
        JobProcess job = JobProcess.start(List.of("-Xmx64m"), "fast", server.uri(), directory, "small", count);
        List<String> lines = job.lines();
        assertThat(job.end()).isZero();
        assertThat(lines).contains("delivered " + (count + 2), "dropped 0", "pending 0");
        assertThat(run("small").points()).hasSize(count);
    }

    /** What is in a spool. */
    private static final class DirectoryContent {
        static long count(java.nio.file.Path directory) throws IOException {
            try (var entries = Files.list(directory)) {
                return entries.count();
            }
        }

        static boolean isEmpty(java.nio.file.Path directory) throws IOException {
            return count(directory) == 0;
        }
    }
}
