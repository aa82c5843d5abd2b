package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.Repetitions;
import io.github.modelkeel.tracking.spool.SpoolSettings.Durability;
import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random times. What a child said to be acknowledged must be found, unless it said that it was delivered; and what
 * is found must be what a child wrote. A round whose child said nothing counts for nothing, and there may be few of those.
 */
@Timeout(3600)
class SpoolCrashTest {
    private static final int KILLS = Repetitions.of(30, 100, 1000);
    private static final int KILLS_IN_RECOVERY = Repetitions.of(20, 40, 200);

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void onlyWhereTheKillSignalIs() {
        Assumptions.assumeTrue(DirectoryOwner.POSIX, "needs SIGKILL");
    }

    /** What one child said before it was killed. */
    private record Said(Map<Long, Long> acked, long delivered) {}

    /** What one round came to. */
    private record Round(int acked, int found, int torn, int killedInside) {}

    @Test
    void killedAnywhereNothingAcknowledgedIsLostAndNothingInvented() throws Exception {
        List<Round> rounds = twoAtATime(KILLS, this::crashAndRecover);
        long acked = rounds.stream().mapToLong(Round::acked).sum();
        long said = rounds.stream().filter(round -> round.acked > 0).count();
        System.out.printf(
                "kill -9: %d times, %d records acknowledged, %d found, %d torn tails cut, %d children killed before their first record%n",
                KILLS,
                acked,
                rounds.stream().mapToLong(Round::found).sum(),
                rounds.stream().mapToLong(Round::torn).sum(),
                KILLS - said);
        assertThat(said).as("children that said something").isGreaterThan(KILLS / 2);
        assertThat(acked).isGreaterThan(KILLS * 10L);
    }

    @Test
    void killedInsideRecoveryTheNextOneFindsTheSame() throws Exception {
        List<Round> rounds = twoAtATime(KILLS_IN_RECOVERY / 4, this::crashAndKillRecoveries);
        long inside = rounds.stream().mapToLong(Round::killedInside).sum();
        System.out.printf(
                "kill -9 of recovery: %d times, %d of them before it was done, %d records found%n",
                KILLS_IN_RECOVERY,
                inside,
                rounds.stream().mapToLong(Round::found).sum());
        assertThat(inside).as("children killed before they were done").isPositive();
    }

    private <T> List<T> twoAtATime(int rounds, RoundOf<T> round) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                int number = i;
                all.add(() -> round.run(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : two.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        } finally {
            two.shutdownNow();
        }
    }

    private interface RoundOf<T> {
        T run(int number) throws Exception;
    }

    private Round crashAndRecover(int number) throws Exception {
        Random random = new Random(number);
        Path own = root.resolve("r" + number);
        Durability durability = number % 5 == 4 ? Durability.POWER_LOSS : Durability.PROCESS_CRASH;
        long delivers = number % 2 == 0 ? 100 : Long.MAX_VALUE;
        Said said = crash(own, durability, delivers, 20 + random.nextInt(300));
        return check(own, said, 0);
    }

    private Round crashAndKillRecoveries(int number) throws Exception {
        Random random = new Random(number);
        Path own = root.resolve("k" + number);
        Said said = crash(own, Durability.PROCESS_CRASH, 50, 150 + random.nextInt(100));
        int inside = 0;
        for (int i = 0; i < 4; i++) {
            tearTail(own, random);
            try (ChildProcess child = ChildProcess.start(CrashChild.class, "recover", own.toString())) {
                assertThat(child.line()).isEqualTo("ready.");
                boolean ended = child.process.waitFor(random.nextInt(80_000), TimeUnit.MICROSECONDS);
                child.kill();
                List<String> lines = child.output.lines().toList();
                if (!ended && !lines.contains("done.")) {
                    inside++;
                }
            }
        }
        return check(own, said, inside);
    }

    /** Half a record at the end of the newest segment, so that recovery has something to do. */
    private static void tearTail(Path own, Random random) throws IOException {
        for (Path directory : DurableQueue.orphans(own)) {
            List<Path> segments = SpoolDirectory.files(directory, SpoolDirectory.SEGMENT);
            if (!segments.isEmpty()) {
                byte[] half = new byte[1 + random.nextInt(200)];
                random.nextBytes(half);
                half[0] = 0;
                Files.write(segments.get(segments.size() - 1), half, StandardOpenOption.APPEND);
            }
        }
    }

    private static Said crash(Path own, Durability durability, long delivers, int millis) throws Exception {
        try (ChildProcess child = ChildProcess.start(
                CrashChild.class, "append", own.toString(), durability.name(), Long.toString(delivers))) {
            assertThat(child.line()).isEqualTo("ready.");
            Thread killer = new Thread(() -> kill(child, millis));
            killer.start();
            Map<Long, Long> acked = new HashMap<>();
            long delivered = 0;
            for (String line = child.output.readLine(); line != null; line = child.output.readLine()) {
                if (!line.endsWith(".")) {
                    continue;
                }
                String[] words = line.substring(0, line.length() - 1).split(" ", -1);
                assertThat(words[0]).as(line).isIn("acked", "delivered");
                if (words[0].equals("acked")) {
                    acked.put(Long.valueOf(words[1]), Long.valueOf(words[2]));
                } else {
                    delivered = Long.parseLong(words[1]);
                }
            }
            killer.join();
            assertThat(child.exitStatus()).as("killed, not ended").isEqualTo(128 + 9);
            return new Said(acked, delivered);
        }
    }

    private static void kill(ChildProcess child, int millis) {
        try {
            assertThat(child.process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        child.kill();
    }

    private static Round check(Path own, Said said, int inside) throws Exception {
        List<Path> directories = DurableQueue.orphans(own);
        assertThat(directories).hasSize(1);
        Path directory = directories.get(0);
        Map<Long, Long> first = null;
        for (int i = 0; i < 3; i++) {
            try (DurableQueue queue = Spools.adopt(directory)) {
                Map<Long, Long> found = found(queue, said);
                assertThat(Spools.balanced(queue).lost()).isZero();
                assertThat(first == null || first.equals(found))
                        .as("recovered the same again")
                        .isTrue();
                first = found;
            }
            if (!Files.exists(directory)) {
                break;
            }
        }
        int torn = Files.exists(directory)
                ? SpoolDirectory.files(directory, SpoolDirectory.CORRUPT).size()
                : 0;
        delete(own);
        return new Round(said.acked.size(), first == null ? 0 : first.size(), torn, inside);
    }

    private static Map<Long, Long> found(DurableQueue queue, Said said) throws Exception {
        Map<Long, Long> found = new HashMap<>();
        long last = 0;
        for (Entry entry : Spools.readAll(queue)) {
            long number = Spools.number(entry.payload());
            assertThat(entry.payload()).isEqualTo(Spools.payload(number));
            assertThat(entry.droppable()).isEqualTo(number % 2 == 0);
            assertThat(entry.sequence()).isGreaterThan(last);
            last = entry.sequence();
            assertThat(found.put(number, last)).as("found twice").isNull();
            assertThat(said.acked.getOrDefault(number, last)).isEqualTo(last);
        }
        said.acked.forEach((number, sequence) -> {
            if (sequence > said.delivered) {
                assertThat(found).as("acknowledged and not delivered").containsEntry(number, sequence);
            }
        });
        return found;
    }

    private static void delete(Path own) throws IOException {
        try (Stream<Path> all = Files.walk(own)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
