package io.github.modelkeel.fakeserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** Sends an answer, or what a fault makes of it. */
record Reply(Socket connection, OutputStream out) {
    private static final int DRIP_NANOS = 20_000_000;
    private static final int BOMB_BYTES = 200_000_000;
    private static final int HUGE_BYTES = 100_000_000;

    /** Returns whether the connection can be used again. */
    boolean send(Answer answer, Fault fault) throws IOException {
        switch (fault.kind()) {
            case NONE -> {
                whole(answer.status(), "application/json", "", answer.bytes());
                return true;
            }
            case STATUS -> {
                String header = fault.retryAfter().isEmpty() ? "" : "Retry-After: " + fault.retryAfter() + "\r\n";
                String more = fault.status() / 100 == 3 ? "Location: http://127.0.0.1:1/elsewhere\r\n" : "";
                whole(fault.status(), "application/json", header + more, ascii(fault.body()));
                return true;
            }
            case RESET_BEFORE, RESET_AFTER_COMMIT -> FakeMlflow.reset(connection);
            case RESET_MID_RESPONSE -> {
                write("HTTP/1.1 200 OK\r\nContent-Ty");
                FakeMlflow.reset(connection);
            }
            case SLOW_HEADERS -> {
                write("HTTP/1.1 200 OK\r\nX-Slow: ");
                drip();
            }
            case SLOW_BODY -> {
                write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
                drip();
            }
            case TRUNCATED ->
                write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"a");
            case CUT_WITHOUT_LENGTH -> {
                String text = answer.json();
                write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                        + text.substring(0, text.length() / 2));
            }
            case HTML -> whole(200, "text/html", "", ascii("<html><body>please log in</body></html>"));
            case MALFORMED -> whole(200, "application/json", "", ascii("{\"run\": nonsense"));
            case DEEP -> whole(200, "application/json", "", ascii("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
            case HUGE -> huge();
            case GZIP_BOMB -> whole(200, "application/json", "Content-Encoding: gzip\r\n", Bomb.PACKED);
        }
        return false;
    }

    private void whole(int status, String type, String headers, byte[] body) throws IOException {
        byte[] head = ascii("HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\n" + headers + "\r\n");
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
        out.flush();
    }

    private void drip() throws IOException {
        while (!connection.isClosed()) {
            write("x");
            LockSupport.parkNanos(DRIP_NANOS);
        }
    }

    private void huge() throws IOException {
        write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + HUGE_BYTES
                + "\r\n\r\n{\"a\":\"");
        byte[] piece = ascii("x".repeat(1 << 16));
        for (int sent = 6; sent < HUGE_BYTES; sent += piece.length) {
            out.write(piece);
        }
    }

    private static byte[] pack() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] piece = new byte[1 << 20];
            for (int written = 0; written < BOMB_BYTES; written += piece.length) {
                gzip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Made when the first one is needed. */
    private static final class Bomb {
        static final byte[] PACKED = pack();
    }

    private void write(String text) throws IOException {
        out.write(ascii(text));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
