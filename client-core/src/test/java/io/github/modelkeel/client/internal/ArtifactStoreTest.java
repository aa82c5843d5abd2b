package io.github.modelkeel.client.internal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.ArtifactStore.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactStoreTest {
    private static final String ROOT = "/api/2.0/mlflow-artifacts/artifacts";
    private static final String URI = "mlflow-artifacts:/1/abc/artifacts";
    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final String SHA = Sha256.of(CONTENT);

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().gzipDisabled(true));

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Connection open() {
        return Connection.open(ClientConfig.builder(Map.of())
                .trackingUri(server.baseUrl())
                .maxRetries(2)
                .retryDelay(Duration.ofMillis(1))
                .requestTimeout(Duration.ofSeconds(5))
                .build());
    }

    private void answer(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private int requests() {
        return server.findAll(anyRequestedFor(anyUrl())).size();
    }

    private Path download(Expected expected) {
        Path target = directory.resolve("target.bin");
        try (Connection connection = open()) {
            connection.artifacts().download(URI, "m/model.bin", target, expected);
        }
        return target;
    }

    @Test
    void aFileIsSentWithItsLengthUnderItsEncodedName() throws IOException {
        answer(aResponse());
        Path file = Files.write(directory.resolve("x"), CONTENT);

        try (Connection connection = open()) {
            connection.artifacts().upload(file, URI, "sub dir/ün%.json");
            connection.artifacts().upload(new byte[0], URI, "MLmodel");
        }

        server.verify(putRequestedFor(urlEqualTo(ROOT + "/1/abc/artifacts/sub%20dir/%C3%BCn%25.json"))
                .withHeader("Content-Length", equalTo("10"))
                .withHeader("Content-Type", equalTo("text/plain"))
                .withRequestBody(binaryEqualTo(CONTENT)));
        server.verify(putRequestedFor(urlEqualTo(ROOT + "/1/abc/artifacts/MLmodel"))
                .withHeader("Content-Length", equalTo("0")));
    }

    @Test
    void anUploadThatBreaksIsSentAgainAsAWhole() throws IOException {
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("again"));
        server.stubFor(
                any(anyUrl()).inScenario("s").whenScenarioStateIs("again").willReturn(aResponse()));
        Path file = Files.write(directory.resolve("x"), CONTENT);

        try (Connection connection = open()) {
            connection.artifacts().upload(file, URI, "x");
        }

        server.verify(2, putRequestedFor(anyUrl()).withRequestBody(binaryEqualTo(CONTENT)));
    }

    @Test
    void aFileThatIsNotThereIsALocalErrorAtOnce() {
        answer(aResponse());
        try (Connection connection = open()) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.artifacts().upload(directory.resolve("nope"), URI, "x"))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("LOCAL_IO_ERROR"))
                    .withMessageContaining("nope");
        }
        assertThat(requests()).isZero();
    }

    @Test
    void aFileIsFetchedUnencodedAndAppearsOnlyWhenItIsWhole() throws IOException {
        answer(aResponse().withBody(CONTENT));

        Path target = download(new Expected(10, SHA, 100));

        assertThat(target).hasBinaryContent(CONTENT);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
        server.verify(getRequestedFor(urlEqualTo(ROOT + "/1/abc/artifacts/m/model.bin"))
                .withHeader("Accept-Encoding", equalTo("identity")));
    }

    @Test
    void aFileOfAnotherSizeIsRefused() {
        answer(aResponse().withBody(CONTENT).withHeader("Content-Length", "10"));
        refused(new Expected(11, null, 100), "it has 10 bytes, 11 were expected");
    }

    @Test
    void aFileWithAnotherContentIsRefused() {
        answer(aResponse().withBody(CONTENT));
        refused(new Expected(10, "0".repeat(64), 100), "SHA-256");
        assertThat(requests()).as("it may have been damaged on the way").isEqualTo(3);
    }

    @Test
    void aFileOfUnknownLengthAndContentIsRefused() {
        answer(aResponse().withBody(CONTENT).withHeader("Transfer-Encoding", "chunked"));
        refused(new Expected(-1, null, 100), "does not say how long it is");
    }

    @Test
    void aFileOfUnknownLengthIsFineWhenItsDigestIsKnown() {
        answer(aResponse().withBody(CONTENT).withHeader("Transfer-Encoding", "chunked"));
        assertThat(download(new Expected(-1, SHA, 100))).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        answer(aResponse().withBody(CONTENT).withHeader("Content-Length", "10"));
        refused(new Expected(-1, null, 9), "at most 9 are allowed");
    }

    @Test
    void aFileThatIsTooLargeWithoutSayingSoIsRefused() {
        answer(aResponse().withBody(CONTENT).withHeader("Transfer-Encoding", "chunked"));
        refused(new Expected(-1, SHA, 9), "longer than the 9 bytes");
    }

    @Test
    void anEncodedFileIsRefused() {
        answer(aResponse().withBody(CONTENT).withHeader("Content-Encoding", "gzip"));
        refused(new Expected(-1, null, 100), "encoded");
    }

    @Test
    void aTruncatedFileIsFetchedAgain() {
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withBody(new byte[] {1, 2}).withHeader("Content-Length", "10"))
                .willSetStateTo("again"));
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs("again")
                .willReturn(aResponse().withBody(CONTENT)));

        assertThat(download(new Expected(10, SHA, 100))).hasBinaryContent(CONTENT);
    }

    @Test
    void aMissingFileIsNotFound() {
        answer(aResponse()
                .withStatus(404)
                .withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"No such artifact\"}"));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> download(new Expected(-1, null, 100)))
                .withMessageContaining("GET artifact m/model.bin");
    }

    private void refused(Expected expected, String reason) {
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> download(expected))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("BROKEN_DOWNLOAD"))
                .withMessageContaining("GET artifact m/model.bin")
                .withMessageContaining(reason);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void directoriesAreListedToTheirEnds() {
        list(
                "1/abc/artifacts",
                "{\"files\":[{\"path\":\"a.txt\",\"is_dir\":false,\"file_size\":\"3\"},{\"path\":\"d e\",\"is_dir\":true}]}");
        list("1/abc/artifacts/d e", "{\"files\":[{\"path\":\"b\",\"is_dir\":false}]}");

        try (Connection connection = open()) {
            assertThat(connection.artifacts().list(URI, 10).files())
                    .containsExactly(new Listed("a.txt", 3), new Listed("d e/b", -1));
        }
    }

    private void list(String path, String json) {
        server.stubFor(
                get(urlPathEqualTo(ROOT)).withQueryParam("path", equalTo(path)).willReturn(okJson(json)));
    }

    @Test
    void aPlaceWithNothingListsNothing() {
        answer(okJson("{}"));
        try (Connection connection = open()) {
            assertThat(connection.artifacts().list(URI, 10).isEmpty()).isTrue();
        }
    }

    /** What this system holds as a plain file is listed for download; ArtifactNamesTest says what that is elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "../x", "a/b", "/etc/passwd", "a\\u0000b", "x\\n", "\\u007f", "\\ud800"})
    void aNameThatMeansAnotherPlaceIsRefusedAndTheOthersAreListed(String name) {
        answer(okJson("{\"files\":[{\"path\":\"" + name
                + "\",\"is_dir\":false,\"file_size\":1},{\"path\":\"good\",\"file_size\":1}]}"));
        try (Connection connection = open()) {
            ArtifactStore.Listing listing = connection.artifacts().list(URI, 10);
            assertThat(listing.files()).containsExactly(new Listed("good", 1));
            assertThat(listing.refused()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "d/../x", "a%2fb", "a:b", "x\\n", "CON", "a#b"})
    void aDirectorysEntriesAreShownAsTheyAre(String name) {
        answer(okJson("{\"files\":[{\"path\":\"" + name + "\",\"is_dir\":false,\"file_size\":1}]}"));
        try (Connection connection = open()) {
            assertThat(connection.artifacts().entries(URI, "d"))
                    .containsExactly(new ArtifactStore.Entry("d/" + name.replace("\\n", "\n"), false, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"files\":[{\"path\":\"a\"},{\"path\":\"a\"}]}",
                "{\"files\":[{\"path\":\"a\"},{\"path\":\"b\"},{\"path\":\"c\"}]}"
            })
    void aListingWithTooManyFilesOrWithTwoOfANameIsRefused(String listing) {
        answer(okJson(listing));
        try (Connection connection = open()) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.artifacts().list(URI, 2))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("UNSAFE_LISTING"));
        }
    }

    @Test
    void directoriesWithoutEndAreLeftAtADepth() {
        answer(okJson("{\"files\":[{\"path\":\"again\",\"is_dir\":true}]}"));
        try (Connection connection = open()) {
            ArtifactStore.Listing listing = connection.artifacts().list(URI, 1000);
            assertThat(listing.files()).isEmpty();
            assertThat(listing.refused()).hasSize(1).containsValue("its directories nest deeper than 256");
        }
    }

    @Test
    void namesThatDifferInCaseAreTwoFiles() {
        answer(okJson("{\"files\":[{\"path\":\"a\"},{\"path\":\"A\"}]}"));
        try (Connection connection = open()) {
            assertThat(connection.artifacts().list(URI, 2).files()).hasSize(2);
        }
    }

    /** Of the characters of an address only those are left plain that every grammar of addresses allows in a name. */
    @Test
    void everyCharacterButTheUnreservedOnesIsEscapedInAnAddress() {
        answer(aResponse().withBody(CONTENT).withHeader("Content-Length", "10"));
        try (Connection connection = open()) {
            connection
                    .artifacts()
                    .download(
                            URI, "[a]/{b}^|;=,@!$&'()*+:~\u00fc%", directory.resolve("x"), new Expected(-1, null, 100));
        }
        server.verify(getRequestedFor(urlEqualTo(ROOT + "/1/abc/artifacts/%5Ba%5D/"
                + "%7Bb%7D%5E%7C%3B%3D%2C%40%21%24%26%27%28%29%2A%2B%3A~%C3%BC%25")));
    }

    @Test
    void onlyTheTrackingServersOwnArtifactsAreFetched() {
        answer(aResponse().withBody(CONTENT).withHeader("Content-Length", "10"));
        String own = "mlflow-artifacts://localhost:" + server.port() + "/1";
        try (Connection connection = open()) {
            connection.artifacts().download(own, "x", directory.resolve("own"), new Expected(-1, null, 100));
            for (String foreign : List.of(
                    "mlflow-artifacts://evil.example:" + server.port() + "/1",
                    "mlflow-artifacts://localhost:1/1",
                    "mlflow-artifacts://localhost:" + server.port() + "@evil.example/1",
                    "mlflow-artifacts:/1/../2",
                    "file:///etc/passwd",
                    "s3://bucket/x",
                    "http://169.254.169.254/",
                    "/etc/passwd")) {
                assertThatExceptionOfType(ClientException.class)
                        .isThrownBy(() -> connection
                                .artifacts()
                                .download(foreign, "x", directory.resolve("foreign"), new Expected(-1, null, 100)))
                        .satisfies(e -> assertThat(e.errorCode()).isEqualTo("UNSUPPORTED_ARTIFACT_URI"));
            }
        }
        assertThat(requests()).isEqualTo(1);
    }
}
