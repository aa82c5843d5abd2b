package io.github.modelkeel.servinghttp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connection gives way. */
class ConnectionsTest {
    private static final long SECOND = 1_000_000_000;

    private final List<Connection> displaced = new ArrayList<>();
    private final Connections connections = new Connections(
            new HttpSettings(1 << 20, 1, 1, 3, Duration.ofSeconds(1), Duration.ofSeconds(1)), this::displace);

    @SuppressWarnings("NullAway.Init") // set before each
    private Selector selector;

    private void displace(Connection connection) {
        displaced.add(connection);
        connection.release();
    }

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        connections.closeAll();
        selector.close();
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        return connections.add(channel, channel.register(selector, 0));
    }

    /** A connection whose request has got a part of its body. */
    private Connection uploading(int bytes) throws IOException, HttpFault {
        Connection connection = connect();
        connection.pace.start(0);
        connection.parser.take(ascii("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"));
        assertThat(connection.parser.takeHead()).isTrue();
        connection.parser.take(ByteBuffer.allocate(bytes));
        return connection;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anUploadThatKeepsMovingIsNotDisplacedByOthers() throws Exception {
        Connection moving = uploading(900_000);
        Connection slow = uploading(10_000);
        Connection slower = uploading(50_000);
        moving.pace.moved(100_000, 2 * SECOND);
        assertThat(connections.relieve(2 * SECOND)).isTrue();
        assertThat(connections.relieve(2 * SECOND)).isTrue();
        assertThat(displaced).containsExactly(slower, slow);
        assertThat(connections.relieve(2 * SECOND))
                .as("nothing is left that may be displaced")
                .isFalse();
        assertThat(connections.relieve(4 * SECOND)).isTrue();
        assertThat(displaced).containsExactly(slower, slow, moving);
        assertThat(connections.held()).isZero();
    }

    @Test
    void whoAsksForMemoryDoesNotGiveWayToItself() throws Exception {
        Connection asking = uploading(900_000);
        connections.receiving(asking);
        assertThat(connections.relieve(9 * SECOND)).isFalse();
    }

    @Test
    void answersThatAreTakenSlowlyGiveWayAfterRequests() throws Exception {
        Connection first = answering();
        Connection second = answering();
        Connection taken = answering();
        taken.pace.moved(100_000, 5 * SECOND);
        assertThat(connections.relieve(5 * SECOND)).isTrue();
        assertThat(first.channel.isOpen()).isFalse();
        assertThat(second.channel.isOpen()).isTrue();
        assertThat(connections.relieve(5 * SECOND)).isTrue();
        assertThat(connections.relieve(5 * SECOND)).isFalse();
        assertThat(taken.channel.isOpen()).isTrue();
        assertThat(connections.held()).isEqualTo(1_000);
    }

    private Connection answering() throws IOException {
        Connection connection = connect();
        connection.pace.start(0);
        connection.hold(ByteBuffer.allocate(1_000));
        connection.state = Connection.State.WRITING;
        return connection;
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheIdlestButNotOfOneThatIsAnswered() throws Exception {
        Connection busy = connect();
        busy.state = Connection.State.BUSY;
        Connection idle = connect();
        assertThat(connections.hasRoom()).isTrue();
        answering();
        assertThat(connections.hasRoom()).isTrue();
        assertThat(idle.channel.isOpen()).isFalse();
        connect().state = Connection.State.BUSY;
        assertThat(connections.hasRoom()).isFalse();
        assertThat(busy.key).extracting(SelectionKey::isValid).isEqualTo(true);
    }

    @Test
    void aBodyThatCouldNeverFitIsTooLarge() {
        Connections large = new Connections(
                new HttpSettings(Integer.MAX_VALUE - 8, 1, 1, 3, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                this::displace);
        long heap = Math.min(Runtime.getRuntime().maxMemory(), Integer.MAX_VALUE - 8L);
        RequestParser parser = large.newParser();
        assertThatThrownBy(() -> {
                    parser.take(ascii("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + heap + "\r\n\r\n"));
                    parser.checkLength();
                })
                .isInstanceOfSatisfying(
                        HttpFault.class, fault -> assertThat(fault.status()).isEqualTo(413));
    }

    @Test
    void whatComesBehindARequestIsCountedAndEndsTheConnectionWhereMemoryIsFull() throws Exception {
        Connection connection = connect();
        connection.keepRest(ascii("GET / HTTP/1.1"));
        assertThat(connections.held()).isEqualTo(14);
        assertThat(connection.closes).isFalse();
        assertThat(connection.takeRest().remaining()).isEqualTo(14);
        assertThat(connections.held()).isZero();

        Memory full = new Memory(10, () -> false);
        Connection late = new Connection(connection.channel, connection.key, connection.parser, full);
        late.keepRest(ascii("GET / HTTP/1.1"));
        assertThat(late.closes && late.discards).isTrue();
        assertThat(late.takeRest().hasRemaining()).isFalse();
        assertThat(full.taken()).isZero();
    }
}
