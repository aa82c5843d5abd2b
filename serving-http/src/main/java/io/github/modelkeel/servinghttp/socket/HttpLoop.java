package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.socket.Connection.State;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One thread that reads and writes all connections, so that a client that sends or takes slowly costs its connection and no thread. Complete
 * requests go to workers.
 */
final class HttpLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(HttpLoop.class.getName());
    private static final int READ_SIZE = 64 << 10;
    private static final long MAX_DISCARDED = 256L << 20;
    private static final long TICK_MILLIS = 250;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepting;
    private final HttpHandler handler;
    private final Executor workers;
    private final HttpSettings settings;
    private final Memory memory;
    private final long requestNanos;

    /** In the order in which they were last free. */
    private final Set<Connection> connections = new LinkedHashSet<>();

    private final Queue<Connection> done = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE);
    private long lastTick = System.nanoTime();
    private volatile boolean stopping;
    private volatile long stopAt;

    HttpLoop(ServerSocketChannel listener, HttpHandler handler, Executor workers, HttpSettings settings)
            throws IOException {
        this.listener = listener;
        this.handler = handler;
        this.workers = workers;
        this.settings = settings;
        this.memory = new Memory(
                Memory.budget(settings.maxBody(), Runtime.getRuntime().maxMemory()), this::relieve);
        this.requestNanos = settings.requestTimeout().toNanos();
        this.selector = Selector.open();
        listener.configureBlocking(false);
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Ends the thread when what has started is answered, or after a time. */
    void stop(long nanos) {
        stopAt = System.nanoTime() + nanos;
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!isOver()) {
                turn();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the server cannot wait for its sockets and ends", e);
        } finally {
            new ArrayList<>(connections).forEach(this::close);
            closeListener();
        }
    }

    private boolean isOver() {
        if (!stopping) {
            return false;
        }
        closeListener();
        for (Connection each : new ArrayList<>(connections)) {
            if (each.state == State.DISCARDING || (each.state == State.READING && !each.parser.hasStarted())) {
                close(each);
            }
        }
        return connections.isEmpty() || System.nanoTime() - stopAt > 0;
    }

    private void turn() throws IOException {
        selector.select(TICK_MILLIS);
        for (Connection each = done.poll(); each != null; each = done.poll()) {
            guarded(each, this::answered);
        }
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.equals(accepting)) {
                if (key.isValid()) {
                    accept();
                }
            } else if (key.attachment() instanceof Connection connection && key.isValid()) {
                guarded(connection, key.isWritable() ? this::write : this::read);
            }
        }
        if (System.nanoTime() - lastTick > TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            lastTick = System.nanoTime();
            expire();
        }
    }

    private interface Step {
        void run(Connection connection) throws IOException, HttpFault;
    }

    /** What happens on one connection ends no other. */
    private void guarded(Connection connection, Step step) {
        try {
            step.run(connection);
        } catch (HttpFault e) {
            refuse(connection, e.status(), e.reason());
        } catch (IOException e) {
            close(connection); // the client went away
        } catch (RuntimeException | Error e) { // no memory for a body, for instance
            fail(connection, e);
        }
    }

    private void fail(Connection connection, Throwable e) {
        close(connection); // first, so that there is memory for the rest
        LOG.log(System.Logger.Level.ERROR, "a connection failed and is closed", e);
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            if (connections.size() >= settings.maxConnections() && !makeRoom()) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(channel, key, newParser());
            key.attach(connection);
            connection.deadline = System.nanoTime() + requestNanos;
            connections.add(connection);
        } catch (IOException | OutOfMemoryError e) {
            accepting.interestOps(0); // no file handles left, for instance: until the next tick
            LOG.log(System.Logger.Level.WARNING, "cannot accept connections for a moment: {0}", e.getMessage());
        }
    }

    /** Closes the connection that has been without a complete request for longest. */
    private boolean makeRoom() {
        Connection idlest = Holders.idlest(connections);
        if (idlest != null) {
            close(idlest);
        }
        return idlest != null;
    }

    /** Frees memory for a body: the incomplete request that holds most gives way, else the answer that waits longest. */
    private boolean relieve(long held) {
        Connection largest = Holders.largestRequest(connections, held);
        if (largest != null) {
            refuse(largest, 503, Memory.FULL);
            return true;
        }
        Connection oldest = Holders.oldestAnswer(connections, null);
        if (oldest != null) {
            close(oldest);
        }
        return oldest != null;
    }

    /** Counts an answer that is not taken at once; the one that waits longest gives way to it. */
    private void count(Connection connection) {
        connection.hold(memory);
        while (memory.isOver()) {
            Connection oldest = Holders.oldestAnswer(connections, connection);
            if (oldest == null) {
                return; // bodies fill the memory; they are answered or refused soon
            }
            close(oldest);
        }
    }

    private RequestParser newParser() {
        return new RequestParser(settings.maxBody(), memory);
    }

    private void read(Connection connection) throws IOException, HttpFault {
        if (connection.state != State.READING && connection.state != State.DISCARDING) {
            return; // it was refused in this turn, for the memory of another
        }
        buffer.clear();
        int count = connection.channel.read(buffer);
        buffer.flip();
        if (connection.state == State.DISCARDING) {
            connection.discarded += count;
            if (count < 0 || connection.discarded > MAX_DISCARDED) {
                close(connection);
            }
            return;
        }
        if (count < 0) {
            if (connection.parser.hasStarted()) {
                throw new HttpFault(400, "the request ends before it is complete");
            }
            close(connection);
            return;
        }
        receive(connection, buffer);
    }

    private void receive(Connection connection, ByteBuffer bytes) throws HttpFault {
        boolean started = connection.parser.hasStarted();
        connection.parser.take(bytes);
        if (!started && connection.parser.hasStarted()) {
            connection.deadline = System.nanoTime() + requestNanos;
        }
        if (connection.parser.takeHead()) {
            RequestHead head = connection.parser.head();
            Answer refusal = handler.refuseHead(head.method(), head.target(), head::header);
            if (refusal != null) {
                refuse(connection, refusal);
                return;
            }
            connection.parser.checkLength();
            connection.parser.take(bytes);
        }
        if (connection.parser.takeContinue()) {
            connection.out = ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            connection.write();
        }
        if (connection.parser.isComplete()) {
            connection.keepRest(bytes);
            handOver(connection);
        }
    }

    private void handOver(Connection connection) throws HttpFault {
        RequestHead head = connection.parser.head();
        byte[] body = connection.parser.body();
        connection.state = State.BUSY;
        connection.key.interestOps(0);
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
            connection.closes = stopping || !head.keepsAlive();
            connection.out = ResponseBytes.of(answer, !head.method().equals("HEAD"), connection.closes);
            connection.write();
            answered = true;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "a request was not answered and its connection is closed", e);
        } finally {
            connection.broken |= !answered;
            done.add(connection);
            selector.wakeup();
        }
    }

    /** A worker has written the answer, or its start. */
    private void answered(Connection connection) throws IOException, HttpFault {
        connection.parser.release();
        connections.remove(connection);
        connections.add(connection); // the last that was free
        connection.state = State.WRITING;
        connection.deadline = System.nanoTime() + requestNanos;
        proceed(connection);
    }

    private void write(Connection connection) throws IOException, HttpFault {
        connection.write();
        proceed(connection);
    }

    private void proceed(Connection connection) throws IOException, HttpFault {
        if (connection.isWritten()) {
            connection.letGo(memory);
        }
        if (connection.broken) {
            close(connection);
        } else if (!connection.isWritten()) {
            connection.key.interestOps(SelectionKey.OP_WRITE);
            if (!connection.isHeld()) {
                count(connection);
            }
        } else if (connection.discards) {
            connection.state = State.DISCARDING;
            connection.channel.shutdownOutput();
            connection.key.interestOps(SelectionKey.OP_READ);
        } else if (connection.closes) {
            close(connection);
        } else {
            connection.parser = newParser();
            connection.state = State.READING;
            connection.deadline = System.nanoTime() + settings.idleTimeout().toNanos();
            connection.key.interestOps(SelectionKey.OP_READ);
            receive(connection, connection.takeRest());
        }
    }

    /** Answers with an error, then reads what the client still sends, so that it gets to see the answer; but not without end. */
    private void refuse(Connection connection, int status, String message) {
        connection.parser.release();
        try {
            refuse(connection, handler.refuse(connection.parser.head().target(), status, message));
        } catch (RuntimeException | Error e) {
            fail(connection, e);
        }
    }

    private void refuse(Connection connection, Answer answer) {
        connection.parser.release();
        connection.out =
                ResponseBytes.of(answer, !connection.parser.head().method().equals("HEAD"), true);
        connection.closes = true;
        connection.discards = true;
        connection.state = State.WRITING;
        connection.deadline = System.nanoTime() + requestNanos;
        connection.write();
        try {
            proceed(connection);
        } catch (IOException | HttpFault e) {
            close(connection); // the client went away
        }
    }

    private void expire() {
        if (accepting.isValid()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        long now = System.nanoTime();
        List<Connection> late = connections.stream()
                .filter(each -> each.state != State.BUSY && now - each.deadline > 0)
                .toList();
        for (Connection each : late) {
            if (each.state == State.READING && each.parser.hasStarted()) {
                refuse(each, 408, "the request did not arrive within " + settings.requestTimeout());
            } else {
                close(each);
            }
        }
    }

    private void close(Connection connection) {
        connections.remove(connection);
        connection.parser.release();
        connection.letGo(memory);
        connection.key.cancel();
        try {
            connection.channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection was not closed cleanly", e);
        }
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the port was not closed cleanly", e);
        }
    }
}
