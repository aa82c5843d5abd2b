package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.ApiError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was sent: the path and the query are still encoded, and hold whatever the client wrote there.
 *
 * @param authority the host and port of an address in absolute form, or null
 * @param query the part after the first {@code ?}, or null
 */
public record Request(
        HttpRequest head,
        @Nullable String authority,
        String path,
        @Nullable String query,
        RequestBody body) {
    private static final String SCHEME = "http://";

    static Request of(HttpRequest head, RequestBody body) {
        String target = utf8(head.getPath());
        String authority = null;
        if (target.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            int slash = target.indexOf('/', SCHEME.length());
            int end = slash < 0 ? target.length() : slash;
            authority = target.substring(SCHEME.length(), end).toLowerCase(Locale.ROOT);
            target = slash < 0 ? "/" : target.substring(end);
        }
        int question = target.indexOf('?');
        return new Request(
                head,
                authority,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                body);
    }

    /** The text of bytes that were read as one character each. */
    private static String utf8(String bytes) {
        if (bytes.chars().allMatch(c -> c < 0x80)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiError.invalid("The request's address is not valid UTF-8");
        }
    }

    String method() {
        return head.getMethod();
    }

    /** The first value of a header, or null. */
    @Nullable String header(String name) {
        Header header = head.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** All values of a header; empty when it was not sent. */
    List<String> headers(String name) {
        return Arrays.stream(head.getHeaders(name)).map(Header::getValue).toList();
    }
}
