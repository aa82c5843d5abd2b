package io.github.modelkeel.registry.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names between the slashes of an address, decoded. */
public final class UriSegments {
    private UriSegments() {}

    /** What follows a prefix, name by name. */
    public static List<String> of(String uri, String prefix) {
        return List.of(uri.substring(prefix.length()).split("/", -1)).stream()
                .map(segment -> decoded(segment, uri))
                .toList();
    }

    /** The names from a place on, as a path. */
    public static String rest(List<String> segments, int from) {
        List<String> rest = segments.subList(from, segments.size());
        if (rest.contains("")) {
            throw ModelNames.malformed("a path within a model must not hold empty names", String.join("/", segments));
        }
        return String.join("/", rest);
    }

    private static String decoded(String segment, String uri) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw ModelNames.malformed("after '%' must come two hexadecimal digits", uri);
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("%XX escapes must decode to UTF-8: " + uri, e);
        }
        if (text.indexOf('/') >= 0) {
            throw ModelNames.malformed("a name must not hold an encoded '/'", uri);
        }
        return text;
    }
}
