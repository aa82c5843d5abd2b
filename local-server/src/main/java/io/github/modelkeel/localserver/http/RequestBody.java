package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/** The body of a request. A client that waits to be asked for it is asked at the first read. Not thread-safe. */
public final class RequestBody extends InputStream {
    /** What is read and dropped of a body that nothing has read, so that its connection can be used again. */
    private static final int MAX_DROPPED = 64 << 10;

    private final InputStream in;
    private final Asking asking;
    private boolean asked;
    private boolean ended;
    private boolean broken;
    private long left;

    /** Sends the client the word that its body is expected. */
    interface Asking {
        void send() throws IOException;
    }

    /**
     * A body.
     *
     * @param length the number of its bytes, or -1 when it comes in chunks
     * @param asked whether the client sends it without being asked
     */
    RequestBody(InputStream in, long length, boolean asked, Asking asking) {
        this.in = in;
        this.left = length;
        this.ended = length == 0;
        this.asked = asked;
        this.asking = asking;
    }

    /** The client cannot be read from, and will read no answer either. */
    static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGone(IOException cause) {
            super(cause);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            if (!asked) {
                asked = true;
                asking.send();
            }
            int count = in.read(target, offset, length);
            left -= left > 0 ? Math.max(0, count) : 0;
            ended = count < 0 || left == 0;
            return count;
        } catch (MalformedChunkCodingException | ConnectionClosedException | MessageConstraintException e) {
            broken = true;
            throw new ApiError(
                    ErrorCode.BAD_REQUEST,
                    "The body of the request is incomplete: it ended before its Content-Length or its last chunk,"
                            + " or a chunk is malformed");
        } catch (IOException e) {
            broken = true;
            throw new ClientGone(e);
        }
    }

    /** Whether all of it was read. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the rest of it, if there is one, is known to be short enough to be read and dropped. */
    boolean canBeDropped() {
        return ended || (!broken && asked && left > 0 && left <= MAX_DROPPED);
    }

    /** Reads and drops the rest. */
    void drop() throws IOException {
        byte[] buffer = new byte[8_192];
        while (!ended && read(buffer, 0, buffer.length) >= 0) {
            // what is read is not needed
        }
    }
}
