package io.github.modelkeel.fakeserver;

import io.github.modelkeel.fakeserver.Fault.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A tracking server on raw sockets, on loopback, that breaks on demand. It can go down and come up again on the same port. Safe for use
 * by multiple threads.
 */
public final class FakeMlflow implements AutoCloseable {
    private static final String ROOT = "/api/2.0/mlflow/";

    /** Decides what goes wrong with a request. */
    @FunctionalInterface
    public interface Script {
        /** {@return the fault of the request, given its number from 1 and its path} */
        Fault fault(long number, String path);
    }

    /**
     * A request that arrived.
     *
     * @param path its path within the API
     * @param body its body
     * @param nanoTime when
     * @param status the status of the answer, or 0 when none was sent whole
     */
    public record Seen(String path, String body, long nanoTime, int status) {}

    private final Backend backend;
    private final boolean recording;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private volatile Script script = (number, path) -> Fault.NONE;
    private volatile @Nullable ServerSocket listening;
    private volatile @Nullable Thread accepting;
    private volatile String required = "";
    private volatile int mostBody = Integer.MAX_VALUE;

    private FakeMlflow(Backend backend, boolean recording, int port) {
        this.backend = backend;
        this.recording = recording;
        this.port = port;
    }

    /** Starts a server that keeps what it was sent. */
    public static FakeMlflow start(Backend backend) {
        return start(backend, true);
    }

    /** Starts a server; one that records keeps every request. */
    public static FakeMlflow start(Backend backend, boolean recording) {
        FakeMlflow server = new FakeMlflow(backend, recording, freePort());
        server.up();
        return server;
    }

    /**
     * A port that the system does not give to outgoing connections: a client that tries a port of that kind while nothing listens may
     * get itself on the other end.
     */
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // try another one
            }
        }
    }

    /** {@return the address} */
    public String uri() {
        return "http://127.0.0.1:" + port;
    }

    /** {@return the requests that arrived, oldest first} */
    public List<Seen> seen() {
        return seen;
    }

    /** {@return the requests of a path} */
    public List<Seen> seen(String path) {
        return seen.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** {@return how many requests arrived} */
    public long requests() {
        return requests.get();
    }

    /** Sets what goes wrong from now on. */
    public void script(Script next) {
        script = next;
    }

    /** Answers 413 to larger bodies, as a proxy does. */
    public void limitBody(int bytes) {
        mostBody = bytes;
    }

    /** Listens. */
    public void up() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            listening = socket;
            Thread thread = daemon(() -> accept(socket), "fake-mlflow-" + port);
            accepting = thread;
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections, and breaks those that are open. */
    public void down() {
        ServerSocket socket = listening;
        listening = null;
        Thread thread = accepting;
        if (socket != null && thread != null) {
            close(socket);
            join(thread); // only then is the port free
        }
        connections.forEach(FakeMlflow::reset);
    }

    @Override
    public void close() {
        down();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                if (socket.isClosed()) { // went down at this moment
                    reset(connection);
                }
                daemon(() -> serve(connection), "fake-mlflow-" + port + "-connection")
                        .start();
            } catch (IOException e) {
                return; // down
            }
        }
    }

    /** Answers 401 to requests with another Authorization header from now on. */
    public void requireAuthorization(String header) {
        required = header;
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
            OutputStream out = connection.getOutputStream();
            while (exchange(connection, in, out)) {
                // the next request of the connection
            }
        } catch (IOException e) {
            // the client or down() broke it, which is what these tests are about
        } finally {
            connections.remove(connection);
        }
    }

    private boolean exchange(Socket connection, BufferedInputStream in, OutputStream out) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        int length = 0;
        String authorization = "";
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("Authorization: ")) {
                authorization = header.substring(15);
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return false;
        }
        int blank = line.indexOf(' ');
        String target = line.substring(blank + 1, line.indexOf(' ', blank + 1));
        int question = target.indexOf('?');
        String path = (question < 0 ? target : target.substring(0, question)).replace(ROOT, "");
        String query = question < 0 ? "" : target.substring(question + 1);
        Fault scripted = script.fault(requests.incrementAndGet(), path);
        Fault fault = length > mostBody ? Fault.status(413) : scripted;
        if (!required.isEmpty() && !authorization.equals(required)) {
            fault = Fault.status(401);
        }
        boolean effective = !Set.of(Kind.RESET_BEFORE, Kind.HTML, Kind.STATUS).contains(fault.kind());
        Answer answer = effective ? backend.handle(path, query, body) : Answer.EMPTY;
        if (recording) {
            int status = fault.kind() == Kind.NONE ? answer.status() : fault.status();
            seen.add(new Seen(path, new String(body, StandardCharsets.UTF_8), System.nanoTime(), status));
        }
        return new Reply(connection, out).send(answer, fault);
    }

    private static String line(BufferedInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Closes with a RST instead of a FIN, unless it is closed already. */
    static void reset(Socket connection) {
        try (connection) {
            connection.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // by the client or its own thread
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
