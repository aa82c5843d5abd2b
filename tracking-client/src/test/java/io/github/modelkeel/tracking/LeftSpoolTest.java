package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.async.SpoolAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What earlier processes left: in directories in which all is delivered, and for servers that are known by another address. */
class LeftSpoolTest extends AsyncTest {
    @TempDir
    Path elsewhere;

    private final LoggedPoints points = new LoggedPoints();

    /** A directory as a process leaves it that ended after all was delivered, without closing its tracker. */
    private Path deliveredDirectory() throws IOException {
        Path copy = Files.createDirectory(elsewhere.resolve("0 delivered"));
        try (Tracker tracker = open()) {
            tracker.startRun("delivered").logMetric("loss", 1);
            assertComplete(tracker.flush(LONG));
            Path own = Spool.status(directory).get(0).directory();
            for (Path file : files(own)) {
                if (!file.getFileName().toString().equals(".lock")) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return copy;
    }

    private static List<Path> files(Path below) throws IOException {
        try (var files = Files.list(below)) {
            return files.toList();
        }
    }

    /** Logs 100 points, whose delivery an address without a server prevents. */
    private void leaveUndelivered(String uri) {
        Tracker tracker = Tracker.builder("houses")
                .config(config().newBuilder().trackingUri(uri).build())
                .async(settings().build())
                .open();
        points.log(tracker.startRun("left"), "loss", 100);
        assertThat(tracker.close(Duration.ZERO).pending()).isEqualTo(102);
    }

    @Test
    void aDirectoryInWhichAllIsDeliveredTakesNoTimeOfTheOthers() throws IOException {
        Path delivered = deliveredDirectory();
        server.down();
        leaveUndelivered(server.uri());
        server.up();
        Files.move(delivered, directory.resolve(delivered.getFileName()));
        assertComplete(Spool.recover(
                config(), directory, Duration.ofSeconds(20), settings().build()));
        assertThat(Spool.status(directory)).isEmpty();
        points.assertOnServerExactlyOnce(store, "left");
    }

    @Test
    void theNextTrackerPassesADirectoryInWhichAllIsDelivered() throws IOException, InterruptedException {
        Path delivered = deliveredDirectory();
        server.down();
        leaveUndelivered(server.uri());
        server.up();
        Files.move(delivered, directory.resolve(delivered.getFileName()));
        try (Tracker tracker = open()) {
            long end = System.nanoTime() + LONG.toNanos();
            while (files(directory).size() > 1) { // the tracker's own
                assertThat(System.nanoTime()).as("all are taken over in time").isLessThan(end);
                assertThat(tracker.sync(LONG)).isTrue();
            }
        }
        points.assertOnServerExactlyOnce(store, "left");
    }

    @Test
    void whatWaitsForAnotherAddressIsSaidAndCanBeSentHere() {
        leaveUndelivered("http://127.0.0.1:1");
        FlushResult result = Spool.recover(config(), directory, LONG, settings().build());
        assertThat(result.isComplete()).isFalse();
        assertThat(result.pending()).isEqualTo(102);
        assertThat(result.firstError())
                .contains("102 records wait for http://127.0.0.1:1", server.uri(), "Spool.recover(from,");
        assertThat(store.runs()).isEmpty();

        assertComplete(Spool.recover("HTTP://127.0.0.1:1/", config(), directory, LONG));
        points.assertOnServerExactlyOnce(store);
        assertThat(Spool.status(directory)).isEmpty();
    }

    @Test
    void recoveringFromAnAddressLeavesOtherAddressesAndSaysSo() {
        leaveUndelivered("http://127.0.0.1:1");
        leaveUndelivered("http://127.0.0.1:2");
        FlushResult result = Spool.recover("http://127.0.0.1:2", config(), directory, LONG);
        assertThat(result.delivered()).isEqualTo(102);
        assertThat(result.pending()).isEqualTo(102);
        assertThat(result.firstError()).contains("102 records wait for http://127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://tracking.example,      HTTP://Tracking.Example:80/, true",
        "https://tracking.example/ml/, https://tracking.example:443/ml, true",
        "https://tracking.example,     http://tracking.example, false",
        "http://tracking.example:5000, http://tracking.example, false",
        "http://tracking.example/A,    http://tracking.example/a, false",
        "local:/var/lib/x/../ml,       local:/var/lib/ml, true",
        "local:/var/lib/ml,            local:/var/lib/ML, false",
    })
    void anAddressIsComparedWhateverWayItIsWritten(String one, String other, boolean same) {
        assertThat(SpoolAddress.canonical(one).equals(SpoolAddress.canonical(other)))
                .isEqualTo(same);
    }
}
