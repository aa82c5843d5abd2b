package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one cache that holds less than they use. */
class SharedCacheTest {
    private static final int PROCESSES = 4;
    private static final int VERSIONS = 8;
    private static final int ROUNDS = 60;
    private static final int MODEL_BYTES = 50_000;
    private static final long BOUND = 3L * MODEL_BYTES;

    @TempDir
    private Path root = Path.of("");

    private static ClientConfig config(String server, Path cache) {
        return ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(cache)
                .build();
    }

    private static byte[] content(int version) {
        byte[] bytes = new byte[MODEL_BYTES];
        new SplittableRandom(version).nextBytes(bytes);
        return bytes;
    }

    @Test
    void processesThatDownloadTrimAndReadAtTheSameTimeAlwaysReadWhatWasRegistered() throws Exception {
        Path cache = root.resolve("cache");
        try (LocalServer server = LocalServer.start(root.resolve("data"))) {
            fill(config(server.uri().toString(), cache));
            List<Process> processes = new ArrayList<>();
            try {
                for (int i = 0; i < PROCESSES; i++) {
                    processes.add(start(server.uri().toString(), cache, i));
                }
                for (int i = 0; i < PROCESSES; i++) {
                    assertThat(processes.get(i).waitFor(4, TimeUnit.MINUTES)).isTrue();
                    assertThat(processes.get(i).exitValue())
                            .as(Files.readString(log(i)))
                            .isZero();
                }
            } finally {
                processes.forEach(Process::destroyForcibly);
            }
            assertThat(BrokenDownloadTest.treesOf(cache)).isNotEmpty();
            // all processes ended, so nothing is in use but what this one takes now
            try (Registry registry = Registry.builder()
                    .config(config(server.uri().toString(), cache))
                    .maxCacheBytes(0)
                    .open()) {
                Path last = registry.download(registry.resolve("models:/other/1"));
                assertThat(BrokenDownloadTest.treesOf(cache)).containsExactly(last);
            }
        }
    }

    private void fill(ClientConfig config) {
        try (Tracker tracker = Tracker.open("shared", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("all")) {
            for (int version = 1; version <= VERSIONS; version++) {
                byte[] bytes = content(version);
                registry.register(
                        "house",
                        run.logModel("house", directory -> Files.write(directory.resolve("model.bin"), bytes)));
            }
            registry.register(
                    "other", run.logModel("other", directory -> Files.writeString(directory.resolve("x"), "x")));
            run.finish();
        }
    }

    private Path log(int number) {
        return root.resolve("child-" + number + ".log");
    }

    private Process start(String server, Path cache, int number) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        server,
                        cache.toString(),
                        Integer.toString(number))
                .redirectErrorStream(true)
                .redirectOutput(log(number).toFile())
                .start();
    }

    /** One of the processes. It ends with a status other than 0 when it ever reads something else than what was registered. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[2]));
            for (int round = 0; round < ROUNDS; round++) {
                try (Registry registry = Registry.builder()
                        .config(config(arguments[0], Path.of(arguments[1])))
                        .maxCacheBytes(BOUND)
                        .open()) {
                    for (int i = 0; i < 2; i++) {
                        use(registry, 1 + random.nextInt(VERSIONS));
                    }
                }
            }
        }

        /** Reads a model three times, so that others have time to trim in between. */
        private static void use(Registry registry, int version) throws IOException {
            Path directory = registry.download(registry.resolve("models:/house/" + version));
            for (int reading = 0; reading < 3; reading++) {
                byte[] read = Files.readAllBytes(directory.resolve("model.bin"));
                if (!Arrays.equals(read, content(version))) {
                    throw new IllegalStateException("version " + version + " is not what was registered");
                }
                List<FileTree.Item> files = FileTree.list(directory);
                if (files.size() != 3) {
                    throw new IllegalStateException("version " + version + " has " + files);
                }
            }
        }
    }
}
