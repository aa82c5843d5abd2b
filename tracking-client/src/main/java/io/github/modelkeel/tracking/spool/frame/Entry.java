package io.github.modelkeel.tracking.spool.frame;

/**
 * A record of the queue. Immutable as long as no caller writes into the payload.
 *
 * @param sequence its sequence number, from 1
 * @param payload its bytes
 * @param droppable whether it may be dropped when there is no room
 */
@SuppressWarnings("ArrayRecordComponent") // copied out of a file for the one consumer, who only reads it
public record Entry(long sequence, byte[] payload, boolean droppable) {}
