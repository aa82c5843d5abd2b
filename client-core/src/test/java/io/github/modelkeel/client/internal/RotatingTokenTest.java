package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingTokenTest {
    @TempDir
    private Path directory = Path.of("");

    private final FakeServer server = new FakeServer();
    private volatile String valid = "first-token";

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection open(ClientConfigBuilder config) {
        server.answers((seen, exchange) -> {
            boolean known = seen.authorization().equals("Bearer " + valid);
            FakeServer.reply(exchange, known ? 200 : 401, known ? "{\"ok\":true}" : "you sent " + seen.authorization());
        });
        return Connection.open(config.trackingUri(server.uri())
                .retryDelay(Duration.ofMillis(1))
                .build()
                .newBuilder()
                .build());
    }

    @Test
    void aTokenFileIsReadAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first-token\n");
        try (Connection connection = open(ClientConfig.builder(Map.of("MODELKEEL_TOKEN_FILE", file.toString())))) {
            assertThat(connection.tracking().get("runs/get").path("ok").asBoolean())
                    .isTrue();
            valid = "second-token";
            Files.writeString(file, "second-token\n");
            assertThat(connection.tracking().get("runs/get").path("ok").asBoolean())
                    .isTrue();
            assertThat(server.seen()).hasSize(2);
        }
    }

    @Test
    void a401IsAnsweredOnceWithATokenThatChangedMeanwhile() {
        Iterator<String> tokens = List.of("first-token", "second-token").iterator();
        valid = "second-token";
        try (Connection connection = open(ClientConfig.builder(Map.of()).bearerToken(tokens::next))) {
            assertThat(connection
                            .tracking()
                            .post("runs/update", Json.object().put("a", 1))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(server.seen()).hasSize(2);
            assertThat(server.seen().get(1).latin1()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void anUnchangedTokenIsNotSentTwiceAndNoneThatWasSentIsShown() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "stale-token");
        try (Connection connection = open(ClientConfig.builder(Map.of()).tokenFile(file))) {
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessageContaining("UNAUTHENTICATED (HTTP 401)")
                    .hasMessageNotContaining("stale-token");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void aFileWithoutATokenIsAnErrorThatNamesIt() throws IOException {
        Path file = directory.resolve("token");
        try (Connection connection = open(ClientConfig.builder(Map.of()).tokenFile(file))) {
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessageStartingWith("CREDENTIALS_UNAVAILABLE: cannot read the token file " + file);
            Files.writeString(file, " \n");
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessageContaining(file + " (tokenFile) holds no token");
            Files.writeString(file, "two words");
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessageContaining("not one word")
                    .hasMessageNotContaining("two words");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void aSupplierThatThrowsOrGivesNothingIsAnErrorThatShowsNoneOfItsWords() {
        try (Connection connection = open(ClientConfig.builder(Map.of()).bearerToken(() -> {
            throw new IllegalStateException("vault said hush-hush");
        }))) {
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessage(
                            "CREDENTIALS_UNAVAILABLE: the supplier of the token threw java.lang.IllegalStateException")
                    .hasNoCause();
        }
        try (Connection connection = open(ClientConfig.builder(Map.of()).bearerToken(() -> ""))) {
            assertThatThrownBy(() -> connection.tracking().get("runs/get"))
                    .hasMessageContaining("the supplier of the token gave no token");
        }
    }
}
