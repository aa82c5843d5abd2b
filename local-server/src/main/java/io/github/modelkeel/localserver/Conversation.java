package io.github.modelkeel.localserver;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request on its thread, from its first byte to the last byte of its answer, and how long it has waited for the
 * client. Safe for use by multiple threads: the one that serves it, and the one that watches.
 *
 * <p>To cut a conversation off, its thread is interrupted, which closes the socket it reads from or writes to. That
 * happens only while it waits for the client, never while a request is being answered.
 */
final class Conversation {
    private static final ThreadLocal<@Nullable Conversation> CURRENT = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private long progress = start;
    private long bytes;
    private boolean waitsForClient = true;
    private boolean cut;
    private boolean ended;

    private Conversation() {}

    /** Starts with the head of the request, which must arrive as a whole within the time for one wait. */
    static Conversation begin() {
        Conversation conversation = new Conversation();
        CURRENT.set(conversation);
        return conversation;
    }

    /** The conversation of this thread. */
    static Conversation current() {
        Conversation conversation = CURRENT.get();
        if (conversation == null) {
            throw new IllegalStateException("not a thread of the server: " + Thread.currentThread());
        }
        return conversation;
    }

    synchronized void end() {
        ended = true;
        CURRENT.remove();
        // an interrupt that cut this conversation must not reach the next one on this thread
        boolean leftOver = Thread.interrupted();
        assert !leftOver || cut;
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** From now on the client is waited for. */
    synchronized void waitForClient() {
        waitsForClient = true;
        progress = System.nanoTime();
    }

    /** The client did its part, or a part of it. */
    synchronized void proceed(int count) throws InterruptedIOException {
        if (cut) {
            throw new InterruptedIOException("the client has stalled");
        }
        waitsForClient = false;
        bytes += Math.max(0, count);
        progress = System.nanoTime();
    }

    /** Closes the connection if the client is being waited for; whether it was. */
    synchronized boolean cut() {
        if (ended || cut || !waitsForClient) {
            return false;
        }
        cut = true;
        thread.interrupt();
        return true;
    }

    /** How long the client has kept this conversation waiting; zero when it does not. */
    synchronized long stalledNanos(long now) {
        return waitsForClient && !ended ? now - progress : 0;
    }

    long ageNanos(long now) {
        return now - start;
    }

    synchronized double bytesPerNano(long now) {
        return bytes / (double) Math.max(1, now - start);
    }

    /** A request's body, of which every read is a wait for the client. */
    InputStream reading(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                waitForClient();
                int count = super.in.read(target, offset, length);
                proceed(count);
                return count;
            }
        };
    }

    /** An answer's body, of which every write is a wait for the client. */
    OutputStream writing(OutputStream body) {
        return new FilterOutputStream(body) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                for (int done = 0; done < length; ) {
                    int part = Math.min(length - done, 64 * 1024);
                    waitForClient();
                    super.out.write(source, offset + done, part);
                    proceed(part);
                    done += part;
                }
                waitForClient(); // for what the caller does next with the connection
            }
        };
    }
}
