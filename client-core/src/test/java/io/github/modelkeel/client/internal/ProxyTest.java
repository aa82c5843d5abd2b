package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment's proxies and authorities, with a real proxy. */
class ProxyTest {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("user:p@ss".getBytes(StandardCharsets.UTF_8));

    private final FakeServer server = new FakeServer();

    @BeforeEach
    void answer() {
        server.answers((seen, exchange) -> FakeServer.reply(exchange, 200, "{\"ok\":true}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static boolean ask(String uri, Map<String, String> environment) {
        ClientConfig config = ClientConfig.builder(environment)
                .trackingUri(uri)
                .bearerToken("secret-token")
                .retryDelay(Duration.ofMillis(1))
                .build();
        try (Connection connection = Connection.open(config.newBuilder().build())) {
            return connection.tracking().get("runs/get").path("ok").asBoolean();
        }
    }

    @Test
    void aPlainRequestGoesThroughTheProxyAlsoToLoopbackAsWithPython() throws IOException {
        try (TestProxy proxy = new TestProxy("")) {
            assertThat(ask(server.uri(), Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port())))
                    .isTrue();
            assertThat(proxy.heads()).hasSize(1);
            assertThat(proxy.heads().get(0)).startsWith("GET " + server.uri() + "/api/2.0/mlflow/runs/get HTTP/1.1");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void theProxysPasswordGoesToTheProxyWithEachPlainRequestAndToNoOther() throws IOException {
        try (TestProxy proxy = new TestProxy(BASIC)) {
            String address = "user:p%40ss@127.0.0.1:" + proxy.port(); // without a scheme, as curl takes it
            assertThat(ask(server.uri(), Map.of("http_proxy", address))).isTrue();
            assertThat(proxy.heads()).hasSize(1);
            assertThat(server.seen().get(0).authorization()).isEqualTo("Bearer secret-token");
        }
    }

    @Test
    void aWrongPasswordIsAnErrorThatShowsNone() throws IOException {
        try (TestProxy proxy = new TestProxy(BASIC)) {
            String address = "http://user:wrong-secret@127.0.0.1:" + proxy.port();
            Throwable e = catchThrowable(() -> ask(server.uri(), Map.of("http_proxy", address)));
            assertThat(e).hasMessageContaining("407").hasMessageNotContaining("wrong-secret");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void httpsGoesThroughATunnelAndTheAuthoritiesOfRequestsAreTrusted(@TempDir Path directory) throws Exception {
        Certificates certificates = new Certificates(directory);
        SSLContext context =
                certificates.context(certificates.issue(server -> server.addSubjectAlternativeName("127.0.0.1")));
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        https.createContext("/", exchange -> {
            try (exchange) {
                boolean clean = !exchange.getRequestHeaders().containsKey("Proxy-Authorization");
                FakeServer.reply(exchange, 200, "{\"ok\":" + clean + "}");
            }
        });
        https.start();
        try (TestProxy proxy = new TestProxy(BASIC)) {
            int port = https.getAddress().getPort();
            Map<String, String> environment = new HashMap<>(Map.of(
                    "HTTPS_PROXY", "http://user:p%40ss@127.0.0.1:" + proxy.port(), "HTTP_PROXY", "http://127.0.0.1:1"));
            assertThatThrownBy(() -> ask("https://127.0.0.1:" + port, environment))
                    .hasMessageContaining("the server's certificate is not accepted");
            environment.put("REQUESTS_CA_BUNDLE", certificates.authorityPem().toString());
            assertThat(ask("https://127.0.0.1:" + port, environment)).isTrue();
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT 127.0.0.1:" + port + " HTTP/1.1"));
            assertThat(proxy.heads().toString()).doesNotContain("secret-token");
        } finally {
            https.stop(0);
        }
    }

    @Test
    void whatNoProxyNamesIsAskedDirectly() {
        assertThat(ask(server.uri(), Map.of("HTTP_PROXY", "http://127.0.0.1:1", "NO_PROXY", "127.0.0.0/8")))
                .isTrue();
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        assertThatThrownBy(() -> ask(server.uri(), Map.of("ALL_PROXY", "http://127.0.0.1:1")))
                .hasMessageContaining("cannot connect to " + server.uri() + " through the proxy 127.0.0.1:1");
    }

    @Test
    void aSocksProxyIsRefusedByName() {
        assertThatThrownBy(() -> ask(server.uri(), Map.of("ALL_PROXY", "socks5h://u:hidden@127.0.0.1:1080")))
                .hasMessageContaining("ALL_PROXY")
                .hasMessageContaining("socksProxyHost")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aWrongProxyIsNeverTakenForNone() {
        ClientConfig config = ClientConfig.builder(Map.of("HTTPS_PROXY", "socks5://127.0.0.1:1080"))
                .trackingUri(server.uri())
                .build();
        ProxyRoutes routes = new ProxyRoutes(config, new Redactor());
        assertThatThrownBy(() -> routes.select(URI.create("https://storage.example/file")))
                .isInstanceOf(ClientException.class) // of an IllegalArgumentException OkHttp makes a direct connection
                .hasMessageStartingWith("INVALID_CONFIGURATION: HTTPS_PROXY must be the address of an HTTP proxy");
        assertThat(routes.select(URI.create("http://storage.example/file"))).containsExactly(Proxy.NO_PROXY);
    }
}
