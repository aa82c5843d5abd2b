package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP proxy on loopback: CONNECT and plain requests, each on a connection of its own; it may ask for credentials. */
final class TestProxy implements AutoCloseable {
    private static final String REFUSAL = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"p\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final String credentials;

    /** The credentials are the value of Proxy-Authorization to insist on; empty for none. */
    TestProxy(String credentials) throws IOException {
        this.credentials = credentials;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The heads of the requests, as they came. */
    List<String> heads() {
        return heads;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            String[] first = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
            if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: " + credentials + "\r\n")) {
                write(client.getOutputStream(), REFUSAL);
                return;
            }
            boolean tunnel = first[0].equals("CONNECT");
            String target =
                    tunnel ? first[1] : first[1].substring("http://".length()).replaceFirst("/.*", "");
            int colon = target.lastIndexOf(':');
            try (Socket server =
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(target.substring(colon + 1)))) {
                if (tunnel) {
                    write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
                } else {
                    write(server.getOutputStream(), forwarded(head, first[1]));
                }
                threads.execute(() -> copy(client, server));
                copy(server, client);
            }
        } catch (IOException e) {
            heads.add("broken off: " + e);
        }
    }

    /** With the path alone in the first line, for a connection that ends with the answer. */
    private static String forwarded(String head, String url) {
        String path = url.substring("http://".length());
        path = path.substring(path.indexOf('/'));
        return head.replace(url, path)
                .replaceAll("(?i)Connection: [^\r]*\r\n", "")
                .replaceAll("(?i)Proxy-Authorization: [^\r]*\r\n", "")
                .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the client closed");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            return; // one side closed, and with it the other
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
