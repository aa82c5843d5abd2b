package io.github.modelkeel.servinghttp.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes a request of bytes as they come, in pieces of any size. Lines end with CR LF and nothing else, so that two servers in a row cannot
 * see two different requests in the same bytes. Used by one thread.
 */
final class RequestParser {
    private static final int MAX_HEAD = 16 << 10;
    private static final int HEAD_PART = 1 << 10;
    private static final int FIRST_SIZE = 8 << 10;

    private enum State {
        REQUEST_LINE,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        COMPLETE
    }

    private final RequestHead head = new RequestHead();
    private final int maxBody;
    private final Memory memory;
    private State state = State.REQUEST_LINE;
    private byte[] line = new byte[256];
    private int lineLength;
    private int headLength;
    private byte[] body = new byte[0];
    private int bodyLength;
    private long left;
    private long held;
    private boolean headDue;
    private boolean continueDue;

    RequestParser(int maxBody, Memory memory) {
        this.maxBody = maxBody;
        this.memory = memory;
    }

    RequestHead head() {
        return head;
    }

    boolean hasStarted() {
        return state != State.REQUEST_LINE || lineLength > 0;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** Whether the client waits for a word before it sends the body; true once. */
    boolean takeContinue() {
        boolean due = continueDue;
        continueDue = false;
        return due;
    }

    /** Whether the head of a request with a body is complete; true once. What follows is taken by the next call. */
    boolean takeHead() {
        boolean due = headDue;
        headDue = false;
        return due;
    }

    /** Refuses a body that is announced as too large. */
    void checkLength() throws HttpFault {
        if (state == State.BODY && left > maxBody) {
            throw tooLarge();
        }
        continueDue = head.expectsContinue();
    }

    /** The body without room at its end. */
    byte[] body() {
        if (bodyLength < body.length) {
            memory.giveBack(body.length - bodyLength);
            held -= body.length - bodyLength;
            body = Arrays.copyOf(body, bodyLength);
        }
        return body;
    }

    /** How many bytes are counted for the request. */
    long held() {
        return held;
    }

    private void hold(int bytes) throws HttpFault {
        memory.take(bytes, held);
        held += bytes;
    }

    /** Gives back the memory of the request. */
    void release() {
        memory.giveBack(held);
        held = 0;
        body = new byte[0];
        bodyLength = 0;
    }

    /** Takes bytes until the request is complete or there are no more. */
    void take(ByteBuffer bytes) throws HttpFault {
        while (bytes.hasRemaining() && state != State.COMPLETE && !headDue) {
            if (state == State.BODY || state == State.CHUNK) {
                takeBody(bytes);
            } else if (takeLine(bytes.get())) {
                String text = new String(line, 0, lineLength - 2, StandardCharsets.ISO_8859_1);
                lineLength = 0;
                if (text.indexOf('\r') >= 0) {
                    throw new HttpFault(400, "a line has a CR before its end");
                }
                line(text);
            }
        }
    }

    private boolean takeLine(byte next) throws HttpFault {
        if (++headLength > MAX_HEAD) {
            throw state == State.REQUEST_LINE
                    ? new HttpFault(414, "the path is too long")
                    : new HttpFault(431, "the headers are larger than " + MAX_HEAD + " bytes");
        }
        if (headLength % HEAD_PART == 0) {
            hold(2 * HEAD_PART); // as a line and as the texts that are made of it
        }
        if (lineLength == line.length) {
            line = Arrays.copyOf(line, 2 * lineLength);
        }
        line[lineLength++] = next;
        if (next != '\n') {
            return false;
        }
        if (lineLength < 2 || line[lineLength - 2] != '\r') {
            throw new HttpFault(400, "a line of the head does not end with CR LF");
        }
        return true;
    }

    private void line(String text) throws HttpFault {
        switch (state) {
            case REQUEST_LINE -> {
                if (!text.isEmpty()) { // RFC 9112 allows empty lines before a request
                    head.requestLine(text);
                    state = State.HEADER;
                }
            }
            case HEADER -> {
                if (text.isEmpty()) {
                    endHead();
                } else {
                    head.headerLine(text);
                }
            }
            case CHUNK_SIZE -> chunkSize(text);
            case CHUNK_END -> {
                if (!text.isEmpty()) {
                    throw new HttpFault(400, "a chunk is longer than its size");
                }
                state = State.CHUNK_SIZE;
            }
            default -> {
                if (text.isEmpty()) {
                    state = State.COMPLETE;
                }
            }
        }
    }

    private void endHead() throws HttpFault {
        head.end();
        left = head.length();
        if (head.isChunked()) {
            state = State.CHUNK_SIZE;
        } else {
            state = left == 0 ? State.COMPLETE : State.BODY;
        }
        headDue = state != State.COMPLETE;
    }

    private HttpFault tooLarge() {
        return new HttpFault(413, "the body is larger than %,d bytes".formatted(maxBody));
    }

    private void chunkSize(String text) throws HttpFault {
        headLength = 0; // each line of a chunked body may be as long as a head
        int end = text.indexOf(';');
        String digits = end < 0 ? text : text.substring(0, end); // blanks are refused
        if (digits.isEmpty()
                || digits.length() > 8
                || !digits.chars().allMatch(each -> Character.digit(each, 16) >= 0 && each < 128)) {
            throw new HttpFault(400, "the size of a chunk is not a hexadecimal number");
        }
        left = Long.parseLong(digits, 16);
        if (left + bodyLength > maxBody) {
            throw tooLarge();
        }
        state = left == 0 ? State.TRAILER : State.CHUNK;
    }

    private void takeBody(ByteBuffer bytes) throws HttpFault {
        int count = (int) Math.min(left, bytes.remaining());
        if (bodyLength + count > body.length) {
            grow(bodyLength + count);
        }
        bytes.get(body, bodyLength, count);
        bodyLength += count;
        left -= count;
        if (left == 0) {
            state = state == State.BODY ? State.COMPLETE : State.CHUNK_END;
        }
    }

    /** Memory is taken for what came, not for what was announced. */
    private void grow(int needed) throws HttpFault {
        long most = state == State.BODY ? bodyLength + left : maxBody;
        int size = (int) Math.min(most, Math.max(needed, Math.max(FIRST_SIZE, 2L * body.length)));
        hold(size - body.length);
        body = Arrays.copyOf(body, size);
    }
}
