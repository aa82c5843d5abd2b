package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wrong addresses, with the default settings for repetitions. */
class ConnectionFaultTest {
    private static Throwable failure(String uri) {
        return failure(uri, Map.of("MLFLOW_TRACKING_TOKEN", "a"));
    }

    private static Throwable failure(String uri, Map<String, String> environment) {
        ClientConfig config = ClientConfig.builder(environment).trackingUri(uri).build();
        try (Connection connection = Connection.open(config)) {
            return catchThrowable(() -> connection.tracking().get("runs/get"));
        }
    }

    /** A server that answers each connection with the same bytes. */
    private static final class Raw implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final List<IOException> broken = new CopyOnWriteArrayList<>();

        Raw(String answer) throws IOException {
            Thread thread = new Thread(() -> serve(answer.getBytes(StandardCharsets.ISO_8859_1)));
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(byte[] answer) {
            while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                    connections.incrementAndGet();
                    assertThat(client.getInputStream().read(new byte[16384])).isPositive();
                    client.getOutputStream().write(answer);
                } catch (IOException e) {
                    broken.add(e); // the client went away, or the test is over
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    @Timeout(8)
    void aRefusedConnectionFailsSoonAndNamesAddressAndVariable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(failure("http://127.0.0.1:" + port))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageStartingWith("IO_ERROR GET runs/get: cannot connect to http://127.0.0.1:" + port + ": ")
                .hasMessageEndingWith("? MLFLOW_TRACKING_URI sets this address");
    }

    @Test
    @Timeout(8)
    void anUnknownHostFailsSoonAndIsNamed() {
        assertThat(failure("http://no-such-host.invalid:5000"))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("cannot connect to http://no-such-host.invalid:5000");
    }

    @Test
    void httpsToAPortOfPlainHttpIsNotRepeated() throws IOException {
        try (Raw raw = new Raw("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")) {
            assertThat(failure("https://127.0.0.1:" + raw.listener.getLocalPort()))
                    .hasMessageContaining("does not use TLS")
                    .hasMessageContaining("use http:// instead of https://");
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void plainHttpToAPortOfTlsIsNotRepeated() throws IOException {
        try (Raw raw = new Raw("\u0015\u0003\u0003\0\u0002\u0002P")) {
            assertThat(failure("http://127.0.0.1:" + raw.listener.getLocalPort()))
                    .hasMessageContaining("uses TLS")
                    .hasMessageContaining("use https:// instead of http://");
            assertThat(raw.connections).hasValue(1);
        }
        String page = "<html>400 The plain HTTP request was sent to HTTPS port</html>";
        try (Raw raw = new Raw("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: " + page.length()
                + "\r\nConnection: close\r\n\r\n" + page)) {
            assertThat(failure("http://127.0.0.1:" + raw.listener.getLocalPort()))
                    .hasMessageContaining("use https:// instead of http://")
                    .extracting(e -> ((ClientException) e).errorCode())
                    .isEqualTo("INVALID_RESPONSE"); // which a spool keeps, where it gives up a 400
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void aShortSecretGarblesNoneOfOurWords() {
        try (FakeServer server = new FakeServer()) {
            server.answers((seen, exchange) -> FakeServer.reply(
                    exchange,
                    404,
                    "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"Run with a name; you sent E\"}"));
            assertThat(failure(server.uri(), Map.of("MLFLOW_TRACKING_TOKEN", "E")))
                    .hasMessage("RESOURCE_DOES_NOT_EXIST (HTTP 404) GET runs/get: Run with a name; you sent ***");
        }
    }
}
