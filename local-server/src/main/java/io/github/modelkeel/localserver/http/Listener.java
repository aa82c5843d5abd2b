package io.github.modelkeel.localserver.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Accepts connections on the loopback address, on a thread of its own. */
public final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 256;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerSocket socket;

    private Listener(ServerSocket socket) {
        this.socket = socket;
    }

    public static Listener open(int port) throws IOException {
        return new Listener(new ServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void start(String name, Consumer<Socket> connections) {
        Thread thread = new Thread(() -> accept(connections), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Consumer<Socket> connections) {
        while (!socket.isClosed()) {
            try {
                acceptOne(connections);
            } catch (OutOfMemoryError e) { // no memory for one more thread: others are served when there is
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void acceptOne(Consumer<Socket> connections) {
        try {
            Socket connection = socket.accept();
            boolean taken = false;
            try {
                connection.setTcpNoDelay(true); // an answer never waits for the client's delayed ACK
                connections.accept(connection);
                taken = true;
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                LOG.log(System.Logger.Level.WARNING, "cannot accept a connection", e);
                LockSupport.parkNanos(PAUSE_NANOS); // too many open files, as a rule: some will be closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
