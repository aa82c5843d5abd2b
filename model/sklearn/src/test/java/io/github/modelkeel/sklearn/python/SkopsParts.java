package io.github.modelkeel.sklearn.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The entries of a skops file one after another, each behind a line with its name: what can be damaged without breaking the zip. */
public final class SkopsParts {
    private static final String MARK = "\nPART::";
    private static final String SCHEMA = MARK + "schema.json\n";

    private SkopsParts() {}

    /** The entries of a zip file. */
    public static byte[] of(byte[] zip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.writeBytes((MARK + entry.getName() + "\n").getBytes(ISO_8859_1));
                out.writeBytes(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The file with another schema. */
    public static byte[] withSchema(byte[] zip, UnaryOperator<byte[]> change) {
        String parts = new String(of(zip), ISO_8859_1);
        int start = parts.indexOf(SCHEMA) + SCHEMA.length();
        int next = parts.indexOf(MARK, start);
        int end = next < 0 ? parts.length() : next;
        byte[] changed = change.apply(parts.substring(start, end).getBytes(ISO_8859_1));
        String whole = parts.substring(0, start) + new String(changed, ISO_8859_1) + parts.substring(end);
        return pack(whole.getBytes(ISO_8859_1));
    }

    /** A zip file of these entries; a name that is there again is left out. */
    public static byte[] pack(byte[] parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String part : new String(parts, ISO_8859_1).split(MARK, -1)) {
                int line = part.indexOf('\n');
                if (line > 0) {
                    add(zip, part.substring(0, line), part.substring(line + 1).getBytes(ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        try {
            zip.putNextEntry(entry);
        } catch (java.util.zip.ZipException e) {
            return; // twice the same name
        }
        zip.write(content);
        zip.closeEntry();
    }
}
