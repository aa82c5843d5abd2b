package io.github.modelkeel.tracking;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes HTTP on, one request a connection, and breaks connections off when the bodies of PUTs have used up a number of bytes. */
final class CuttingProxy implements AutoCloseable {
    private static final int HEAD_LIMIT = 64 * 1024;

    private final URI target;
    private final ServerSocket listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final List<String> puts = new CopyOnWriteArrayList<>();
    private final Set<Thread> serving = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    CuttingProxy(URI target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    String uri() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    void cutPutsAfter(long bytes) {
        left.set(bytes);
    }

    void cutNothing() {
        left.set(Long.MAX_VALUE);
        puts.clear();
    }

    /** The request lines of PUTs since nothing is cut. */
    List<String> putsSinceReset() {
        return List.copyOf(puts);
    }

    /** Waits until the server has answered all that it got: what was sent whole before a cut is stored then, and not later. */
    void awaitIdle() {
        try {
            for (Thread thread : serving) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                serving.add(start(() -> serve(client)));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(target.getHost(), target.getPort())) {
            open.add(server);
            String head = head(client.getInputStream());
            boolean put = head.startsWith("PUT ");
            if (put) {
                puts.add(head.substring(0, head.indexOf('\r')));
            }
            server.getOutputStream()
                    .write(once(head)
                            .replaceFirst("(?i)Host: [^\r]*", "Host: 127.0.0.1:" + target.getPort())
                            .getBytes(StandardCharsets.ISO_8859_1));
            if (pass(client.getInputStream(), server.getOutputStream(), length(head), put)) {
                String answer = once(head(server.getInputStream()));
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        } catch (IOException broken) {
            // one side went away; the other sees its connection closed
        } finally {
            open.remove(client);
        }
    }

    private static String once(String head) {
        return head.replaceFirst("(?i)\r\nConnection: [^\r]*", "").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < HEAD_LIMIT) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
            String text = b == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        throw new IOException("too long a head");
    }

    private static long length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    /** Whether the whole body was passed on. */
    private boolean pass(InputStream in, OutputStream out, long length, boolean counted) throws IOException {
        byte[] chunk = new byte[1024];
        for (long rest = length; rest > 0; ) {
            int n = in.read(chunk, 0, (int) Math.min(chunk.length, rest));
            if (n < 0) {
                return false;
            }
            long allowed = counted ? left.getAndAdd(-n) : n;
            out.write(chunk, 0, (int) Math.max(0, Math.min(n, allowed)));
            out.flush();
            if (allowed < n) {
                return false;
            }
            rest -= n;
        }
        return true;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Closeable socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
