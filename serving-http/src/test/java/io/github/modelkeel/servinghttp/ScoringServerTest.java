package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static io.github.modelkeel.servinghttp.Served.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import io.github.modelkeel.servinghttp.socket.HttpHandler;
import io.github.modelkeel.servinghttp.socket.HttpServer;
import io.github.modelkeel.servinghttp.socket.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringServerTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final ScoringApi API =
            ScoringApi.builder().model("house", PREDICTOR).build();
    private static final ScoringServer SERVER = start();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String REQUEST = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + HOUSE.length() + "\r\n\r\n" + HOUSE;

    private static ScoringServer start() {
        try {
            return ScoringServer.builder(API)
                    .requestTimeout(Duration.ofMillis(700))
                    .start(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
        PREDICTOR.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(SERVER.uri().resolve(path)).header("Content-Type", "application/json");
    }

    private static HttpResponse<String> predict() throws Exception {
        return send(to("/predict").POST(BodyPublishers.ofString(HOUSE)));
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request);
            return readAll(socket);
        }
    }

    @Test
    void aPredictionComesBack() throws Exception {
        HttpResponse<String> answer = predict();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).startsWith("{\"prediction\":" + PRICE);
        assertThat(SERVER.uri().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void requestsMayComeTogetherOrByteByByteOrInChunks() throws Exception {
        String close = REQUEST.replace("Host: x", "Host: x\r\nConnection: close");
        assertThat(exchange(REQUEST + REQUEST + close).split("HTTP/1.1 200 OK", -1))
                .hasSize(4);
        try (Socket socket = connect()) {
            for (int i = 0; i < close.length(); i++) {
                write(socket, close.substring(i, i + 1));
            }
            assertThat(readAll(socket)).startsWith("HTTP/1.1 200 OK");
        }
        String chunked = "POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n" + HOUSE.substring(0, 5) + "\r\n"
                + Integer.toHexString(HOUSE.length() - 5) + "\r\n" + HOUSE.substring(5) + "\r\n0\r\nTrailer: t\r\n\r\n";
        assertThat(exchange(chunked)).startsWith("HTTP/1.1 200 OK");
        assertThat(exchange(close.replace("HTTP/1.1", "HTTP/1.0"))).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aHeadHasTheHeadersOfAGetAndNoBody() throws Exception {
        HttpResponse<String> head = send(to("/health").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
        assertThat(predict().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GARBAGE~~                                                                    | 400
            GET /health HTTP/1.1~Host : x~~                                              | 400
            GET /health HTTP/1.1~~                                                       | 400
            GET /he\u0007alth HTTP/1.1~Host: x~~                                              | 400
            GET health HTTP/1.1~Host: x~~                                                | 400
            GET /health HTTP/2.0~Host: x~~                                               | 505
            POST /predict HTTP/1.1~Host: x~Content-Length: -1~~                          | 400
            POST /predict HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2~~         | 400
            POST /predict HTTP/1.1~Host: x~Content-Length: 1~Transfer-Encoding: chunked~~| 400
            POST /predict HTTP/1.1~Host: x~Transfer-Encoding: gzip~~                     | 501
            POST /predict HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz~               | 400
            POST /predict HTTP/1.1~Host: x~Content-Length: 999999999~~                   | 413
            POST /predict HTTP/1.1~Host: x~Transfer-Encoding: chunked~~fffffff~          | 413
            """)
    void whatIsNotHttpIsAnsweredInJson(String request, int status) throws Exception {
        String answer = exchange(request.replace("~", "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("{\"detail\":\"", "Connection: close");
    }

    @Test
    void linesWithoutACarriageReturnAndLongHeadsAreRefused() throws Exception {
        assertThat(exchange("GET /health HTTP/1.1\nHost: x\n\n")).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 414 ");
        assertThat(exchange("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET / HTTP/1.1\r\n" + headers(101) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aConflictHasItsName() throws Exception {
        String outcome = "{\"id\":\"a-1\",\"actual\":1}";
        assertThat(exchange("POST /models/house/feedback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: " + outcome.length() + "\r\n\r\n" + outcome))
                .startsWith("HTTP/1.1 409 Conflict\r\n");
    }

    private static String headers(int count) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            headers.append("h").append(i).append(": v\r\n");
        }
        return headers.toString();
    }

    @Test
    void aBodyOf200MegabytesIsRefusedAndTheClientSeesIt() throws Exception {
        try (Socket socket = connect()) {
            write(socket, "POST /v2/models/house/infer HTTP/1.1\r\nHost: x\r\nContent-Length: 209715200\r\n\r\n");
            byte[] zeros = new byte[1 << 20];
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        socket.getOutputStream().write(zeros);
                    }
                } catch (IOException e) {
                    // the server does not read without end
                }
            });
            assertThat(readAll(socket))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("{\"error\":\"the body is larger than 4,194,304 bytes\"}");
            sending.join();
        }
        assertThat(predict().statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatWaitsForAWordBeforeItsBodyGetsIt() throws Exception {
        HttpResponse<String> answer = send(to("/predict").expectContinue(true).POST(BodyPublishers.ofString(HOUSE)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aCutBodyIsAnsweredWith400() throws Exception {
        try (Socket socket = connect()) {
            write(socket, REQUEST.substring(0, REQUEST.length() - 5));
            socket.shutdownOutput();
            assertThat(readAll(socket)).startsWith("HTTP/1.1 400 ").contains("before it is complete");
        }
    }

    @Test
    void slowSendersCostTheirConnectionsAndNotTheService() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                write(socket, REQUEST.substring(0, i % 2 == 0 ? 20 : REQUEST.length() - 3));
                slow.add(socket);
            }
            assertThat(predict().statusCode()).isEqualTo(200);
            assertThat(readAll(slow.get(0))).startsWith("HTTP/1.1 408 ");
            assertThat(readAll(slow.get(1))).startsWith("HTTP/1.1 408 ");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void twoThousandConnectionsAtOnceAreAnswered() throws Exception {
        List<Socket> many = new ArrayList<>();
        try (ScoringServer server = ScoringServer.builder(API)
                .maxWaiting(2_000)
                .requestTimeout(Duration.ofSeconds(30))
                .start(0)) {
            for (int i = 0; i < 2_000; i++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 20_000);
                socket.setSoTimeout(20_000);
                many.add(socket);
            }
            String request = REQUEST.replace("Host: x", "Host: x\r\nConnection: close");
            for (Socket socket : many) {
                write(socket, request);
            }
            for (Socket socket : many) {
                assertThat(readAll(socket)).startsWith("HTTP/1.1 200 OK");
            }
        } finally {
            for (Socket socket : many) {
                socket.close();
            }
        }
    }

    @Test
    void oneConnectionTooManyClosesTheIdlest() throws Exception {
        try (ScoringServer server = ScoringServer.builder(API).maxConnections(2).start(0)) {
            List<Socket> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                three.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            three.get(0).setSoTimeout(20_000);
            assertThat(three.get(0).getInputStream().read()).isEqualTo(-1);
            write(three.get(2), REQUEST.replace("Host: x", "Host: x\r\nConnection: close"));
            assertThat(readAll(three.get(2))).startsWith("HTTP/1.1 200 OK");
            for (Socket socket : three) {
                socket.close();
            }
        }
    }

    @Test
    void aTakenPortIsAnError() {
        assertThatThrownBy(() -> ScoringServer.start(API, SERVER.port())).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> ScoringServer.builder(API).threads(0)).hasMessage("threads must be positive: 0");
        assertThatThrownBy(() -> ScoringServer.builder(API).idleTimeout(Duration.ZERO))
                .hasMessageContaining("idleTimeout must be positive");
    }

    @Test
    void closingEndsReadinessAnswersWhatHasStartedAndEndsTheThreads() throws Exception {
        ScoringApi api = ScoringApi.builder().model("house", PREDICTOR).build();
        ScoringServer server = ScoringServer.start(api, 0);
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket begun = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket later = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            write(begun, REQUEST.substring(0, 30));
            write(later, REQUEST);
            assertThat(later.getInputStream().read())
                    .isEqualTo('H'); // what was sent before it is read by the same thread
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(api.isReady()).isFalse();
            write(begun, REQUEST.substring(30));
            assertThat(readAll(begun)).startsWith("HTTP/1.1 200 OK").contains("Connection: close");
            closing.join();
        }
        server.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void tooManyThatWaitAreAnsweredWith503() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        HttpServer server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Held(held),
                new HttpSettings(1_000, 1, 1, 100, Duration.ofSeconds(20), Duration.ofSeconds(20)));
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                socket.setSoTimeout(20_000);
                write(socket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                sockets.add(socket);
            }
            Awaitility.await()
                    .until(() -> sockets.stream()
                                    .filter(ScoringServerTest::hasAnswer)
                                    .count()
                            == 4);
            held.countDown();
            List<String> answers = new ArrayList<>();
            for (Socket socket : sockets) {
                answers.add(readAll(socket));
            }
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 503 "))
                    .hasSize(4);
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 200 "))
                    .hasSize(2);
            assertThat(answers).anyMatch(answer -> answer.contains("Retry-After: 1"));
        } finally {
            server.stop(Duration.ofSeconds(1));
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Answers when it is let. */
    private record Held(CountDownLatch held) implements HttpHandler {
        @Override
        public Answer answer(String method, String target, HeaderLookup headers, byte[] body) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.json(200, new byte[0]);
        }

        @Override
        public Answer refuse(String target, int status, String message) {
            return API.refuse(target, status, message).answer();
        }
    }
}
