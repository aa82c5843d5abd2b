package io.github.modelkeel.localserver.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding, done exactly once. A {@code %} that starts no escape is a {@code %}, as Python's clients send it and MLflow's server
 * reads it; broken UTF-8 is refused.
 */
public final class Percent {
    private Percent() {}

    /** Decodes what is an escape and keeps the rest, for a check of what others may make of a text. */
    public static String decodeLeniently(String raw) {
        byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            boolean escape = encoded[i] == '%' && i + 2 < encoded.length;
            int high = escape ? Character.digit(encoded[i + 1], 16) : -1;
            int low = escape ? Character.digit(encoded[i + 2], 16) : -1;
            boolean both = high >= 0 && low >= 0;
            decoded.write(both ? high * 16 + low : encoded[i]);
            i += both ? 2 : 0;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    public static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                decoded.write('%');
            } else {
                decoded.write(high * 16 + low);
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiError.invalid("The request's address is not valid UTF-8");
        }
    }
}
