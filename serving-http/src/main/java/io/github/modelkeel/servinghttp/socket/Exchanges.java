package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.socket.Connection.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What happens on one connection, from the first byte of a request to the last of its answer. Used by the sockets' thread; a complete request is answered
 * by a worker.
 */
final class Exchanges {
    private static final System.Logger LOG = System.getLogger(Exchanges.class.getName());
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int READ_SIZE = 64 << 10;
    private static final long MAX_DISCARDED = 256L << 20;

    private final Connections connections;
    private final HttpHandler handler;
    private final Executor workers;
    private final Consumer<Connection> done;
    private final long requestNanos;
    private final long idleNanos;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE);
    private volatile boolean stopping;

    /** Who hears of an answer that is there is called by a worker. */
    Exchanges(HttpHandler handler, Executor workers, HttpSettings settings, Consumer<Connection> done) {
        this.connections = new Connections(settings, each -> refuse(each, 503, Memory.FULL));
        this.handler = handler;
        this.workers = workers;
        this.done = done;
        this.requestNanos = settings.requestTimeout().toNanos();
        this.idleNanos = settings.idleTimeout().toNanos();
    }

    Connections connections() {
        return connections;
    }

    /** From now on each answer is the last of its connection. */
    void stop() {
        stopping = true;
    }

    interface Step {
        void run(Connection connection) throws IOException, HttpFault;
    }

    /** What happens on one connection ends no other. */
    void guarded(Connection connection, Step step) {
        try {
            step.run(connection);
        } catch (HttpFault e) {
            refuse(connection, e.status(), e.reason());
        } catch (IOException e) {
            connections.close(connection); // the client went away
        } catch (RuntimeException | Error e) { // no memory for a body, for instance
            fail(connection, e);
        }
    }

    private void fail(Connection connection, Throwable e) {
        connections.close(connection); // first, so that there is memory for the rest
        LOG.log(System.Logger.Level.ERROR, "a connection failed and is closed", e);
    }

    /** A connection is new. */
    void opened(Connection connection) {
        connection.deadline = System.nanoTime() + requestNanos;
    }

    /** The socket has bytes. */
    void read(Connection connection) throws IOException, HttpFault {
        if (connection.state == State.BUSY) {
            connection.key.interestOps(0); // what it sends early waits in the socket
            return;
        }
        if (connection.state == State.WRITING) {
            return; // it was refused in this turn, for the memory of another
        }
        buffer.clear();
        int count = connection.channel.read(buffer);
        buffer.flip();
        if (connection.state == State.DISCARDING) {
            connection.discarded += count;
            if (count < 0 || connection.discarded > MAX_DISCARDED) {
                connections.close(connection);
            }
        } else if (count >= 0) {
            receive(connection, buffer);
        } else if (connection.parser.hasStarted()) {
            throw new HttpFault(400, "the request ends before it is complete");
        } else {
            connections.close(connection);
        }
    }

    private void receive(Connection connection, ByteBuffer bytes) throws HttpFault {
        RequestParser parser = connection.parser;
        long now = System.nanoTime();
        if (!parser.hasStarted() && bytes.hasRemaining()) {
            connection.deadline = now + requestNanos;
            connection.pace.start(now);
        }
        connection.pace.moved(bytes.remaining(), now);
        connections.receiving(connection);
        parser.take(bytes);
        if (parser.takeHead()) {
            RequestHead head = parser.head();
            Answer refusal = handler.refuseHead(head.method(), head.target(), head::header);
            if (refusal != null) {
                refuse(connection, refusal);
                return;
            }
            parser.checkLength();
            parser.take(bytes);
        }
        if (parser.takeContinue()) {
            connection.write(ByteBuffer.wrap(CONTINUE));
        }
        if (parser.isComplete()) {
            connection.keepRest(bytes);
            handOver(connection);
        }
    }

    private void handOver(Connection connection) throws HttpFault {
        RequestHead head = connection.parser.head();
        byte[] body = connection.parser.body();
        // the selector is left alone, as most clients send nothing now
        connection.state = State.BUSY;
        try {
            workers.execute(() -> work(connection, head, body));
        } catch (RejectedExecutionException e) {
            throw new HttpFault(503, "too many requests are waiting; try again");
        }
    }

    /** On a worker's thread; whatever happens, the connection comes back. */
    private void work(Connection connection, RequestHead head, byte[] body) {
        boolean answered = false;
        try {
            Answer answer = handler.answer(head.method(), head.target(), head::header, body);
            connection.closes |= stopping || !head.keepsAlive();
            connection.hold(ResponseBytes.of(answer, !head.method().equals("HEAD"), connection.closes));
            connection.write();
            answered = true;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "a request was not answered and its connection is closed", e);
        } finally {
            connection.broken |= !answered;
            done.accept(connection);
        }
    }

    /** A worker has written the answer, or its start. */
    void answered(Connection connection) throws IOException, HttpFault {
        connection.parser.release();
        connections.touch(connection);
        startWriting(connection);
        proceed(connection);
    }

    private void startWriting(Connection connection) {
        long now = System.nanoTime();
        connection.state = State.WRITING;
        connection.deadline = now + requestNanos;
        connection.pace.start(now);
    }

    /** The socket takes bytes. */
    void write(Connection connection) throws IOException, HttpFault {
        connection.pace.moved(connection.write(), System.nanoTime());
        proceed(connection);
    }

    private void proceed(Connection connection) throws IOException, HttpFault {
        if (connection.broken) {
            connections.close(connection);
        } else if (!connection.isWritten()) {
            connection.key.interestOps(SelectionKey.OP_WRITE);
            connections.makeRoomForAnswer(connection);
        } else {
            connection.letGo();
            if (connection.discards) {
                connection.state = State.DISCARDING;
                connection.channel.shutdownOutput();
                connection.key.interestOps(SelectionKey.OP_READ);
            } else if (connection.closes) {
                connections.close(connection);
            } else {
                next(connection);
            }
        }
    }

    private void next(Connection connection) throws HttpFault {
        connection.parser = connections.newParser();
        connection.state = State.READING;
        connection.deadline = System.nanoTime() + idleNanos;
        connection.key.interestOps(SelectionKey.OP_READ);
        receive(connection, connection.takeRest());
    }

    /** Answers with an error, then reads what the client still sends, so that it gets to see the answer; but not without end. */
    void refuse(Connection connection, int status, String message) {
        connection.release();
        try {
            refuse(connection, handler.refuse(connection.parser.head().target(), status, message));
        } catch (RuntimeException | Error e) {
            fail(connection, e);
        }
    }

    private void refuse(Connection connection, Answer answer) {
        connection.release();
        connection.endAfterThis();
        connection.hold(
                ResponseBytes.of(answer, !connection.parser.head().method().equals("HEAD"), true));
        startWriting(connection);
        connection.write();
        try {
            proceed(connection);
        } catch (IOException | HttpFault e) {
            connections.close(connection); // the client went away
        }
    }
}
