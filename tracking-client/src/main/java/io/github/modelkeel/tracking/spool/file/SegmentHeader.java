package io.github.modelkeel.tracking.spool.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The beginning of a file: {@code magic(8) version(4) length(4) ... crc32c(4)}, which is so in every version, so that a file of a later
 * version is distinguished from a damaged one; in between {@code first sequence(8) entries(4) (key value)*}.
 *
 * @param first the sequence number at which the file starts
 * @param entries what describes the queue
 * @param length size of the header in bytes
 */
public record SegmentHeader(long first, Map<String, String> entries, int length) {
    static final int VERSION = 1;
    private static final byte[] MAGIC = "MDLKEEL\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = 16;
    private static final int MAX_LENGTH = 1 << 16;
    private static final int USUAL_LENGTH = 1 << 10;

    public static byte[] encode(long first, Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(0);
            out.writeLong(first);
            out.writeInt(entries.size());
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue());
            }
            out.writeInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] header = bytes.toByteArray();
        if (header.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the header of a spool must have at most " + MAX_LENGTH + " bytes, not " + header.length);
        }
        ByteBuffer.wrap(header).putInt(12, header.length).putInt(header.length - 4, checksum(header, header.length));
        return header;
    }

    /** Reads the header at the beginning of a file; empty when it is damaged. */
    public static Optional<SegmentHeader> read(SegmentFile file) throws IOException {
        Optional<SegmentHeader> header = read(file, USUAL_LENGTH);
        return header.isPresent() ? header : read(file, MAX_LENGTH);
    }

    private static Optional<SegmentHeader> read(SegmentFile file, int most) throws IOException {
        byte[] bytes = new byte[most];
        int read = file.readFully(0, bytes, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
        if (read < PREFIX || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            return Optional.empty();
        }
        int length = buffer.getInt(12);
        if (length < PREFIX + 4 || length > read || buffer.getInt(length - 4) != checksum(bytes, length)) {
            return Optional.empty();
        }
        int version = buffer.getInt(8);
        if (version != VERSION) {
            throw new IllegalStateException(file.path() + " has spool format version " + version
                    + ", and this library reads version " + VERSION + ": deliver it with the release that wrote it");
        }
        return Optional.of(decode(bytes, length));
    }

    private static SegmentHeader decode(byte[] bytes, int length) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, PREFIX, length - PREFIX))) {
            long first = in.readLong();
            Map<String, String> entries = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                entries.put(in.readUTF(), in.readUTF());
            }
            return new SegmentHeader(first, Map.copyOf(entries), length);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length - 4);
        return (int) crc.getValue();
    }
}
