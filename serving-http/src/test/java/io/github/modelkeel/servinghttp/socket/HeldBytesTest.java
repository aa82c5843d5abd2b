package io.github.modelkeel.servinghttp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests and answers hold is counted while it is there, and given back however a connection ends. */
class HeldBytesTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    private static final int LARGE = 8 << 20;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Socket> sockets = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Gated(gate),
                new HttpSettings(1 << 20, 1, 1, 100, Duration.ofSeconds(20), Duration.ofSeconds(20)));
    }

    @AfterEach
    void stop() throws IOException {
        gate.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop(Duration.ofSeconds(1));
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.address().getPort()));
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private void awaitHeld(long least) {
        Awaitility.await().until(() -> server.held() >= least);
    }

    private void awaitNothingHeld() {
        Awaitility.await().until(() -> server.held() == 0);
    }

    /** Answers of 8 MiB to {@code /large}; {@code /gate} waits to be let. */
    private record Gated(CountDownLatch gate) implements HttpHandler {
        @Override
        public Answer answer(String method, String target, HeaderLookup headers, byte[] body) {
            if (target.equals("/gate")) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Answer.json(200, new byte[target.equals("/large") ? LARGE : 2]);
        }

        @Override
        public Answer refuse(String target, int status, String message) {
            return Answer.json(status, message.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatComesBehindARequestIsHeldWhileItIsAnswered() throws Exception {
        String next = HEAD + "20000\r\nConnection: close\r\n\r\n" + " ".repeat(20_000);
        Socket socket = send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n" + next);
        awaitHeld(20_000);
        gate.countDown();
        assertThat(readAll(socket).split("HTTP/1.1 200 OK", -1)).hasSize(3);
        awaitNothingHeld();
    }

    @Test
    void bodiesAreGivenBackWhenTheyAreCutRefusedOrAnswered() throws Exception {
        Socket cut = send(HEAD + "50000\r\n\r\n" + " ".repeat(40_000));
        awaitHeld(40_000);
        cut.shutdownOutput();
        assertThat(readAll(cut)).startsWith("HTTP/1.1 400 ");
        Socket gone = send(HEAD + "50000\r\n\r\n" + " ".repeat(40_000));
        awaitHeld(40_000);
        gone.setSoLinger(true, 0); // a reset
        gone.close();
        assertThat(readAll(send(HEAD + "9999999\r\n\r\n"))).startsWith("HTTP/1.1 413 ");
        assertThat(readAll(send(HEAD + "2\r\nConnection: close\r\n\r\n{}"))).startsWith("HTTP/1.1 200 ");
        String chunks = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "7\r\n1234567\r\n".repeat(2_000) + "0\r\n\r\n";
        assertThat(readAll(send(chunks))).startsWith("HTTP/1.1 200 ");
        awaitNothingHeld();
    }

    @Test
    void anAnswerIsHeldUntilItIsTakenOrItsClientIsGone() throws Exception {
        Socket slow = send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        awaitHeld(LARGE);
        assertThat(readAll(slow)).hasSizeGreaterThan(LARGE);
        awaitNothingHeld();
        Socket gone = send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        awaitHeld(LARGE);
        gone.close();
        awaitNothingHeld();
    }

    @Test
    void requestsThatFindNoWorkerAreGivenBack() throws Exception {
        for (int i = 0; i < 6; i++) {
            send("POST /gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n"
                    + " ".repeat(20_000));
        }
        Awaitility.await().until(() -> server.held() == 40_000); // one is answered, one waits, four got 503
        gate.countDown();
        awaitNothingHeld();
    }
}
