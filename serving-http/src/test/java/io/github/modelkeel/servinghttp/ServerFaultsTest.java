package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import io.github.modelkeel.servinghttp.socket.HttpHandler;
import io.github.modelkeel.servinghttp.socket.HttpServer;
import io.github.modelkeel.servinghttp.socket.HttpSettings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one request, client, meter or server does wrong costs no other. */
class ServerFaultsTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final ScoringApi API =
            ScoringApi.builder().model("house", PREDICTOR).build();
    private static final String CHUNKED = "POST /predict HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int LARGE = 4 << 20;

    @AfterAll
    static void close() {
        PREDICTOR.close();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private static String post(String body) {
        return "POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    /** Fails in all ways; {@code /large} is an answer of 4 MiB. */
    private record Failing() implements HttpHandler {
        @Override
        public Answer answer(String method, String target, HeaderLookup headers, byte[] body) {
            if (target.equals("/fails")) {
                throw new IllegalStateException("on purpose");
            }
            return Answer.json(200, new byte[target.equals("/large") ? LARGE : 2]);
        }

        @Override
        public Answer refuse(String target, int status, String message) {
            throw new OutOfMemoryError("on purpose");
        }
    }

    private static HttpServer failing() throws IOException {
        return HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Failing(),
                new HttpSettings(1_000, 1, 100, 100, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    @Test
    void aHandlerThatThrowsCostsItsConnectionOnly() throws Exception {
        HttpServer server = failing();
        int port = server.address().getPort();
        try {
            assertThat(exchange(port, get("/fails"))).isEmpty();
            assertThat(exchange(port, "GARBAGE\r\n")).isEmpty();
            assertThat(exchange(port, get("/"))).startsWith("HTTP/1.1 200 ");
        } finally {
            server.stop(Duration.ofSeconds(1));
        }
    }

    @Test
    void answersThatNobodyTakesGiveWay() throws Exception {
        HttpServer server = failing();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = connect(server.address().getPort());
                silent.add(socket);
                write(socket, get("/large"));
                Awaitility.await().until(() -> socket.getInputStream().available() > 0);
            }
            assertThat(exchange(server.address().getPort(), get("/"))).startsWith("HTTP/1.1 200 ");
            assertThat(received(silent.get(0))).isLessThan(LARGE);
            assertThat(received(silent.get(39))).isGreaterThan(LARGE);
        } finally {
            server.stop(Duration.ofSeconds(1));
            closeAll(silent);
        }
    }

    private static long received(Socket socket) {
        long count = 0;
        byte[] bytes = new byte[1 << 16];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(bytes)) {
                count += n;
            }
        } catch (IOException e) {
            return count; // the server closed it before its end
        }
        return count;
    }

    @Test
    void slowSendersOfLargeBodiesGiveWayToOthers() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ScoringServer server = ScoringServer.builder(API)
                .requestTimeout(Duration.ofMinutes(2))
                .drainTimeout(Duration.ofSeconds(1))
                .start(0)) {
            String head = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n";
            byte[] body = new byte[LARGE - 1];
            for (int i = 0; i < 18; i++) {
                Socket socket = connect(server.port());
                slow.add(socket);
                write(socket, head);
                socket.getOutputStream().write(body);
            }
            Awaitility.await().until(() -> slow.stream().anyMatch(ServerFaultsTest::hasAnswer));
            for (int i = 0; i < 5; i++) {
                assertThat(exchange(server.port(), post(HOUSE))).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            closeAll(slow);
        }
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theTokenIsCheckedBeforeTheBody() throws Exception {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .bearerToken("0123456789")
                .build();
        try (ScoringServer server = ScoringServer.start(api, 0)) {
            for (String length : List.of("1000", "999999999")) {
                String head = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n";
                assertThat(exchange(server.port(), head + "\r\n"))
                        .startsWith("HTTP/1.1 401 ")
                        .contains("WWW-Authenticate: Bearer", "Connection: close");
            }
            assertThat(exchange(
                            server.port(),
                            post(HOUSE).replace("Host: x", "Host: x\r\nAuthorization: Bearer 0123456789")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aMeterThatThrowsCostsNoAnswer() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("on purpose");
            }
        });
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .meterRegistry(meters)
                .build();
        assertThat(Served.post(api, "/predict", HOUSE).status()).isEqualTo(200);
        assertThat(api.refuse("/predict", 413, "too large").status()).isEqualTo(413);
    }

    @Test
    void closingAServerLeavesTheApiToOthersAndToTheNext() throws Exception {
        ScoringServer first = ScoringServer.start(API, 0);
        ScoringServer second = ScoringServer.start(API, 0);
        first.close();
        first.close();
        assertThat(API.isReady()).isTrue();
        second.close();
        assertThat(API.isReady()).isFalse();
        try (ScoringServer third = ScoringServer.start(API, 0)) {
            assertThat(exchange(third.port(), get("/ready"))).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void closingDoesNotWaitForClientsThatWereRefused() throws Exception {
        ScoringServer server = ScoringServer.builder(API)
                .drainTimeout(Duration.ofMinutes(5))
                .requestTimeout(Duration.ofMinutes(5))
                .start(0);
        try (Socket socket = connect(server.port())) {
            write(socket, "GARBAGE\r\n");
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            assertThat(CompletableFuture.runAsync(server::close)).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void chunkSizesAreDigitsAndLinesHaveNoOtherCarriageReturn() throws Exception {
        try (ScoringServer server = ScoringServer.start(API, 0)) {
            for (String size : List.of("2 ", " 2", "2\r", "2;a=\rb", "\t2")) {
                assertThat(exchange(server.port(), CHUNKED + size + "\r\n{}\r\n0\r\n\r\n"))
                        .as(size)
                        .startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void portsAndLimitsThatCannotBeAreNamed() throws Exception {
        try (ScoringServer server = ScoringServer.start(API, 0)) {
            assertThatThrownBy(() -> ScoringServer.start(API, server.port()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1, port " + server.port());
        }
        assertThatThrownBy(() -> ScoringServer.start(API, 70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be 0 to 65535: 70000");
        assertThatThrownBy(() -> new Limits(Integer.MAX_VALUE - 7, 1, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBodyBytes must be at most 2147483639");
    }
}
