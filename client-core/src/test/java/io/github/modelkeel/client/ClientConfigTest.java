package io.github.modelkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigTest {
    private static final String CANARY = "canary-4711";

    @Test
    void anEmptyEnvironmentMeansTheEmbeddedServer() {
        ClientConfig config = of(Map.of());

        assertThat(config.trackingUri()).isEqualTo("local:modelkeel-data");
        assertThat(config.registryUri()).isEqualTo("local:modelkeel-data");
        assertThat(config.authorization()).isEmpty();
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.maxRetries()).isEqualTo(5);
        assertThat(config.respectRetryAfter()).isTrue();
        assertThat(config.insecureTls()).isFalse();
        assertThat(config.cacheDirectory().toString())
                .endsWith(Path.of(".cache", "modelkeel").toString());
    }

    @Test
    void theEnvironmentUsesTheNamesOfMlflow() {
        ClientConfig config = of(Map.ofEntries(
                Map.entry("MLFLOW_TRACKING_URI", "https://ml.example.org/base/"),
                Map.entry("MLFLOW_REGISTRY_URI", "http://my_registry:5001"),
                Map.entry("MLFLOW_TRACKING_TOKEN", CANARY),
                Map.entry("MLFLOW_WORKSPACE", "team-a"),
                Map.entry("MLFLOW_HTTP_REQUEST_TIMEOUT", "1.5"),
                Map.entry("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "7"),
                Map.entry("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "2"),
                Map.entry("MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER", "false"),
                Map.entry("MODELKEEL_CACHE_DIR", "/var/cache/models")));

        assertThat(config.trackingUri()).isEqualTo("https://ml.example.org/base");
        assertThat(config.registryUri()).isEqualTo("http://my_registry:5001");
        assertThat(config.authorization()).contains("Bearer " + CANARY);
        assertThat(config.workspace()).contains("team-a");
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.maxRetries()).isEqualTo(7);
        assertThat(config.retryDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.respectRetryAfter()).isFalse();
        assertThat(config.environmentVariable("MLFLOW_TRACKING_TOKEN")).contains(CANARY);
        assertThat(config.newBuilder().build().environmentVariable("MLFLOW_WORKSPACE"))
                .contains("team-a");
        assertThat(config.environmentVariable("MLFLOW_RUN_ID")).isEmpty();
        assertThat(config.toString()).doesNotContain(CANARY);
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/var/cache/models"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "MLFLOW_HTTP_REQUEST_TIMEOUT, canary-4711",
        "MLFLOW_HTTP_REQUEST_TIMEOUT, 0",
        "MLFLOW_HTTP_REQUEST_TIMEOUT, NaN",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES, 11",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES, canary-4711",
        "MLFLOW_TRACKING_INSECURE_TLS, canary-4711",
        "MLFLOW_WORKSPACE, canary-4711 x",
        "MLFLOW_TRACKING_TOKEN, canary-4711 x",
        "MLFLOW_TRACKING_USERNAME, canary-4711",
        "MLFLOW_TRACKING_PASSWORD, canary-4711",
        "MLFLOW_TRACKING_AUTH, canary-4711",
        "MLFLOW_TRACKING_AWS_SIGV4, true",
        "MLFLOW_TRACKING_URI, canary-4711",
        "MLFLOW_TRACKING_URI, file:///canary-4711",
        "MLFLOW_TRACKING_URI, databricks",
        "MLFLOW_TRACKING_URI, sqlite:///canary-4711.db",
        "MLFLOW_TRACKING_URI, http://user:canary-4711@host",
        "MLFLOW_TRACKING_URI, http://canary-4711@host",
        "MLFLOW_TRACKING_URI, http://host/?token=canary-4711",
        "MLFLOW_TRACKING_URI, http://ho st/canary-4711",
        "MLFLOW_TRACKING_URI, local:",
        "MLFLOW_REGISTRY_URI, s3://canary-4711",
    })
    void aMalformedVariableIsNamedAndItsValueIsNot(String variable, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of(variable, value)))
                .withMessageContaining(variable)
                .satisfies(e -> assertThat(stackOf(e)).doesNotContain(CANARY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trackingUri", "registryUri"})
    void aMalformedAddressInCodeNamesTheSetting(String setting) {
        ClientConfigBuilder builder = ClientConfig.builder(Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    if (setting.equals("trackingUri")) {
                        builder.trackingUri("https://u:" + CANARY + "@host");
                    } else {
                        builder.registryUri("https://u:" + CANARY + "@host");
                    }
                })
                .withMessageContaining(setting)
                .withMessageNotContaining(CANARY);
    }

    @Test
    void aUserNameAndPasswordWinOverAToken() {
        ClientConfig config = of(Map.of(
                "MLFLOW_TRACKING_USERNAME", "ann",
                "MLFLOW_TRACKING_PASSWORD", "p:ß",
                "MLFLOW_TRACKING_TOKEN", "t"));

        assertThat(config.authorization()).contains(basic("ann:p:ß"));
    }

    @Test
    void theCredentialsFileFillsWhatTheEnvironmentLacks(@TempDir Path home) throws Exception {
        Path file = home.resolve("credentials");
        String text = """
                # mine
                [other]
                mlflow_tracking_password = no
                [mlflow]
                ; x
                mlflow_tracking_username=bob
                MLFLOW_TRACKING_PASSWORD = a = b
                """;
        Files.writeString(file, text.replace("\n", "\r\n"));

        assertThat(of(Map.of(), file).authorization()).contains(basic("bob:a = b"));
        assertThat(of(Map.of("MLFLOW_TRACKING_USERNAME", "ann"), file).authorization())
                .contains(basic("ann:a = b"));
    }

    @Test
    void aMalformedCredentialsFileIsNamedWithTheLineAndNotItsContent(@TempDir Path home) throws Exception {
        Path file = home.resolve("credentials");
        Files.writeString(file, "[mlflow]\n" + CANARY + "\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of(), file))
                .withMessageContaining("line 2")
                .withMessageNotContaining(CANARY);
    }

    @Test
    void theTextFormShowsNoSecret() {
        ClientConfig basic =
                ClientConfig.builder(Map.of()).basicAuth("ann", CANARY).build();
        ClientConfig bearer = ClientConfig.builder(Map.of()).bearerToken(CANARY).build();

        assertThat(basic.toString())
                .contains("authentication=basic")
                .doesNotContain(CANARY)
                .doesNotContain(basic.authorization().orElseThrow().substring(6));
        assertThat(bearer.toString()).contains("authentication=bearer").doesNotContain(CANARY);
    }

    @Test
    void whatIsSetInCodeWinsEvenOverAMalformedVariable() {
        ClientConfig config = ClientConfig.builder(Map.of("MLFLOW_TRACKING_URI", "file:/x"))
                .trackingUri("http://localhost:5000/")
                .build();

        assertThat(config.trackingUri()).isEqualTo("http://localhost:5000");
        assertThat(config.registryUri()).isEqualTo("http://localhost:5000");
    }

    @Test
    void aChangedConfigurationKeepsTheRestAndTheRegistryFollowsTheTracking() {
        ClientConfig config = ClientConfig.builder(
                        Map.of("MLFLOW_TRACKING_TOKEN", "t", "MLFLOW_TRACKING_INSECURE_TLS", "1"))
                .trackingUri("http://a")
                .maxRetries(3)
                .build();

        ClientConfig changed = config.newBuilder().trackingUri("http://b").build();

        assertThat(changed.trackingUri()).isEqualTo("http://b");
        assertThat(changed.registryUri()).isEqualTo("http://b");
        assertThat(changed.maxRetries()).isEqualTo(3);
        assertThat(changed.authorization()).contains("Bearer t");
        assertThat(changed.insecureTls()).isTrue();
    }

    @Test
    void noCertificateCheckAndAnOwnCertificateContradictEachOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(
                        Map.of("MLFLOW_TRACKING_INSECURE_TLS", "true", "MLFLOW_TRACKING_SERVER_CERT_PATH", "/ca.pem")))
                .withMessageContaining("MLFLOW_TRACKING_SERVER_CERT_PATH");
    }

    private static ClientConfig of(Map<String, String> variables) {
        return ClientConfig.builder(variables).build();
    }

    private static ClientConfig of(Map<String, String> variables, Path credentials) {
        return new ClientConfigBuilder(variables, credentials).build();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String stackOf(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            text.append(t).append('\n');
        }
        return text.toString();
    }
}
