package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private Path spool = Path.of("");
    private String down = "";
    private String up = "";

    @BeforeEach
    void servers() throws IOException {
        spool = Files.createDirectory(directory.resolve("spool"));
        up = "local:" + directory.resolve("store");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            down = "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private Cli spool(String command, String... args) {
        List<String> all = new ArrayList<>(List.of("spool", command, spool.toString()));
        all.addAll(List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    private Tracker logs(String uri) {
        return Tracker.builder("houses")
                .config(ClientConfig.builder().trackingUri(uri).registryUri(uri).build())
                .async(AsyncLogging.builder().directory(spool).build())
                .open();
    }

    private void leaveARun() {
        Tracker tracker = logs(down);
        try (Run run = tracker.startRun("first")) {
            run.logMetric("rmse", 1);
            run.finish();
        }
        tracker.close(Duration.ZERO);
    }

    @Test
    void nothingLeftIsSaidInWords() {
        assertThat(spool("status")).isEqualTo(new Cli(0, "", "nothing is left in " + spool + "\n"));
        assertThat(spool("status", "--json").out()).isEqualTo("{\"directories\":[]}\n");
        assertThat(spool("recover")).isEqualTo(new Cli(0, "", "nothing waits in " + spool + "\n"));
        assertThat(spool("verify").out()).isEqualTo("ok: all that is left in " + spool + " can be read\n");
        assertThat(spool("dead-letter"))
                .isEqualTo(new Cli(0, "", "the server refused nothing that is in " + spool + "\n"));
        Cli missing = Cli.run("spool", "status", spool + "/none");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("modelkeel: " + spool + "/none: no such directory\n");
        assertThat(Cli.run("spool").err()).contains("status, recover, verify or dead-letter");
    }

    @Test
    void whatWaitsIsShownAndDeliveredToWhereTheServerIsNow() {
        leaveARun();
        Cli status = spool("status");
        assertThat(status.out().lines().skip(1))
                .singleElement()
                .asString()
                .containsPattern("  left   [1-9]\\d*  +[1-9]\\d*  +0  +" + down);
        assertThat(spool("status", "--json").out())
                .contains("\"in_use\":false,\"waiting\":")
                .contains(down);

        Cli unreachable = spool("recover", "--tracking-uri", down);
        assertThat(unreachable.code()).isEqualTo(4);
        assertThat(unreachable.err()).contains(down.substring(7)).hasLineCount(1);

        Cli other = spool("recover", "--tracking-uri", up);
        assertThat(other.code()).as("what waits is for another address").isEqualTo(1);
        assertThat(other.err()).contains("records wait for " + down);

        Cli delivered = spool("recover", "--tracking-uri", up, "--from", down, "--json");
        assertThat(delivered.err()).isEmpty();
        assertThat(delivered.code()).isZero();
        assertThat(delivered.out())
                .matches("\\{\"delivered\":[1-9]\\d*,\"waiting\":0,\"dead_lettered\":0,\"error\":null}\n");
        assertThat(Cli.run("runs", "list", "--experiment", "houses", "--tracking-uri", up)
                        .out())
                .contains("first");
        assertThat(spool("recover", "--timeout", "0").code()).isEqualTo(2);
    }

    @Test
    void aDirectoryThatAJobUsesIsNamed() {
        try (Tracker tracker = logs(up)) {
            assertThat(tracker.counters().accepted()).isZero();
            assertThat(spool("status").out()).contains("in use");
        }
    }

    @Test
    void whatCannotBeReadIsExitCode1() throws IOException {
        leaveARun();
        List<Path> segments;
        try (Stream<Path> files = Files.walk(spool)) {
            segments = files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
        assertThat(segments).isNotEmpty();
        byte[] bytes = Files.readAllBytes(segments.get(0));
        for (int i = bytes.length / 2; i < bytes.length / 2 + 8; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(segments.get(0), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        Cli verified = spool("verify", "--json");
        assertThat(verified.code()).as(verified.out()).isEqualTo(1);
        assertThat(verified.out()).startsWith("{\"ok\":false,\"faults\":[\"").contains("missing");
    }
}
