package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a server lists decides nothing about this machine: every attempt to write elsewhere, or to fill memory, disk or time, ends in an
 * error, and the surroundings are as they were.
 */
class HostileServerTest {
    private static final ResolvedModel MODEL = new ResolvedModel("house", 1, null, "mlflow-artifacts:/7/x", null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MEMORY = 400L << 20;

    @TempDir
    private Path root = Path.of("");

    private Path cache = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void surround() throws IOException {
        outside = Files.createDirectories(root.resolve("outside"));
        cache = root.resolve("home/cache");
        Files.createDirectories(cache);
        Files.writeString(outside.resolve("precious"), "unharmed");
        Files.writeString(root.resolve("home/beside"), "unharmed");
    }

    /** Everything below the root but the cache, with the content of files and the targets of links. */
    private Map<String, String> surroundings() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(each -> !each.startsWith(cache)).toList()) {
                seen.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path) : "directory");
            }
        }
        return seen;
    }

    private Throwable refusalOf(FakeServer server) throws IOException {
        Map<String, String> before = surroundings();
        long start = System.nanoTime();
        Throwable refusal;
        try (Registry registry = server.registry(cache)) {
            refusal = catchThrowable(() -> registry.download(MODEL));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        assertThat(surroundings()).isEqualTo(before);
        assertThat(files()).isEmpty();
        return refusal;
    }

    /** What the cache holds: files that were fetched, wherever they are in it. */
    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(cache)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static String listing(String name, String size) {
        return "{\"files\":[{\"path\":\"" + name + "\",\"is_dir\":false,\"file_size\":" + size + "}]}";
    }

    private static FakeServer listing(String json) throws IOException {
        return new FakeServer(exchange -> FakeServer.answer(exchange, FakeServer.isListing(exchange) ? json : "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "../outside/precious",
                "..",
                ".",
                "",
                "a/../../x",
                "/etc/cron.d/x",
                "/",
                "//server/share/x",
                "x\\u0000.txt",
                "\\u0000",
                "x\\n",
                "~/x/y"
            })
    void aNameThatMeansAnotherPlaceIsRefused(String name) throws IOException {
        try (FakeServer server = listing(listing(name, "1"))) {
            assertThat(refusalOf(server))
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            e -> assertThat(e.errorCode()).isEqualTo("UNSAFE_PATH"));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    /**
     * These used to be refused by the rules of Windows, and then one such file made a whole model unreadable. Each is one plain name in
     * a directory here, and nothing decodes it again; on Windows they are still refused (ArtifactNamesTest).
     */
    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\\".txt",
                "<x>",
                "x|y",
                "\\u0085x",
                "..\\\\..\\\\x",
                "C:\\\\x",
                "C:x",
                "file:stream",
                "CON",
                "nul.txt",
                "COM1",
                "trailing.",
                "trailing ",
                "%2e%2e%2fx",
                "..%2fx",
                "a;b",
                "a#b",
                "a?b",
                "a*b"
            })
    void aNameThatIsPlainHereIsOneFileOfTheModel(String name) throws IOException {
        Map<String, String> before = surroundings();
        try (FakeServer server = listing(listing(name, "1"));
                Registry registry = server.registry(cache)) {
            Path model = registry.download(MODEL);
            try (Stream<Path> files = Files.list(model)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactly(
                                name.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\u0085", "\u0085"));
            }
        }
        assertThat(surroundings()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10995116277760", "9223372036854775807", "\"10995116277760\""})
    void terabytesAreRefusedBeforeAnythingIsFetched(String size) throws IOException {
        try (FakeServer server = listing(listing("model.bin", size))) {
            assertThat(refusalOf(server)).hasMessageContaining("MODEL_TOO_LARGE");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aSizeThatNoNumberHoldsIsRefused() throws IOException {
        try (FakeServer server = listing(listing("model.bin", "99999999999999999999"))) {
            assertThat(refusalOf(server)).hasMessageContaining("INVALID_RESPONSE");
        }
    }

    /** Where a system ignores case the second would overwrite the first, so it is refused there (DownloadPlanTest). */
    @Test
    void oneNameTwiceIsRefused() throws IOException {
        String json =
                "{\"files\":[{\"path\":\"model.onnx\",\"file_size\":1},{\"path\":\"model.onnx\",\"file_size\":1}]}";
        try (FakeServer server = listing(json)) {
            assertThat(refusalOf(server)).hasMessageContaining("UNSAFE_LISTING").hasMessageContaining("model.onnx");
        }
    }

    @Test
    void aMillionEntriesAreRefusedInLittleMemory() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{\"files\":[".getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < 1_000_000; i++) {
                    String entry = "{\"path\":\"f" + i + "\",\"is_dir\":false,\"file_size\":1},";
                    out.write(entry.getBytes(StandardCharsets.UTF_8));
                }
                out.write("{\"path\":\"last\"}]}".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            MemoryPeak peak = MemoryPeak.start();
            assertThat(refusalOf(server)).isInstanceOf(ClientException.class).hasMessageContaining("LARGE");
            assertThat(peak.bytes()).isLessThan(MEMORY);
        }
    }

    @Test
    void moreFilesThanAModelHasAreRefused() throws IOException {
        StringBuilder json = new StringBuilder("{\"files\":[");
        for (int i = 0; i <= 10_000; i++) {
            json.append("{\"path\":\"f").append(i).append("\",\"file_size\":0},");
        }
        try (FakeServer server = listing(json.append("{\"path\":\"last\"}]}").toString())) {
            assertThat(refusalOf(server)).hasMessageContaining("UNSAFE_LISTING").hasMessageContaining("10000");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void directoriesWithoutEndAreRefused() throws IOException {
        try (FakeServer server = listing("{\"files\":[{\"path\":\"d\",\"is_dir\":true}]}")) {
            assertThat(refusalOf(server)).hasMessageContaining("UNSAFE_PATH").hasMessageContaining("deeper");
            assertThat(server.requests()).isLessThan(300); // real trees nest deeper than 32, so the limit is 256
        }
    }

    @Test
    void aFileThatNeverEndsIsCutAtItsListedSize() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
            if (FakeServer.isListing(exchange)) {
                FakeServer.answer(exchange, listing("model.bin", "10"));
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[64 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100_000; i++) {
                    out.write(chunk);
                }
            }
        })) {
            assertThat(refusalOf(server)).isInstanceOf(ModelIntegrityException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1/tmp", "v1/trees", "v1/notes"})
    void aLinkInPlaceOfADirectoryOfTheCacheIsNotFollowed(String place) throws IOException {
        Path link = cache.resolve(place);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside);
        Map<String, String> before = surroundings();
        try (FakeServer server = listing(listing("model.bin", "1"));
                Registry registry = server.registry(cache)) {
            assertThatThrownBy(() -> registry.download(MODEL)).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(surroundings()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"models:/house/1", "models:/house/2", "models:/m-1", "runs:/abc/house"})
    void addressesThatLeadInCirclesAreLeft(String uri) throws IOException {
        Map<String, String> circle = Map.of(
                "1", "models:/house/2",
                "2", "models:/house/1");
        try (FakeServer server = new FakeServer(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String version = query.contains("version=2") ? "2" : "1";
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("get-download-uri")) {
                FakeServer.answer(exchange, "{\"artifact_uri\":\"" + circle.get(version) + "\"}");
            } else if (path.endsWith("model-versions/get")) {
                FakeServer.answer(exchange, "{\"model_version\":{\"name\":\"house\",\"version\":\"" + version + "\"}}");
            } else if (path.endsWith("runs/get")) {
                FakeServer.answer(
                        exchange,
                        "{\"run\":{\"info\":{\"experiment_id\":\"7\",\"artifact_uri\":\"models:/house/1\"}}}");
            } else {
                FakeServer.answer(
                        exchange,
                        "{\"model\":{\"info\":{\"model_id\":\"m-1\",\"experiment_id\":\"7\",\"artifact_uri\":\"models:/m-1\"}}}");
            }
        })) {
            try (Registry registry = server.registry(cache)) {
                assertThatThrownBy(() -> registry.download(registry.resolve(uri)))
                        .isInstanceOfSatisfying(
                                ClientException.class,
                                e -> assertThat(e.errorCode()).isIn("CYCLIC_MODEL_URI", "UNSUPPORTED_ARTIFACT_URI"));
            }
            assertThat(server.requests()).isLessThan(12);
            assertThat(files()).isEmpty();
        }
    }
}
