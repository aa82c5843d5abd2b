package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What survives a restart. */
class SnapshotTest {
    private static final StoredProfile REFERENCE = Data.reference();

    @TempDir
    private Path directory;

    private final Data.Clock clock = new Data.Clock();
    private final List<Alert> alerts = new ArrayList<>();

    private Path file() {
        return directory.resolve("monitor.json");
    }

    private Monitor monitor() {
        return monitor(REFERENCE);
    }

    private Monitor monitor(StoredProfile reference) {
        return Monitor.of(reference)
                .windows(3, Duration.ofMinutes(5))
                .time(clock)
                .snapshot(file())
                .onAlert(alerts::addAll)
                .start();
    }

    @Test
    void aRestartInTheMiddleOfAWindowContinuesIt() {
        List<Map<String, @Nullable Object>> rows = Data.dirty(3, 1000);
        Instant start = clock.now;
        Monitor first = monitor();
        rows.subList(0, 400).forEach(first::observe);
        clock.nanos = Duration.ofMinutes(2).toNanos();
        first.close();

        clock.nanos = 77; // another process, another origin
        clock.now = start.plusSeconds(9999);
        try (Monitor second = monitor()) {
            rows.subList(400, 1000).forEach(second::observe);
            assertThat(second.windows()).isEmpty();
            clock.nanos = 77 + Duration.ofMinutes(3).toNanos();
            while (second.windows().isEmpty()) {
                Thread.onSpinWait();
            }
            MonitorWindow window = second.windows().get(0);
            assertThat(window.start()).isEqualTo(start);
            assertThat(Data.counts(window.profile())).isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(rows))));
        }
    }

    @Test
    void windowsThatHaveEndedAndAlertsThatAreOnTheirWayAreRestored() {
        for (int restart = 0; restart < 3; restart++) {
            try (Monitor monitor = monitor()) {
                Data.rows(7, 1000, 1).forEach(monitor::observe);
                assertThat(alerts).isEmpty();
                monitor.endWindow();
                assertThat(monitor.windows()).hasSize(restart + 1);
            }
        }
        assertThat(alerts).extracting(Alert::column).containsExactly("area");
        try (Monitor monitor = monitor()) {
            assertThat(monitor.windows())
                    .allSatisfy(window -> assertThat(
                                    window.report().column("area").orElseThrow().drifted())
                            .isTrue());
            Data.rows(7, 1000, 1).forEach(monitor::observe);
            monitor.endWindow();
        }
        assertThat(alerts).hasSize(1); // it is firing already
    }

    @Test
    void aKilledProcessLosesWhatWasCountedSinceTheLastWriting() {
        Monitor killed = monitor();
        Data.rows(1, 100).forEach(killed::observe);
        killed.endWindow();
        Data.rows(1, 50).forEach(killed::observe);
        try (Monitor next = monitor()) {
            assertThat(next.windows())
                    .extracting(window -> window.profile().rows())
                    .containsExactly(100L);
            assertThat(next.profile().rows()).isEqualTo(100);
        }
        killed.close();
    }

    @Test
    void aKilledProcessLosesNothingThatWasSaved() {
        Monitor killed = monitor();
        Data.rows(1, 100).forEach(killed::observe);
        killed.save();
        Data.rows(1, 50).forEach(killed::observe);
        try (Monitor next = monitor()) {
            assertThat(Data.counts(next.profile()))
                    .isEqualTo(Data.counts(REFERENCE.count(Profile.ofRows(Data.rows(1, 100)))));
        }
        killed.close();
    }

    @Test
    void whatCannotBeSavedIsAnErrorAndIsSavedLater() throws IOException {
        Path folder = directory.resolve("folder");
        Path file = folder.resolve("monitor.json");
        Monitor monitor = Monitor.of(REFERENCE).snapshot(file).start();
        Files.writeString(folder, "in the way");
        Data.rows(1, 100).forEach(monitor::observe);
        assertThatThrownBy(monitor::save)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("monitor.json cannot be written");
        Files.delete(folder);
        monitor.save();
        try (Monitor next = Monitor.of(REFERENCE).snapshot(file).start()) {
            assertThat(next.profile().rows()).isEqualTo(100);
        }
        monitor.close();
        assertThatIllegalStateException().isThrownBy(monitor::save).withMessageContaining("is closed");
    }

    @Test
    void aMonitorWithoutAFileSaysThatItHasNowhereToSave() {
        try (Monitor monitor = Monitor.of(REFERENCE).model("house").start()) {
            assertThatIllegalStateException()
                    .isThrownBy(monitor::save)
                    .withMessage("the monitor of house has nowhere to save: give it a file by MonitorBuilder.snapshot");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cut", "empty", "other format", "other version", "bad time", "endless window", "binary"})
    void aDamagedFileIsKeptAsideAndNothingIsCounted(String damage) throws IOException {
        Monitor first = monitor();
        Data.rows(1, 100).forEach(first::observe);
        first.close();
        String text = Files.readString(file());
        switch (damage) {
            case "cut" -> Files.writeString(file(), text.substring(0, text.length() / 2));
            case "empty" -> Files.writeString(file(), "");
            case "other format" -> Files.writeString(file(), "{\"format\":\"x\"}");
            case "other version" ->
                Files.writeString(
                        file(), text.replace("\"format_version\":1,\"version\"", "\"format_version\":2,\"version\""));
            case "bad time" -> Files.writeString(file(), text.replace("2026-01-01T00:00:00Z", "yesterday"));
            case "endless window" ->
                Files.writeString(
                        file(), text.replaceFirst("\"elapsed_millis\":\\d+", "\"elapsed_millis\":9007199254740991"));
            default -> Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        }
        byte[] damaged = Files.readAllBytes(file());
        try (Monitor second = monitor()) {
            assertThat(second.profile().rows()).isZero();
        }
        assertThat(kept()).singleElement().satisfies(kept -> assertThat(kept).hasBinaryContent(damaged));
    }

    @Test
    void aFileOfAnotherReferenceIsKeptAside() throws IOException {
        monitor().close();
        StoredProfile other = StoredProfile.of(Profile.ofRows(Data.rows(99, 50)));
        try (Monitor second = monitor(other)) {
            assertThat(second.profile().rows()).isZero();
        }
        assertThat(kept()).hasSize(1);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> !each.equals(file())).toList();
        }
    }

    @Test
    void aFileThatCannotBeWrittenCostsNoCount() throws IOException {
        Path folder = directory.resolve("folder");
        try (Monitor monitor =
                Monitor.of(REFERENCE).snapshot(folder.resolve("monitor.json")).start()) {
            Files.writeString(folder, "in the way");
            Data.rows(1, 100).forEach(monitor::observe);
            assertThat(monitor.endWindow().profile().rows()).isEqualTo(100);
        }
    }
}
