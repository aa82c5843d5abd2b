package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.cache.CacheGuard;
import io.github.modelkeel.registry.cache.CacheLeases;
import io.github.modelkeel.registry.cache.PrivateDirectory;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays in a cache and what goes. */
class CacheBoundTest {
    private static final int BYTES = 10_000;
    private static final long TWO_AND_A_HALF = BYTES * 5L / 2;

    @TempDir
    private Path root = Path.of("");

    private ClientConfig config = ClientConfig.builder(Map.of()).build();

    /** Versions 1 to 5 of one model; version 1 is the champion. */
    @BeforeEach
    void fill() {
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        try (Tracker tracker = Tracker.open("bound", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("all")) {
            for (int version = 1; version <= 5; version++) {
                byte[] bytes = new byte[BYTES - 1000];
                bytes[0] = (byte) version;
                registry.register(
                        "house",
                        run.logModel("house", directory -> Files.write(directory.resolve("model.bin"), bytes)));
            }
            registry.setAlias("house", "champion", 1);
            run.finish();
        }
    }

    private Registry bounded(long bytes) {
        return Registry.builder().config(config).maxCacheBytes(bytes).open();
    }

    private static Path download(Registry registry, int version) {
        return registry.download(registry.resolve("models:/house/" + version));
    }

    /** Downloads versions in registries of their own, so that nothing stays leased, each a minute after the one before. */
    private void downloadOneByOne(long bound, int... versions) throws IOException {
        Instant time = Instant.now().minus(Duration.ofHours(5));
        for (int version : versions) {
            Path tree;
            try (Registry registry = bounded(bound)) {
                tree = download(registry, version);
            }
            time = time.plusSeconds(60);
            Files.setLastModifiedTime(tree, FileTime.from(time));
        }
    }

    private List<Integer> cachedVersions() {
        try (Registry registry = bounded(0)) {
            return Stream.of(1, 2, 3, 4, 5)
                    .filter(version -> registry.cached("house", version).isPresent())
                    .toList();
        }
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        downloadOneByOne(Long.MAX_VALUE, 2, 3, 4);
        try (Registry registry = bounded(TWO_AND_A_HALF)) {
            download(registry, 2); // from the cache: now it is the newest
        }
        downloadOneByOne(TWO_AND_A_HALF, 5);

        assertThat(cachedVersions()).containsExactly(2, 5);
    }

    @Test
    void whatIsInUseStaysEvenAboveTheBound() {
        try (Registry first = bounded(TWO_AND_A_HALF);
                Registry second = bounded(0)) {
            Path two = download(first, 2);
            Path three = download(second, 3);
            Path four = download(second, 4);

            assertThat(two).isDirectory();
            assertThat(three).isDirectory();
            assertThat(four).isDirectory();
        }
        try (Registry third = bounded(0)) {
            download(third, 5);
        }
        assertThat(cachedVersions()).containsExactly(5);
    }

    @Test
    void whatAnAliasStoodForLastGoesAfterEverythingElseAndServesWhileTheServerIsDown() throws IOException {
        ModelUri currentVersion = ModelUri.ofAlias("house", "champion");
        Path tree;
        try (Registry registry = bounded(Long.MAX_VALUE)) {
            tree = registry.download(registry.resolve(currentVersion));
        }
        Files.setLastModifiedTime(tree, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        downloadOneByOne(TWO_AND_A_HALF, 2, 3, 4, 5);

        Registry offline = bounded(TWO_AND_A_HALF);
        offline.close();
        ResolvedModel known = offline.lastKnown(currentVersion).orElseThrow();
        assertThat(offline.download(known)).isEqualTo(tree);
        assertThat(cachedVersions()).containsExactly(1, 5);
    }

    @Test
    void notesOfMissingAndOfUnusedTreesAreDeleted() throws IOException {
        try (Registry registry = bounded(Long.MAX_VALUE)) {
            registry.download(registry.resolve("models:/house@champion"));
        }
        age(Duration.ofDays(100));
        downloadOneByOne(Long.MAX_VALUE, 2);
        assertThat(cachedVersions()).as("without notes a tree is not found").containsExactly(2);

        downloadOneByOne(0, 3);
        assertThat(BrokenDownloadTest.treesOf(root.resolve("cache"))).hasSize(1);
        try (Registry registry = bounded(0)) {
            assertThat(registry.lastKnown(ModelUri.ofAlias("house", "champion")))
                    .isEmpty();
            assertThat(registry.lastKnown(ModelUri.ofVersion("house", 3))).isPresent();
        }
    }

    private void age(Duration age) throws IOException {
        try (Stream<Path> notes = Files.list(root.resolve("cache/v1/notes"))) {
            for (Path note : notes.toList()) {
                Files.setLastModifiedTime(note, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    @Test
    void aRegistryThatServesForLongKeepsTheVersionsOfTheLastHour() throws IOException {
        Path cache = root.resolve("guarded");
        PrivateDirectory.ensure(cache);
        CacheGuard guard = CacheGuard.of(cache);
        AtomicLong nanos = new AtomicLong();
        CacheLeases leases = new CacheLeases(guard, nanos::get);
        String one = "1".repeat(64);
        String two = "2".repeat(64);
        String other = "3".repeat(64);
        for (String digest : List.of(one, other, two)) {
            assertThat(leases.hold(digest)).isTrue();
            leases.handedOut(digest, digest.equals(other) ? "other" : "house");
        }
        assertThat(held(guard, one, two, other)).containsExactly(true, true, true);

        nanos.addAndGet(Duration.ofMinutes(61).toNanos());
        leases.hold(two);
        leases.handedOut(two, "house");
        assertThat(held(guard, one, two, other)).containsExactly(false, true, true);

        leases.close();
        assertThat(held(guard, one, two, other)).containsExactly(false, false, false);
        assertThat(cache.resolve("leases")).isEmptyDirectory();
    }

    private static List<Boolean> held(CacheGuard guard, String... digests) throws IOException {
        return guard.exclusively(() -> {
            List<Boolean> held = new java.util.ArrayList<>();
            for (String digest : digests) {
                held.add(guard.isHeld(digest));
            }
            return held;
        });
    }

    @Test
    void theLeaseOfAProcessThatDiedDoesNotCount() throws IOException {
        Path cache = PrivateDirectory.ensure(root.resolve("guarded"));
        CacheGuard guard = CacheGuard.of(cache);
        String digest = "1".repeat(64);
        Path session = PrivateDirectory.ensure(cache.resolve("sessions")).resolve("1-2-dead");
        Files.createFile(session); // no process holds a lock on it
        Path lease = PrivateDirectory.ensure(cache.resolve("leases")).resolve(digest + "@1-2-dead");
        Files.createFile(lease);

        assertThat(held(guard, digest)).containsExactly(false);
        assertThat(session).doesNotExist();
        assertThat(lease).doesNotExist();
    }

    @Test
    void anInterruptedThreadDoesNotSpoilTheCacheForOthers() {
        try (Registry registry = bounded(0)) {
            Path first = download(registry, 2);
            Thread.currentThread().interrupt();
            try {
                assertThat(registry.cached("house", 2)).contains(first);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(download(registry, 3)).isDirectory();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registry.builder().config(config).maxCacheBytes(-1));
    }
}
