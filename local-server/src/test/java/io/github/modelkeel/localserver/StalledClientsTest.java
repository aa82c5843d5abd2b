package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.localserver.http.Conversation;
import io.github.modelkeel.localserver.http.Conversations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that stop in the middle: they are cut off, and meanwhile the others are served. */
@Timeout(120)
class StalledClientsTest {
    private static final String PLACE = "/api/2.0/mlflow-artifacts/artifacts/0/a.bin";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(300);

    @TempDir
    private Path directory = Path.of("");

    /** Where a client stops. */
    enum Stop {
        IN_THE_REQUEST_LINE,
        IN_THE_HEADERS,
        BEFORE_THE_BODY,
        IN_A_JSON_BODY,
        IN_AN_UPLOAD,
        IN_A_CHUNK,
        IN_THE_ANSWER;

        String sent(int port) {
            String host = "Host: 127.0.0.1:" + port + "\r\n";
            String json = "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n";
            String put = "PUT " + PLACE.replace("a.bin", "b.bin") + " HTTP/1.1\r\n" + host;
            return switch (this) {
                case IN_THE_REQUEST_LINE -> "GET /hea";
                case IN_THE_HEADERS -> "GET /health HTTP/1.1\r\n" + host + "X-Slow: ";
                case BEFORE_THE_BODY -> json;
                case IN_A_JSON_BODY -> json + "{\"experiment_id\":";
                case IN_AN_UPLOAD -> put + "Content-Length: 10\r\n\r\n12345";
                case IN_A_CHUNK -> put + "Transfer-Encoding: chunked\r\n\r\na\r\n12345";
                case IN_THE_ANSWER -> "GET " + PLACE + " HTTP/1.1\r\n" + host + "\r\n";
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixtyFourStalledClientsDoNotKeepOthersWaiting(Stop stop) throws IOException {
        othersAreServed(stop, 64);
    }

    @ParameterizedTest
    @EnumSource
    void moreStalledClientsThanThereAreThreadsDoNotEither(Stop stop) throws IOException {
        othersAreServed(stop, 300);
    }

    private void othersAreServed(Stop stop, int clients) throws IOException {
        try (LocalServer server =
                LocalServer.builder(directory).requestTimeout(NEVER).start()) {
            Http http = new Http(server.uri());
            assertThat(http.put(PLACE, new byte[16 << 20]).status()).isEqualTo(200);
            List<Socket> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < clients; i++) {
                    stalled.add(stall(server.uri(), stop));
                }
                // the quickest of five: the machine itself may be busy filling buffers, a frozen server answers none
                long quickest = Long.MAX_VALUE;
                for (int i = 0; i < 5; i++) {
                    long start = System.nanoTime();
                    RawHttp.Answer answer = RawHttp.send(
                            server.uri(),
                            "GET /health HTTP/1.1",
                            "Host: 127.0.0.1:" + server.uri().getPort());
                    assertThat(answer.status()).isEqualTo(200);
                    quickest = Math.min(quickest, System.nanoTime() - start);
                }
                assertThat(Duration.ofNanos(quickest)).isLessThan(Duration.ofSeconds(1));
            } finally {
                for (Socket socket : stalled) {
                    socket.close();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStalledClientIsCutOff(Stop stop) throws IOException {
        try (LocalServer server =
                LocalServer.builder(directory).requestTimeout(SOON).start()) {
            Http http = new Http(server.uri());
            assertThat(http.put(PLACE, new byte[64 << 20]).status()).isEqualTo(200);
            try (Socket socket = stall(server.uri(), stop)) {
                if (stop == Stop.IN_THE_ANSWER) {
                    while (server.active() > 0) {
                        Thread.onSpinWait();
                    }
                } else {
                    assertThat(firstByte(socket)).isNegative();
                }
            }
            assertThat(http.get(PLACE.replace("a.bin", "b.bin")).status()).isEqualTo(404);
        }
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void closingWaitsUntilAThreadHasClearedAwayWhatItHeld() throws IOException {
        AtomicBoolean cleared = new AtomicBoolean();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Conversations conversations = new Conversations("closing", NEVER.toNanos())) {
            conversations.start(listening.accept(), conversation -> {
                firstByte(conversation.socket());
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // a slow disk
                cleared.set(true);
            });
            assertThat(client.isConnected()).isTrue();
        }
        assertThat(cleared).isTrue();
    }

    @Test
    void onlyTheTimeSinceTheLastBytesCounts() throws IOException {
        Conversation conversation = new Conversation(new Socket());
        InputStream in = conversation.reading(new ByteArrayInputStream(new byte[4]));
        conversation.head();
        assertThat(in.read()).isZero();
        assertThat(stalled(conversation)).as("a head is one wait").isBetween(NEVER, NEVER.plusMinutes(1));
        conversation.request();
        for (int i = 0; i < 3; i++) {
            assertThat(in.read()).isZero();
            assertThat(stalled(conversation))
                    .as("an answer under way is never cut off")
                    .isZero();
            assertThat(conversation.cut()).isFalse();
        }
        conversation.idle();
        assertThat(stalled(conversation)).isBetween(NEVER, NEVER.plusMinutes(1));
        assertThat(conversation.cut()).isTrue();
        assertThat(conversation.socket().isClosed()).isTrue();
        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(in::read);
    }

    private static Duration stalled(Conversation conversation) {
        return Duration.ofNanos(conversation.stalledNanos(System.nanoTime() + NEVER.toNanos()));
    }

    private static Socket stall(URI server, Stop stop) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 10_000);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(stop.sent(server.getPort()).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int firstByte(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
