package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UploadLimitsTest {
    private static final String PLACE = "/api/2.0/mlflow-artifacts/artifacts/0/a.bin";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFileUpToTheLimitIsTakenAndALargerOneLeavesNothing() {
        try (LocalServer server =
                LocalServer.builder(directory).maxArtifactBytes(1_000).start()) {
            Http http = new Http(server.uri());
            assertThat(http.put(PLACE, new byte[1_000]).status()).isEqualTo(200);
            Http.Answer refused = http.put(PLACE.replace("a.bin", "b.bin"), new byte[1_001]);
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.message()).contains("1000 bytes");
            String chunked = "PUT " + PLACE.replace("a.bin", "c.bin") + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + server.uri().getPort() + "\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + "x".repeat(2_000)
                    + "\r\n0\r\n\r\n";
            assertThat(RawHttp.exchange(server.uri(), chunked.getBytes(StandardCharsets.US_ASCII))
                            .status())
                    .isEqualTo(413);
        }
        assertThat(directory.resolve("artifacts/0")).isDirectoryContaining("glob:**a.bin");
        assertThat(directory.resolve("artifacts/0").toFile().list()).containsExactly("a.bin");
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 99})
    void aChunkedUploadThatIsCutLeavesNothing(int percent) {
        try (LocalServer server = LocalServer.start(directory)) {
            String whole = "7d0\r\n" + "x".repeat(2_000) + "\r\n7d0\r\n" + "y".repeat(2_000) + "\r\n0\r\n\r\n";
            String cut = "PUT " + PLACE + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + server.uri().getPort() + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + whole.substring(0, whole.length() * percent / 100);
            RawHttp.exchange(server.uri(), cut.getBytes(StandardCharsets.US_ASCII));
            assertThat(new Http(server.uri()).get(PLACE).status()).isEqualTo(404);
        }
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void limitsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalServer.builder(directory).maxArtifactBytes(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalServer.builder(directory).requestTimeout(Duration.ZERO));
    }
}
