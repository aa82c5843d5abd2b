package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.socket.Connection.State;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that waits for all connections, so that a client that sends or takes slowly costs its connection and no thread.
 */
final class HttpLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(HttpLoop.class.getName());
    private static final long TICK_MILLIS = 250;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepting;
    private final HttpSettings settings;
    private final Exchanges exchanges;
    private final Connections connections;
    private final Queue<Connection> done = new ConcurrentLinkedQueue<>();
    private long lastTick = System.nanoTime();
    private volatile boolean stopping;
    private volatile long stopAt;

    HttpLoop(ServerSocketChannel listener, HttpHandler handler, Executor workers, HttpSettings settings)
            throws IOException {
        this.listener = listener;
        this.settings = settings;
        this.exchanges = new Exchanges(handler, workers, settings, this::answered);
        this.connections = exchanges.connections();
        this.selector = Selector.open();
        listener.configureBlocking(false);
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    private void answered(Connection connection) {
        done.add(connection);
        selector.wakeup();
    }

    /** Ends the thread when what has started is answered, or after a time. */
    void stop(long nanos) {
        stopAt = System.nanoTime() + nanos;
        exchanges.stop();
        stopping = true;
        selector.wakeup();
    }

    /** How many bytes all connections hold. */
    long held() {
        return connections.held();
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
            connections.closeAll();
            closeListener();
        }
    }

    private boolean isOver() {
        if (!stopping) {
            return false;
        }
        closeListener();
        connections
                .those(each ->
                        each.state == State.DISCARDING || (each.state == State.READING && !each.parser.hasStarted()))
                .forEach(connections::close);
        return connections.isEmpty() || System.nanoTime() - stopAt > 0;
    }

    private void turn() throws IOException {
        selector.select(TICK_MILLIS);
        for (Connection each = done.poll(); each != null; each = done.poll()) {
            exchanges.guarded(each, exchanges::answered);
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
                exchanges.guarded(connection, key.isWritable() ? exchanges::write : exchanges::read);
            }
        }
        if (System.nanoTime() - lastTick > TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            lastTick = System.nanoTime();
            expire();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            if (!connections.hasRoom()) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = connections.add(channel, key);
            key.attach(connection);
            exchanges.opened(connection);
        } catch (IOException | OutOfMemoryError e) {
            accepting.interestOps(0); // no file handles left, for instance: until the next tick
            LOG.log(System.Logger.Level.WARNING, "cannot accept connections for a moment: {0}", e.getMessage());
        }
    }

    private void expire() {
        if (accepting.isValid()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        long now = System.nanoTime();
        for (Connection each : connections.those(each -> each.state != State.BUSY && now - each.deadline > 0)) {
            if (each.state == State.READING && each.parser.hasStarted()) {
                exchanges.refuse(each, 408, "the request did not arrive within " + settings.requestTimeout());
            } else {
                connections.close(each);
            }
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
