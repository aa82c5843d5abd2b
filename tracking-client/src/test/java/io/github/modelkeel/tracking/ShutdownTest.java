package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.fakeserver.FakeStore.StoredRun;
import io.github.modelkeel.fakeserver.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What users log in shutdown hooks of their own, and while SIGTERM or SIGINT ends the JVM, at random times: 4 times in each build, 12
 * times in CI, as often as the system property {@code modelkeel.stops} says, 200 times with {@code modelkeel.chaos=full}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signal there runs the hooks of another process")
class ShutdownTest extends AsyncTest {
    private static final int AT_ONCE = 4;

    /** A job, its output, and what is on its standard error. */
    private record Job(String name, Path spool, Path errors, Path output, boolean closes, Process process) {}

    private Job start(String name, long hookDelayMillis, long shutdownTimeoutMillis, boolean closes)
            throws IOException {
        Path spool = directory.resolve(name);
        Path errors = directory.resolve(name + ".err");
        Path output = directory.resolve(name + ".out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoppedJob.class.getName(),
                        server.uri(),
                        spool.toString(),
                        name,
                        Long.toString(hookDelayMillis),
                        Long.toString(shutdownTimeoutMillis),
                        Boolean.toString(closes))
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        return new Job(name, spool, errors, output, closes, process);
    }

    private static void stop(Job job, String signal) throws IOException, InterruptedException {
        int sent = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(job.process().pid()))
                .start()
                .waitFor();
        assertThat(sent)
                .as("%s: %s", job.name(), Files.readString(job.errors()))
                .isZero();
        assertThat(job.process().waitFor(60, TimeUnit.SECONDS)).as(job.name()).isTrue();
    }

    /** A shell without job control starts its children with SIGINT ignored, and a JVM leaves it so. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static void awaitLines(Job job, int lines) throws IOException, InterruptedException {
        while (job.process().isAlive() && Files.readAllLines(job.output()).size() < lines) {
            job.process().waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void whatIsLoggedWhileTheJvmEndsIsFoundAndSyncIsHonest() throws Exception {
        Random random = new Random(SEED);
        int stops = Integer.getInteger("modelkeel.stops", Repetitions.of(4, 12, 200));
        boolean terminateOnly = ignoresInterrupts();
        int confirmed = 0;
        int left = 0;
        for (int done = 0; done < stops; done += AT_ONCE) {
            int permille = List.of(0, 200, 1000).get(random.nextInt(3)); // up, flaky, down
            server.script((number, path) -> Math.floorMod(number * 7919L, 1000L) < permille
                    ? Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                    : Fault.NONE);
            List<Job> jobs = new ArrayList<>();
            for (int i = done; i < Math.min(stops, done + AT_ONCE); i++) {
                jobs.add(start("stop " + i, random.nextInt(400), random.nextInt(500), random.nextBoolean()));
            }
            for (Job job : jobs) {
                awaitLines(job, 1 + random.nextInt(100));
                stop(job, terminateOnly || random.nextBoolean() ? "TERM" : "INT");
            }
            server.script((number, path) -> Fault.NONE);
            for (Job job : jobs) {
                left += assertSaidWhatIsLeft(job);
                assertComplete(
                        Spool.recover(config(), job.spool(), LONG, settings().build()));
                confirmed += assertKept(job);
            }
        }
        System.out.println(stops + " stops, " + confirmed + " confirmed points, all found; " + left
                + " spools left on disk, each named on standard error"
                + (terminateOnly ? " (SIGINT is ignored here: SIGTERM only)" : ""));
    }

    /** Each directory that holds records after the end is named on standard error, and none is reported as lost. */
    private static int assertSaidWhatIsLeft(Job job) throws IOException {
        List<Spool.Status> left = Spool.status(job.spool()).stream()
                .filter(status -> status.pending() > 0)
                .toList();
        String errors = Files.readString(job.errors());
        for (Spool.Status status : left) {
            assertThat(status.lost()).as(job.name()).isZero();
            assertThat(errors)
                    .as("%s left %d records", job.name(), status.pending())
                    .contains("Spool.recover(config, Path.of(\"" + status.directory() + "\"))");
        }
        return left.size();
    }

    private int assertKept(Job job) throws IOException {
        List<String> lines = Files.readAllLines(job.output());
        List<String> hook =
                lines.stream().filter(line -> line.startsWith("hook")).toList();
        assertThat(hook)
                .as("%s: %s", job.name(), Files.readString(job.errors()))
                .hasSize(job.closes() ? 7 : 5)
                .containsOnly("hook true");
        int confirmed = lines.stream()
                .filter(line -> line.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElseThrow();
        StoredRun run = run(job.name());
        assertThat(run.points())
                .as(job.name())
                .containsAll(IntStream.range(0, confirmed)
                        .mapToObj(i -> LoggedPoints.text(JobProcess.point(i)))
                        .toList())
                .contains(LoggedPoints.text(StoppedJob.LAST_EPOCH));
        assertThat(run.statuses()).last().isEqualTo("KILLED");
        assertThat(run.tags()).containsEntry("stopped", "yes").doesNotContainKey("wrong");
        assertThat(run.artifacts()).containsExactly(Map.entry("stopped.txt", "the last epoch was 42"));
        StoredRun second = run(job.name() + " second");
        assertThat(second.points())
                .as(job.name())
                .contains(LoggedPoints.text(StoppedJob.LAST_EPOCH))
                .anyMatch(point -> point.startsWith("system/"));
        assertThat(second.tags()).containsEntry("stopped", "again");
        assertThat(second.artifacts()).containsExactly(Map.entry("second.txt", "second"));
        assertThat(second.statuses()).last().isEqualTo("KILLED");
        return confirmed;
    }

    private StoredRun run(String name) {
        List<StoredRun> found =
                store.runs().stream().filter(run -> run.name().equals(name)).toList();
        assertThat(found).as("runs named " + name).hasSize(1);
        return found.get(0);
    }

    @Test
    void whatIsLeftOnDiskIsSaidOnStandardErrorAtTheEndOfTheJvm() throws Exception {
        server.down();
        Job job = start("left", 0, 100, false);
        awaitLines(job, 2);
        stop(job, "TERM");
        assertThat(Files.readString(job.errors()))
                .contains("records wait in the spool for " + server.uri())
                .contains("Spool.recover(config, Path.of(\"" + job.spool() + File.separator);
    }

    @Test
    void aClosedTrackerRefusesWhatComesLater() {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        run.logMetric("loss", 1);
        assertComplete(tracker.close(LONG));
        assertThat(tracker.sync(Duration.ZERO))
                .as("all of it is on the server or on disk")
                .isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> run.logMetric("loss", 2))
                .isInstanceOf(IllegalStateException.class);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tracker.startRun("second"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
