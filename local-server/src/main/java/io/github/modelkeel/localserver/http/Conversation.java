package io.github.modelkeel.localserver.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * One connection of a client: what it is waited for, since when, and how many bytes its current request has moved. Safe for use by
 * multiple threads: the one that serves it, and the one that watches.
 *
 * <p>A conversation is cut off by closing its socket, which ends a read or write on another thread. That happens only while it waits
 * for the client, never while a request is being answered.
 */
public final class Conversation {
    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    /** The most bytes that the request line and the headers may have together. */
    static final int MAX_HEAD_BYTES = 384 << 10;

    private static final int PART = 64 << 10;

    /** What happens on the connection. */
    private enum Phase {
        /** Accepted, and not yet on a thread. */
        QUEUED,
        /** Between two requests: the client may send the next one. */
        IDLE,
        /** The head of a request is read; all of it must arrive within the time for one wait. */
        HEAD,
        /** A request is being answered; each read and write is a wait of its own. */
        REQUEST
    }

    private final Socket socket;
    private Phase phase = Phase.QUEUED;
    private boolean waitsForClient;
    private long start = System.nanoTime();
    private long progress = start;
    private long bytes;
    private volatile int firstByte = -1;
    private boolean cut;

    public Conversation(Socket socket) {
        this.socket = socket;
    }

    public Socket socket() {
        return socket;
    }

    /** The next request may come. */
    public synchronized void idle() throws InterruptedIOException {
        checkNotCut();
        enter(Phase.IDLE, true);
    }

    /** The first byte of a request is there. */
    public synchronized void head() throws InterruptedIOException {
        checkNotCut();
        enter(Phase.HEAD, true);
    }

    /** The head of the request is complete: from now on the client is waited for only while bytes are read or written. */
    public synchronized void request() throws InterruptedIOException {
        checkNotCut();
        phase = Phase.REQUEST;
        waitsForClient = false;
    }

    private void enter(Phase next, boolean waits) {
        phase = next;
        waitsForClient = waits;
        start = System.nanoTime();
        progress = start;
        bytes = 0;
    }

    private void checkNotCut() throws InterruptedIOException {
        if (cut) {
            throw new InterruptedIOException("the client has stalled");
        }
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** Whether what the client sends first cannot be the letters of a request line, as in TLS, whose end would never come. */
    synchronized boolean startsWithBinary() {
        return firstByte >= 0x7f || (firstByte >= 0 && firstByte < ' ' && firstByte != '\r' && firstByte != '\n');
    }

    /** Whether a request has arrived that is not answered yet. */
    synchronized boolean isAnswering() {
        return phase == Phase.REQUEST && !cut;
    }

    /** Whether the client has sent nothing of another request. */
    synchronized boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** Closes the connection if the client is being waited for; whether it was. */
    public synchronized boolean cut() {
        if (cut || !waitsForClient) {
            return false;
        }
        close();
        return true;
    }

    /** Closes the connection whatever happens on it. */
    synchronized void close() {
        cut = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "cannot close " + socket, e);
        }
    }

    /** How long the client has kept this conversation waiting; zero when it does not. */
    public synchronized long stalledNanos(long now) {
        return waitsForClient && !cut ? now - progress : 0;
    }

    synchronized long ageNanos(long now) {
        return now - start;
    }

    synchronized double bytesPerNano(long now) {
        return bytes / (double) Math.max(1, now - start);
    }

    private synchronized void waitForClient() throws InterruptedIOException {
        checkNotCut();
        waitsForClient = true;
        if (phase == Phase.REQUEST) {
            progress = System.nanoTime();
        }
    }

    /** The client sent or took this number of bytes; {@code -1} when it ended its side. */
    private synchronized void proceed(int count) throws IOException {
        checkNotCut();
        bytes += Math.max(0, count);
        if (phase == Phase.REQUEST) {
            waitsForClient = false;
        } else if (phase == Phase.HEAD && count < 0) {
            throw new EOFException("the client ended the connection within the head of a request");
        } else if (phase == Phase.HEAD && bytes > MAX_HEAD_BYTES) {
            throw new MessageConstraintException("the head of a request is too large");
        }
    }

    /** The bytes from the client, of which every read is a wait for it. */
    public InputStream reading(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                waitForClient();
                int count = super.in.read(target, offset, length);
                if (firstByte < 0 && count > 0) {
                    firstByte = target[offset] & 0xff;
                }
                proceed(count);
                return count;
            }
        };
    }

    /** The bytes to the client, of which every write is a wait for it. */
    OutputStream writing(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                for (int done = 0; done < length; ) {
                    int part = Math.min(length - done, PART);
                    waitForClient();
                    super.out.write(source, offset + done, part);
                    proceed(part);
                    done += part;
                }
            }
        };
    }
}
