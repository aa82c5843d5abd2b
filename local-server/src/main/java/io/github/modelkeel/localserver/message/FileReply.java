package io.github.modelkeel.localserver.message;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file as an answer: whole, or the one range of bytes that was asked for. */
public final class FileReply {
    private static final Set<String> TEXT = Set.of(
            "txt",
            "log",
            "err",
            "cfg",
            "conf",
            "cnf",
            "cf",
            "ini",
            "properties",
            "prop",
            "hocon",
            "toml",
            "yaml",
            "yml",
            "xml",
            "json",
            "js",
            "py",
            "py3",
            "csv",
            "tsv",
            "md",
            "rst",
            "mlmodel",
            "mlproject");

    private FileReply() {}

    public static Reply of(Path file, @Nullable String range) throws IOException {
        long size = Files.size(file);
        String name = String.valueOf(file.getFileName());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType(name));
        headers.put("Content-Disposition", disposition(name));
        headers.put("Accept-Ranges", "bytes");
        ByteRange asked = range == null ? null : ByteRange.parse(range, size);
        if (asked == null) {
            return new Reply(200, headers, new Slice(file, 0, size));
        }
        if (asked.length() == 0) {
            return new Reply(
                    416,
                    Map.of("Content-Range", "bytes */" + size),
                    Reply.noBody().body());
        }
        headers.put(
                "Content-Range", "bytes " + asked.first() + "-" + (asked.first() + asked.length() - 1) + "/" + size);
        return new Reply(206, headers, new Slice(file, asked.first(), asked.length()));
    }

    private static String contentType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TEXT.contains(ending) ? "text/plain" : ending.equals("png") ? "image/png" : "application/octet-stream";
    }

    private static String disposition(String name) {
        boolean token = name.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        if (token) {
            return "attachment; filename=" + name;
        }
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename*=UTF-8''" + encoded;
    }

    /** Bytes of a file, from a position on. */
    private record Slice(Path file, long first, long length) implements Reply.Body {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                WritableByteChannel to = Channels.newChannel(out);
                for (long done = 0; done < length; ) {
                    long written = in.transferTo(first + done, Math.min(length - done, 1 << 20), to);
                    if (written <= 0) {
                        throw new IOException("the file became shorter while it was sent");
                    }
                    done += written;
                }
            }
        }
    }

    /** A range of bytes within a file; of length zero when there is no such range. */
    private record ByteRange(long first, long length) {
        /** The range a header asks for, or null when it asks for the whole file or for what is not supported. */
        static @Nullable ByteRange parse(String header, long size) {
            int dash = header.indexOf('-');
            if (!header.startsWith("bytes=") || dash < 0 || header.indexOf(',') >= 0) {
                return null;
            }
            try {
                String from = header.substring("bytes=".length(), dash).strip();
                String to = header.substring(dash + 1).strip();
                if (from.isEmpty()) {
                    long length = Math.min(size, Long.parseLong(to));
                    return new ByteRange(size - length, length);
                }
                long first = Long.parseLong(from);
                long last = to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
                return first < 0 || (!to.isEmpty() && Long.parseLong(to) < first)
                        ? null
                        : new ByteRange(first, Math.max(0, last - first + 1));
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
