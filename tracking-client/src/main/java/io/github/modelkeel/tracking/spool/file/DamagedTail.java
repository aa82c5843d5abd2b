package io.github.modelkeel.tracking.spool.file;

import io.github.modelkeel.tracking.spool.frame.Frame;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Looks into what is cut off a segment, only to say how much was lost: nothing that is found there is used. */
public final class DamagedTail {
    private static final int MAX = 32 << 20;

    private DamagedTail() {}

    /** The largest sequence number of a whole frame after a place, or -1 when there is none. */
    public static long lastSequence(SegmentFile file, long from, long expected) throws IOException {
        int length = (int) Math.min(MAX, file.length() - from);
        byte[] bytes = new byte[length];
        int end = file.readFully(from, bytes, length);
        CRC32C crc = new CRC32C();
        long last = -1;
        int at = 0;
        while (at + Frame.OVERHEAD <= end) {
            if (isFrame(bytes, at, end, Math.max(expected, last + 1), crc)) {
                last = Frame.last(bytes, at);
                at += Frame.size(bytes, at);
            } else {
                at++;
            }
        }
        return last;
    }

    private static boolean isFrame(byte[] bytes, int at, int end, long least, CRC32C crc) {
        int size = Frame.length(bytes, at);
        long sequence = Frame.sequence(bytes, at);
        return size >= 0
                && size <= end - at - Frame.OVERHEAD
                && sequence >= least
                && sequence - least <= MAX / Frame.OVERHEAD
                && Frame.isWhole(bytes, at, crc);
    }
}
