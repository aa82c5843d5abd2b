package io.github.modelkeel.tracking.spool.frame;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Records in memory, framed as in a segment, so that one write puts them on disk. Guarded by the queue's lock unless being written. */
public final class Chunk {
    private byte[] bytes;
    private int used;
    private long first;
    private long last;
    private int records;
    private int droppables;
    /** The writer has it: no other thread may change it. */
    boolean writing;

    Chunk(int size) {
        bytes = new byte[size];
    }

    boolean isEmpty() {
        return used == 0;
    }

    boolean fits(int payloadLength) {
        return used + Frame.OVERHEAD + payloadLength <= bytes.length;
    }

    void add(long sequence, byte[] payload, boolean droppable) {
        if (used == 0) {
            first = sequence;
        }
        Frame.put(bytes, used, sequence, droppable ? Frame.DROPPABLE : Frame.KEPT, payload);
        used += Frame.OVERHEAD + payload.length;
        last = sequence;
        records++;
        if (droppable) {
            droppables++;
        }
    }

    void clear() {
        used = 0;
        records = 0;
        droppables = 0;
        writing = false;
    }

    public void sign() {
        CRC32C crc = new CRC32C();
        for (int at = 0; at < used; at += Frame.size(bytes, at)) {
            Frame.sign(bytes, at, crc);
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Gives back the memory that is not used, when that is most of it. */
    void trim() {
        if (used < bytes.length / 2) {
            bytes = Arrays.copyOf(bytes, used);
        }
    }

    int capacity() {
        return bytes.length;
    }

    public int used() {
        return used;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    public int droppables() {
        return droppables;
    }

    public Sequences sequences() {
        Sequences sequences = new Sequences();
        if (records == last - first + 1) {
            sequences.add(first, last);
        } else {
            forEachRecord(0, at -> sequences.add(Frame.sequence(bytes, at), Frame.sequence(bytes, at)));
        }
        return sequences;
    }

    long countAfter(long sequence) {
        return sequence < first ? records : sequence >= last ? 0 : sequences().countAfter(sequence);
    }

    /** Hands out the place of each record that follows a sequence number. */
    public void forEachRecord(long after, Consumer<Integer> action) {
        for (int at = 0; at < used; at += Frame.size(bytes, at)) {
            if (Frame.type(bytes, at) != Frame.SKIP && Frame.sequence(bytes, at) > after) {
                action.accept(at);
            }
        }
    }

    /** Gives up the droppable records after a sequence number, and says how many they were: 0 when that would free nothing. */
    int drop(long after) {
        Compaction compaction = compact(List.of(this), after);
        if (compaction.dropped == 0 || compaction.used >= used) {
            return 0;
        }
        bytes = Arrays.copyOf(compaction.bytes, compaction.used);
        used = compaction.used;
        records -= compaction.dropped;
        droppables -= compaction.dropped;
        return compaction.dropped;
    }

    /** Takes in the chunk that follows, when both have shrunk so far that one array holds them. */
    boolean merge(Chunk next, int size) {
        if (used + next.used > size || writing || next.writing) {
            return false;
        }
        Compaction both = compact(List.of(this, next), Long.MAX_VALUE);
        bytes = Arrays.copyOf(both.bytes, both.used);
        used = both.used;
        last = next.last;
        records += next.records;
        droppables += next.droppables;
        return true;
    }

    private static Compaction compact(List<Chunk> chunks, long after) {
        Compaction compaction = new Compaction();
        for (Chunk chunk : chunks) {
            for (int at = 0; at < chunk.used; at += Frame.size(chunk.bytes, at)) {
                compaction.take(chunk.bytes, at, after);
            }
        }
        return compaction;
    }
}
