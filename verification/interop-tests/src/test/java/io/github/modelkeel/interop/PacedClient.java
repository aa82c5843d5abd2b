package io.github.modelkeel.interop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate over a few kept connections, whether or not the server keeps up: a time is counted from the moment at which the
 * request was due, so a server that stops for a second pays for all that was due in it.
 */
final class PacedClient {
    private static final int CONNECTIONS = 4;

    private final int port;
    private final List<byte[]> requests;

    PacedClient(int port, List<byte[]> requests) {
        this.port = port;
        this.requests = requests;
    }

    /** The microseconds of each request. */
    List<Double> send(double requestsASecond, double seconds) {
        int perConnection = (int) (requestsASecond * seconds / CONNECTIONS);
        long gap = (long) (1e9 * CONNECTIONS / requestsASecond);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<List<Double>>> tasks = new ArrayList<>();
            long start = System.nanoTime() + 100_000_000L;
            for (int i = 0; i < CONNECTIONS; i++) {
                long first = start + i * gap / CONNECTIONS;
                tasks.add(() -> connection(first, gap, perConnection));
            }
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> done : threads.invokeAll(tasks)) {
                all.addAll(done.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a paced request failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Double> connection(long first, long gap, int count) throws IOException {
        List<Double> micros = new ArrayList<>(count);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                long due = first + i * gap;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                out.write(requests.get(i % requests.size()));
                reply(in);
                micros.add((System.nanoTime() - due) / 1e3);
            }
        }
        return micros;
    }

    /** One reply to one request. */
    static String ask(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request);
            return reply(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException("no reply from port " + port, e);
        }
    }

    private static String reply(InputStream in) throws IOException {
        String status = line(in);
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        String body = new String(in.readNBytes(Math.max(0, length)), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 200") || length < 0) {
            throw new IOException(status + " " + body);
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended within a reply: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
