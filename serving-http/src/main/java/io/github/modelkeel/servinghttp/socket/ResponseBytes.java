package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** An answer as HTTP/1.1 writes it. */
final class ResponseBytes {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(202, "Accepted"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    /** The time of this second as a header has it. */
    private record Stamp(long second, String text) {}

    private static volatile Stamp stamp = new Stamp(-1, "");

    private ResponseBytes() {}

    static ByteBuffer of(Answer answer, boolean withBody, boolean close) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(REASONS.getOrDefault(answer.status(), "Status"))
                .append("\r\nContent-Type: ")
                .append(answer.contentType())
                .append("\r\nContent-Length: ")
                .append(answer.body().length)
                .append("\r\nDate: ")
                .append(date())
                .append("\r\nX-Content-Type-Options: nosniff\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append(close ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(start.length + (withBody ? answer.body().length : 0));
        bytes.put(start);
        if (withBody) {
            bytes.put(answer.body());
        }
        return bytes.flip();
    }

    private static String date() {
        long second = System.currentTimeMillis() / 1000;
        Stamp known = stamp;
        if (known.second() != second) {
            known = new Stamp(
                    second,
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
            stamp = known;
        }
        return known.text();
    }
}
