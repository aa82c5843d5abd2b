package io.github.modelkeel.tracking.spool.frame;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that are not safely on disk, oldest first: chunks that are written but not yet forced (kept in case that fails), chunks
 * to be written, and the one being filled. Guarded by the queue's lock.
 */
public final class WriteBuffer {
    private static final int MAX_CHUNK = 64 << 10;
    private static final int MIN_CHUNK = 4096;

    private final long limit;
    private final int chunkSize;
    private final Fifo<Chunk> unforced = new Fifo<>();
    private final Fifo<Chunk> pending = new Fifo<>();
    private final List<Chunk> free = new ArrayList<>();
    private @Nullable Chunk active;
    private long activeSince;
    private long unforcedBytes;
    private long pendingBytes;

    public WriteBuffer(long limit, long segmentBytes) {
        this.limit = limit;
        long share = Math.min(limit / 8, segmentBytes / 4);
        this.chunkSize = (int) Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, share));
    }

    public boolean hasRoom(int bytes, int share) {
        long used = unforcedBytes + pendingBytes;
        return used == 0 || used + bytes <= limit * share;
    }

    /** Adds a record; says whether there is news for the writer: a first record, or a chunk that is full. */
    public boolean append(long sequence, byte[] payload, boolean droppable) {
        Chunk chunk = active;
        boolean news = false;
        if (chunk == null || !chunk.fits(payload.length)) {
            news = true;
            // before anything changes: there may be no memory for it
            Chunk next = newChunk(Frame.OVERHEAD + payload.length);
            if (chunk != null) {
                enqueue(chunk);
            }
            chunk = next;
            active = chunk;
            activeSince = System.nanoTime();
        }
        chunk.add(sequence, payload, droppable);
        pendingBytes += Frame.OVERHEAD + payload.length;
        return news;
    }

    private Chunk newChunk(int needed) {
        Chunk chunk = needed <= chunkSize && !free.isEmpty() ? free.remove(free.size() - 1) : null;
        return chunk != null ? chunk : new Chunk(Math.max(chunkSize, needed));
    }

    /** When the oldest record that is not written yet came. */
    public long activeSince() {
        return activeSince;
    }

    public long pendingBytes() {
        return pendingBytes;
    }

    public long unforcedBytes() {
        return unforcedBytes;
    }

    public boolean hasFullChunk() {
        return !pending.isEmpty();
    }

    public boolean isWritten() {
        return pendingBytes == 0;
    }

    /** The oldest chunk that is not written, for the writer; null when there is none. */
    public @Nullable Chunk next() {
        seal();
        if (pending.isEmpty()) {
            return null;
        }
        Chunk chunk = pending.get(0);
        chunk.trim(); // where each append waits for its write, a chunk holds one record
        chunk.writing = true;
        return chunk;
    }

    private void seal() {
        Chunk chunk = active;
        if (chunk != null) {
            enqueue(chunk);
            active = null;
        }
    }

    /** With room in both queues for what is in them together: when a chunk is written or written again, memory may be short. */
    private void enqueue(Chunk chunk) {
        int both = pending.size() + unforced.size() + 1;
        pending.reserve(both - pending.size());
        unforced.reserve(both - unforced.size());
        pending.add(chunk);
    }

    public void written(Chunk chunk) {
        unforced.add(chunk);
        pending.remove();
        chunk.writing = false;
        pendingBytes -= chunk.used();
        unforcedBytes += chunk.used();
    }

    public void notWritten(Chunk chunk) {
        chunk.writing = false;
    }

    public void forced(long upTo) {
        while (!unforced.isEmpty() && unforced.get(0).last() <= upTo) {
            Chunk chunk = unforced.remove();
            unforcedBytes -= chunk.used();
            recycle(chunk);
        }
    }

    private void recycle(Chunk chunk) {
        chunk.clear();
        if (chunk.capacity() == chunkSize && free.size() < limit / chunkSize) {
            free.add(chunk);
        }
    }

    /** What was written and could not be forced is to be written again. */
    public void restore() {
        while (!unforced.isEmpty()) {
            pending.addFirst(unforced.removeLast());
        }
        pendingBytes += unforcedBytes;
        unforcedBytes = 0;
    }

    /** Gives up the oldest droppable records after a sequence number, a chunk of them, and says how many: 0 when there are none. */
    public int dropOldest(long after) {
        int dropped = dropPending(after);
        if (dropped == 0 && active != null) {
            seal();
            dropped = dropPending(after);
        }
        return dropped;
    }

    private int dropPending(long after) {
        for (int i = 0; i < pending.size(); i++) {
            int dropped = drop(pending.get(i), after);
            if (dropped > 0) {
                try {
                    mergeIntoPrevious(i);
                } catch (OutOfMemoryError e) { // it would have saved memory, and the caller counts what was dropped
                    return dropped;
                }
                return dropped;
            }
        }
        return 0;
    }

    private void mergeIntoPrevious(int index) {
        if (index > 0) {
            Chunk previous = pending.get(index - 1);
            Chunk chunk = pending.get(index);
            int before = previous.used() + chunk.used();
            if (previous.merge(chunk, chunkSize)) {
                pendingBytes -= before - previous.used();
                pending.remove(index);
            }
        }
    }

    private int drop(Chunk chunk, long after) {
        return chunk.writing || chunk.droppables() == 0 || chunk.last() <= after ? 0 : dropWritable(chunk, after);
    }

    /** Like {@link #dropOldest}, of the chunk that the writer holds. */
    public int dropWritable(Chunk chunk, long after) {
        int before = chunk.used();
        int dropped = chunk.drop(after);
        pendingBytes -= before - chunk.used();
        return dropped;
    }

    /** Forgets what was delivered from memory. */
    public void acknowledged(long upTo) {
        while (!pending.isEmpty() && pending.get(0).last() <= upTo && !pending.get(0).writing) {
            Chunk chunk = pending.remove();
            pendingBytes -= chunk.used();
            recycle(chunk);
        }
        Chunk chunk = active;
        if (chunk != null && pending.isEmpty() && chunk.last() <= upTo) {
            active = null;
            pendingBytes -= chunk.used();
            recycle(chunk);
        }
    }

    public void clear() {
        unforced.clear();
        pending.clear();
        free.clear();
        active = null;
        unforcedBytes = 0;
        pendingBytes = 0;
    }

    /** How many records after a sequence number are not written. */
    public long countAfter(long sequence) {
        long count = 0;
        for (Chunk chunk : unwritten()) {
            count += chunk.countAfter(sequence);
        }
        return count;
    }

    public List<Chunk> unwritten() {
        List<Chunk> chunks = pending.toList();
        if (active != null) {
            chunks.add(active);
        }
        return chunks;
    }
}
