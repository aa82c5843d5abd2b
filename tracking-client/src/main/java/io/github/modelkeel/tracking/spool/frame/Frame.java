package io.github.modelkeel.tracking.spool.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a record in memory and in files: {@code length(4) crc32c(4) sequence(8) type(1) payload}. The checksum covers all of it
 * but itself. A skip represents records that were dropped: its sequence is the first of them, its payload the last.
 */
public final class Frame {
    public static final int OVERHEAD = 17;
    public static final int MAX_PAYLOAD = 1 << 20;
    public static final byte KEPT = 0;
    public static final byte DROPPABLE = 1;
    public static final byte SKIP = 2;
    static final int SKIP_BYTES = OVERHEAD + Long.BYTES;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frame() {}

    /** Writes a frame whose checksum is still missing: the hot path leaves that to {@link #sign}. */
    public static void put(byte[] bytes, int at, long sequence, byte type, byte[] payload) {
        INT.set(bytes, at, payload.length);
        LONG.set(bytes, at + 8, sequence);
        bytes[at + 16] = type;
        System.arraycopy(payload, 0, bytes, at + OVERHEAD, payload.length);
    }

    static void putSkip(byte[] bytes, int at, long first, long last) {
        INT.set(bytes, at, Long.BYTES);
        LONG.set(bytes, at + 8, first);
        bytes[at + 16] = SKIP;
        LONG.set(bytes, at + OVERHEAD, last);
        sign(bytes, at, new CRC32C());
    }

    public static void sign(byte[] bytes, int at, CRC32C crc) {
        INT.set(bytes, at + 4, checksum(bytes, at, crc));
    }

    /** Whether the frame at this place, which must be in the array in full, is as it was written. */
    public static boolean isWhole(byte[] bytes, int at, CRC32C crc) {
        byte type = type(bytes, at);
        return (int) INT.get(bytes, at + 4) == checksum(bytes, at, crc)
                && type >= KEPT
                && type <= SKIP
                && (type != SKIP || (length(bytes, at) == Long.BYTES && last(bytes, at) >= sequence(bytes, at)));
    }

    private static int checksum(byte[] bytes, int at, CRC32C crc) {
        crc.reset();
        crc.update(bytes, at, 4);
        crc.update(bytes, at + 8, OVERHEAD - 8 + length(bytes, at));
        return (int) crc.getValue();
    }

    public static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    public static int size(byte[] bytes, int at) {
        return OVERHEAD + length(bytes, at);
    }

    public static long sequence(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + 8);
    }

    public static byte type(byte[] bytes, int at) {
        return bytes[at + 16];
    }

    /** The last sequence number that a frame covers: its own, or that of the last record of a skip. */
    public static long last(byte[] bytes, int at) {
        return type(bytes, at) == SKIP ? (long) LONG.get(bytes, at + OVERHEAD) : sequence(bytes, at);
    }

    public static Entry entry(byte[] bytes, int at) {
        byte[] payload = new byte[length(bytes, at)];
        System.arraycopy(bytes, at + OVERHEAD, payload, 0, payload.length);
        return new Entry(sequence(bytes, at), payload, type(bytes, at) == DROPPABLE);
    }
}
