package io.github.modelkeel.servinghttp.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection and how far its request is. Belongs to the selector's thread, and while it is {@link State#BUSY} to a worker. */
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
    RequestParser parser;
    State state = State.READING;

    /** Bytes that came behind a request and belong to the next. */
    ByteBuffer rest = NOTHING;

    ByteBuffer out = NOTHING;
    boolean closes;
    boolean discards;
    boolean broken;
    long deadline;
    long discarded;
    private long held;

    Connection(SocketChannel channel, SelectionKey key, RequestParser parser) {
        this.channel = channel;
        this.key = key;
        this.parser = parser;
    }

    /** Keeps what is left of a buffer that will be used for others. */
    void keepRest(ByteBuffer bytes) {
        rest = bytes.hasRemaining()
                ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                : NOTHING;
    }

    ByteBuffer takeRest() {
        ByteBuffer kept = rest;
        rest = NOTHING;
        return kept;
    }

    /** Sends as much as the socket takes. */
    void write() {
        try {
            channel.write(out);
        } catch (IOException e) {
            broken = true; // the client is gone; there is no one to be answered
        }
    }

    /** Counts the answer until it is taken. */
    void hold(Memory memory) {
        held = out.capacity();
        memory.add(held);
    }

    boolean isHeld() {
        return held > 0;
    }

    /** Forgets the answer. */
    void letGo(Memory memory) {
        memory.giveBack(held);
        held = 0;
        out = NOTHING;
    }

    boolean isWritten() {
        return !out.hasRemaining();
    }
}
