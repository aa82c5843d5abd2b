package io.github.modelkeel.servinghttp.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connection, how far its request is and what it holds. Belongs to the selector's thread, and while it is {@link State#BUSY} to a worker.
 */
final class Connection {
    /** What the connection waits for. */
    enum State {
        /** For a request, or the rest of one. */
        READING,
        /** For a worker. */
        BUSY,
        /** For the client to take the answer. */
        WRITING,
        /** For the client to notice that no more is read. */
        DISCARDING
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final SocketChannel channel;
    final SelectionKey key;
    final Pace pace = new Pace();
    private final Memory memory;
    RequestParser parser;
    State state = State.READING;

    /** Bytes that came behind a request and belong to the next. */
    private ByteBuffer rest = NOTHING;

    private ByteBuffer out = NOTHING;
    boolean closes;
    boolean discards;
    boolean broken;
    long deadline;
    long discarded;

    Connection(SocketChannel channel, SelectionKey key, RequestParser parser, Memory memory) {
        this.channel = channel;
        this.key = key;
        this.parser = parser;
        this.memory = memory;
    }

    /** Keeps what is left of a buffer that will be used for others; where there is no memory for it, this request is the last. */
    void keepRest(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        memory.add(bytes.remaining());
        if (memory.isOver()) {
            memory.giveBack(bytes.remaining());
            endAfterThis();
        } else {
            rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }

    ByteBuffer takeRest() {
        ByteBuffer kept = rest;
        memory.giveBack(kept.capacity());
        rest = NOTHING;
        return kept;
    }

    /** What is still sent is read and thrown away after the answer, so that the client gets to see it. */
    void endAfterThis() {
        closes = true;
        discards = true;
    }

    /** Counts an answer until it is taken. */
    void hold(ByteBuffer answer) {
        out = answer;
        memory.add(answer.capacity());
    }

    /** Sends as much as the socket takes. */
    int write(ByteBuffer bytes) {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            broken = true; // the client is gone; there is no one to be answered
            return 0;
        }
    }

    int write() {
        return write(out);
    }

    /** Whether there is an answer, of which the last bytes may have been taken. */
    boolean holdsAnswer() {
        return out.capacity() > 0;
    }

    boolean isWritten() {
        return !out.hasRemaining();
    }

    /** Forgets the answer. */
    void letGo() {
        memory.giveBack(out.capacity());
        out = NOTHING;
    }

    /** Forgets all that it holds. */
    void release() {
        parser.release();
        takeRest();
        letGo();
    }
}
