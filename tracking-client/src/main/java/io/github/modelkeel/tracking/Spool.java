package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.async.Delivery;
import io.github.modelkeel.tracking.async.DeliveryStats;
import io.github.modelkeel.tracking.async.Requests;
import io.github.modelkeel.tracking.async.Sender;
import io.github.modelkeel.tracking.async.SpoolAddress;
import io.github.modelkeel.tracking.record.RecordReader;
import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.SpoolSettings;
import io.github.modelkeel.tracking.spool.Stats;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes that logged {@linkplain AsyncLogging asynchronously} left on disk. Every method takes either a spool, which has a
 * directory a process, or one of these directories. Safe for use by multiple threads and processes: a directory has one owner at a time.
 *
 * <p>A tracker that is opened takes over by itself what was left for its server; this is for when none will be.
 */
public final class Spool {
    private static final Duration RECOVER_TIMEOUT = Duration.ofMinutes(10);
    private static final String DEAD_LETTERS = "dead-letter.jsonl";

    private Spool() {}

    /**
     * The state of a directory.
     *
     * @param directory the directory
     * @param trackingUri the server its records are for; empty while a process uses it
     * @param inUse whether a process uses it; the other figures are then zero
     * @param pending records that wait for the server
     * @param bytes size of the files that hold them
     * @param lost records that are known to be missing
     */
    public record Status(Path directory, String trackingUri, boolean inUse, long pending, long bytes, long lost) {}

    /**
     * A record that the server refused.
     *
     * @param directory where it is kept
     * @param record what it says
     * @param reason why it was refused
     */
    public record DeadLetter(Path directory, String record, String reason) {}

    /**
     * Where asynchronous logging keeps its spool unless its settings name another directory.
     *
     * @param config the configuration, whose variables are read
     * @return the directory that {@code MODELKEEL_SPOOL_DIR} names, else {@code ~/.modelkeel/spool}; it need not exist
     */
    public static Path directory(ClientConfig config) {
        return TrackerSettings.spoolDirectory(TrackerSettings.environment(Objects.requireNonNull(config, "config")));
    }

    /**
     * Delivers what is left, for at most ten minutes. Nothing is deleted before the server has it, and what it has is not sent again, so
     * this may be broken off and repeated at any time.
     *
     * @param config where the server is
     * @param directory a spool, of which what was left for this server is delivered; or a directory in it, of which all is
     * @return what became of it, records that wait for another address among the pending ones; look at {@link FlushResult#isComplete()}
     */
    public static FlushResult recover(ClientConfig config, Path directory) {
        return recover(config, directory, RECOVER_TIMEOUT);
    }

    /**
     * Delivers what is left.
     *
     * @param config where the server is
     * @param directory a spool, of which what was left for this server is delivered; or a directory in it, of which all is
     * @param timeout how long to wait for the server at most
     * @return what became of it; look at {@link FlushResult#isComplete()}
     */
    public static FlushResult recover(ClientConfig config, Path directory, Duration timeout) {
        return recover(config, directory, timeout, AsyncLogging.defaults());
    }

    /**
     * Delivers what was logged for one address to another one, at which the same server, or one with the same data, is now: after it
     * moved, got another name or port, or after a {@code local:} directory was moved. Runs that the old address had created keep their
     * ids, so the new one must have them; records of runs that it does not have are refused and kept as dead letters.
     *
     * @param from the address that the records wait for, as {@link Status#trackingUri()} says
     * @param to where the server is now
     * @param directory a spool, or a directory in it
     * @param timeout how long to wait for the server at most
     * @return what became of it; look at {@link FlushResult#isComplete()}
     */
    public static FlushResult recover(String from, ClientConfig to, Path directory, Duration timeout) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(timeout, "timeout");
        String address = SpoolAddress.canonical(from);
        return recover(
                to,
                directory,
                timeout,
                AsyncLogging.defaults(),
                header -> SpoolAddress.of(header).equals(address));
    }

    static FlushResult recover(ClientConfig config, Path directory, Duration timeout, AsyncLogging logging) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(timeout, "timeout");
        boolean all = isOne(directory);
        Map<String, String> own = SpoolAddress.header(config);
        return recover(config, directory, timeout, logging, header -> all || SpoolAddress.same(header, own));
    }

    private static FlushResult recover(
            ClientConfig config,
            Path directory,
            Duration timeout,
            AsyncLogging logging,
            Predicate<Map<String, String>> wanted) {
        long end = System.nanoTime() + timeout.toNanos();
        FlushResult total = FlushResult.NOTHING;
        Map<String, Long> others = new TreeMap<>();
        try (Connection connection = Connection.openExisting(config)) {
            for (Path left : directories(directory)) {
                Optional<DurableQueue> adopted = DurableQueue.adopt(left, settings(left));
                if (adopted.isEmpty()) {
                    continue;
                }
                try (DurableQueue queue = adopted.get()) {
                    if (wanted.test(queue.header())) {
                        Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                        total = total.plus(deliver(queue, connection, rest, logging));
                    } else if (queue.stats().pendingRecords() > 0) {
                        others.merge(
                                SpoolAddress.describe(queue.header()),
                                queue.stats().pendingRecords(),
                                Long::sum);
                    }
                }
            }
        }
        return others.isEmpty() ? total : total.plus(waitingForOthers(others, config));
    }

    private static FlushResult waitingForOthers(Map<String, Long> others, ClientConfig config) {
        long waiting = others.values().stream().mapToLong(Long::longValue).sum();
        String where = others.entrySet().stream()
                .map(other -> other.getValue() + " records wait for " + other.getKey())
                .collect(Collectors.joining(", "));
        return new FlushResult(
                0,
                waiting,
                0,
                0,
                waiting,
                where + ", not for " + SpoolAddress.describe(SpoolAddress.header(config))
                        + "; if that server is here now: Spool.recover(from, config, directory, timeout)");
    }

    private static FlushResult deliver(
            DurableQueue queue, Connection connection, Duration timeout, AsyncLogging logging) {
        DeliveryStats deliveryStats = new DeliveryStats();
        Delivery delivery = new Delivery(queue, new Requests(connection), deliveryStats, true, null);
        Sender sender = new Sender(delivery, null, logging.pace());
        long waiting = queue.stats().pendingRecords();
        sender.start();
        try {
            sender.await(queue.lastSequence(), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sender.stop(connection::cancel, Duration.ofSeconds(1));
        }
        long delivered = deliveryStats.delivered.get();
        long refused = deliveryStats.deadLettered.get();
        long pending = Math.max(0, waiting - delivered - refused);
        String reason = deliveryStats.firstRefusal() != null ? deliveryStats.firstRefusal() : deliveryStats.fault();
        return new FlushResult(
                delivered,
                pending,
                refused,
                0,
                pending,
                reason == null ? "there was no time to deliver everything" : reason);
    }

    /**
     * Lists what is left.
     *
     * @param directory a spool, or a directory in it
     * @return the directories, each with its figures
     */
    public static List<Status> status(Path directory) {
        Objects.requireNonNull(directory, "directory");
        List<Status> found = new ArrayList<>();
        for (Path left : below(directory)) {
            Optional<DurableQueue> adopted = DurableQueue.adopt(left, settings(left));
            if (adopted.isEmpty()) {
                found.add(new Status(left, "", true, 0, 0, 0));
                continue;
            }
            try (DurableQueue queue = adopted.get()) {
                Stats stats = queue.stats();
                String uri = queue.header().getOrDefault("trackingUri", "");
                found.add(new Status(left, uri, false, stats.pendingRecords(), stats.spooledBytes(), stats.lost()));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Reads everything that is left and says what is wrong with it. A record cut off by a crash at the end of a file is not wrong:
     * it was never confirmed as accepted.
     *
     * @param directory a spool, or a directory in it; what a process uses is left out
     * @return a line for each fault; empty when all can be read
     */
    public static List<String> verify(Path directory) {
        Objects.requireNonNull(directory, "directory");
        List<String> faults = new ArrayList<>();
        for (Path left : directories(directory)) {
            Optional<DurableQueue> adopted = DurableQueue.adopt(left, settings(left));
            if (adopted.isPresent()) {
                try (DurableQueue queue = adopted.get()) {
                    faults.addAll(faults(left, queue));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return List.of("interrupted");
                }
            }
        }
        return List.copyOf(faults);
    }

    private static List<String> faults(Path directory, DurableQueue queue) throws InterruptedException {
        List<String> faults = new ArrayList<>();
        if (queue.stats().lost() > 0) {
            faults.add(directory + ": " + queue.stats().lost() + " records are missing");
        }
        long after = 0;
        while (true) {
            List<Entry> entries = queue.read(after, 1000, 1 << 20, Duration.ZERO);
            if (entries.isEmpty()) {
                return faults;
            }
            for (Entry entry : entries) {
                after = entry.sequence();
                try {
                    new RecordReader(entry.payload());
                } catch (IllegalArgumentException e) {
                    faults.add(directory + ": record " + after + ": " + e.getMessage());
                }
            }
        }
    }

    /**
     * Reads the records that the server refused.
     *
     * @param directory a spool, or a directory in it
     * @return the records, oldest first in each directory
     */
    public static List<DeadLetter> deadLetters(Path directory) {
        Objects.requireNonNull(directory, "directory");
        List<DeadLetter> letters = new ArrayList<>();
        for (Path one : below(directory)) {
            Path file = one.resolve(DEAD_LETTERS);
            if (Files.exists(file)) {
                for (String line : lines(file)) {
                    letters.add(letter(one, line));
                }
            }
        }
        return List.copyOf(letters);
    }

    private static DeadLetter letter(Path directory, String line) {
        try {
            JsonValue json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            return new DeadLetter(
                    directory,
                    json.path("record").asText(""),
                    json.path("reason").asText(""));
        } catch (IOException e) { // cut off by a crash
            return new DeadLetter(directory, line, "unreadable");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** What is not in use. */
    private static List<Path> directories(Path directory) {
        return isOne(directory) ? List.of(directory) : DurableQueue.orphans(directory);
    }

    private static List<Path> below(Path directory) {
        if (isOne(directory)) {
            return List.of(directory);
        }
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Spool::isOne).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The directory of a process holds files, a spool holds directories. */
    private static boolean isOne(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private static SpoolSettings settings(Path directory) {
        Path root = directory.toAbsolutePath().getParent();
        return SpoolSettings.ofDefaults(root == null ? directory : root);
    }
}
