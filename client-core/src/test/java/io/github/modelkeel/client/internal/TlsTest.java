package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.client.ServerUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes with a server whose certificate a private authority issued. */
class TlsTest {
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static HeldCertificate good;
    private static Path authority;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(directory);
        good = certificates.issue(server -> server.addSubjectAlternativeName(LOOPBACK));
        authority = certificates.authorityPem();
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void start(HeldCertificate certificate, boolean askForCertificate) throws Exception {
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.context(certificate)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(askForCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] answer = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private ClientConfigBuilder config(Map<String, String> environment) {
        return ClientConfig.builder(environment)
                .trackingUri("https://127.0.0.1:" + server.getAddress().getPort())
                .requestTimeout(Duration.ofSeconds(20))
                .retryDelay(Duration.ofMillis(1))
                .maxRetries(3);
    }

    private static boolean ask(ClientConfigBuilder config) {
        try (Connection connection = Connection.open(config.build())) {
            return connection.tracking().get("experiments/get").path("ok").asBoolean();
        }
    }

    private void refused(ClientConfigBuilder config, String reason) {
        assertThatThrownBy(() -> ask(config))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("GET experiments/get: the server's certificate is not accepted")
                .hasMessageContaining(reason);
        assertThat(requests).hasValue(0);
    }

    @Test
    void aServerOfAPrivateAuthorityIsTrustedWhenItsCertificateIsGiven() throws Exception {
        start(good, false);
        assertThat(ask(config(Map.of()).serverCertPath(authority))).isTrue();
        assertThat(ask(config(Map.of("MLFLOW_TRACKING_SERVER_CERT_PATH", authority.toString()))))
                .isTrue();
    }

    @Test
    void aServerOfAnUnknownAuthorityIsRefused() throws Exception {
        start(good, false);
        refused(config(Map.of()), "unable to find valid certification path");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        start(certificates.issue(other -> other.addSubjectAlternativeName("elsewhere.example")), false);
        refused(config(Map.of()).serverCertPath(authority), "127.0.0.1");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        long yesterday = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        start(
                certificates.issue(
                        expired -> expired.addSubjectAlternativeName(LOOPBACK).validityInterval(0, yesterday)),
                false);
        refused(config(Map.of()).serverCertPath(authority), "CertificateExpiredException: NotAfter");
    }

    @Test
    void onlyTheEnvironmentCanSwitchTheCheckOff() throws Exception {
        start(good, false);
        assertThat(ask(config(Map.of("MLFLOW_TRACKING_INSECURE_TLS", "true")))).isTrue();
    }

    @Test
    void aServerThatAsksForACertificateIsShownOurs() throws Exception {
        Path pem = certificates.pem(certificates.issue(trainer -> trainer.commonName("trainer")));
        start(good, true);
        assertThat(ask(config(Map.of()).serverCertPath(authority).clientCertPath(pem)))
                .isTrue();
        assertThat(ask(config(Map.of("MLFLOW_TRACKING_CLIENT_CERT_PATH", pem.toString()))
                        .serverCertPath(authority)))
                .isTrue();
    }

    @Test
    void aServerThatAsksForACertificateRefusesAClientWithoutOne() throws Exception {
        start(good, true);
        assertThatThrownBy(() -> ask(config(Map.of()).serverCertPath(authority)))
                .isInstanceOf(ServerUnavailableException.class);
        assertThat(requests).hasValue(0);
    }

    @Test
    void aPlainServerBehindAnHttpsAddressIsAClearError() throws Exception {
        try (var plain = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            answering.start();
            ClientConfigBuilder config = ClientConfig.builder(Map.of())
                    .trackingUri("https://127.0.0.1:" + plain.getLocalPort())
                    .maxRetries(0);
            assertThatThrownBy(() -> ask(config)).isInstanceOf(ServerUnavailableException.class);
            answering.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\ncanary4711\n-----END CERTIFICATE-----\n"})
    void aFileWithoutCertificatesIsNamed(String content, @TempDir Path other) throws Exception {
        start(good, false);
        Path file = Files.writeString(other.resolve("ca.pem"), content);
        assertThatThrownBy(() -> ask(config(Map.of()).serverCertPath(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MLFLOW_TRACKING_SERVER_CERT_PATH")
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\ncanary4711\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\ncanary4711\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\ncanary4711\n-----END ENCRYPTED PRIVATE KEY-----\n"
            })
    void aFileWithoutAUsableKeyIsNamed(String key, @TempDir Path other) throws Exception {
        start(good, false);
        Path file = Files.writeString(other.resolve("client.pem"), Files.readString(authority) + key);
        assertThatThrownBy(() -> ask(config(Map.of()).clientCertPath(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MLFLOW_TRACKING_CLIENT_CERT_PATH")
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("canary");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        start(good, false);
        assertThatThrownBy(() -> ask(config(Map.of()).serverCertPath(directory.resolve("none.pem"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }
}
