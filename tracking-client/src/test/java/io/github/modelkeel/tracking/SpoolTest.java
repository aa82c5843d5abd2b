package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a spool says when things go wrong, and what can be done with what is left. */
class SpoolTest extends AsyncTest {
    private final LoggedPoints points = new LoggedPoints();

    private List<LogRecord> logged(Runnable work) {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                    synchronized (records) {
                        records.add(entry);
                    }
                }
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger logger = Logger.getLogger("io.github.modelkeel.tracking");
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }

    @Test
    void theCommandThatClosingPrintsDelivers() throws Exception {
        server.down();
        List<LogRecord> records = logged(() -> {
            Tracker tracker = open();
            points.log(tracker.startRun("first"), "loss", 100);
            assertThat(tracker.close(Duration.ofMillis(50)).pending()).isEqualTo(102);
        });
        String line = records.get(records.size() - 1).getMessage();
        assertThat(line).contains("102 records wait").doesNotContain("\n");
        Matcher command = Pattern.compile("Spool\\.recover\\(config, Path\\.of\\(\"(.*)\"\\)\\)$")
                .matcher(line);
        assertThat(command.find()).as(line).isTrue();

        server.up();
        assertComplete(Spool.recover(config(), Path.of(command.group(1))));
        points.assertOnServerExactlyOnce(store);
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRepeatedFaultIsOneWarningAndItsEndOneInfo() {
        server.down();
        List<LogRecord> records = logged(() -> {
            try (Tracker tracker = open()) {
                points.log(tracker.startRun("first"), "loss", 100);
                while (tracker.counters().retried() < 10) {
                    assertThat(tracker.flush(Duration.ofMillis(20)).isComplete())
                            .isFalse();
                }
                server.up();
                assertComplete(tracker.flush(LONG));
            }
        });
        records.removeIf(line -> RunLinks.class.getName().equals(line.getLoggerName())); // the run's end has a line too
        assertThat(records).hasSize(2);
        assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
        assertThat(records.get(0).getMessage()).contains("no usable response", "Failed to connect");
        assertThat(records.get(1).getLevel()).isEqualTo(Level.INFO);
        assertThat(records.get(1).getMessage()).contains("again").containsPattern("after \\d+ failed attempts");
    }

    @Test
    void recoveringInTooShortATimeLosesNothingAndCanBeRepeated() {
        server.down();
        Tracker tracker = open();
        points.log(tracker.startRun("first"), "loss", 500);
        tracker.close(Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            FlushResult result = Spool.recover(
                    config(), directory, Duration.ofMillis(50), settings().build());
            assertThat(result.pending()).isEqualTo(502);
            assertThat(result.isComplete()).isFalse();
        }
        assertThat(Spool.status(directory))
                .singleElement()
                .satisfies(status -> assertThat(status.pending()).isEqualTo(502));
        server.up();
        assertComplete(Spool.recover(config(), directory, LONG, settings().build()));
        points.assertOnServerExactlyOnce(store);
    }

    @Test
    void aSpoolInUseIsSaidToBeAndLeftAlone() {
        try (Tracker tracker = open()) {
            tracker.startRun("first").id();
            assertThat(tracker.sync(LONG)).isTrue();
            assertThat(Spool.status(directory))
                    .singleElement()
                    .satisfies(status -> assertThat(status.inUse()).isTrue());
            assertThat(Spool.recover(config(), directory, LONG, settings().build()))
                    .isEqualTo(FlushResult.NOTHING);
        }
        assertThat(Spool.status(directory)).isEmpty();
        assertThat(Spool.status(directory.resolve("missing"))).isEmpty();
    }

    @Test
    void recordsOlderThanTheAgeAreDroppedWithThatReason() {
        server.down();
        Tracker tracker = Tracker.builder("houses")
                .config(config())
                .async(settings()
                        .maxAge(Duration.ofHours(1))
                        .clocks(() -> java.time.Instant.now().minusSeconds(7200), System::nanoTime)
                        .build())
                .open();
        tracker.startRun("first").logMetric("loss", 1);
        FlushResult result = tracker.close(LONG);
        assertThat(result.deadLettered()).isEqualTo(3);
        assertThat(result.firstError()).contains("older than PT1H");
        assertThat(server.requests()).isZero();
        assertBalanced(tracker);
    }
}
