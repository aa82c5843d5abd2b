package io.github.modelkeel.servinghttp.socket;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request line and the headers of a request, line by line. Used by one thread. */
final class RequestHead {
    private static final int MAX_HEADERS = 100;
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    private final Map<String, String> headers = new HashMap<>();
    private String method = "";
    private String target = "";
    private boolean oldVersion;

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    void requestLine(String line) throws HttpFault {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0])) {
            throw new HttpFault(400, "the first line is not METHOD PATH HTTP/1.1");
        }
        method = parts[0];
        target = path(parts[1]);
        if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
            throw new HttpFault(505, "this service answers HTTP/1.1");
        }
        oldVersion = parts[2].endsWith("0");
    }

    private static String path(String target) throws HttpFault {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 127) {
                throw new HttpFault(400, "the path has a character that must be escaped with %");
            }
        }
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = target.indexOf('/', 7);
            return slash < 0 ? "/" : target.substring(slash);
        }
        if (!target.startsWith("/")) {
            throw new HttpFault(400, "the path must start with /");
        }
        return target;
    }

    void headerLine(String line) throws HttpFault {
        int colon = line.indexOf(':');
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw new HttpFault(400, "a header is not NAME: VALUE");
        }
        if (headers.size() == MAX_HEADERS) {
            throw new HttpFault(431, "at most " + MAX_HEADERS + " headers a request");
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t') {
                throw new HttpFault(400, "a header's value has a control character");
            }
        }
        String before = headers.put(name, value);
        if (before != null) {
            if (name.equals("content-length") || name.equals("host") || name.equals("transfer-encoding")) {
                throw new HttpFault(400, "a header that may be there once is there twice");
            }
            headers.put(name, before + ", " + value);
        }
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean plain =
                    (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
            if (!plain && TOKEN.indexOf(each) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Checks what all headers say together. */
    void end() throws HttpFault {
        if (!oldVersion && !headers.containsKey("host")) {
            throw new HttpFault(400, "the header Host is missing");
        }
        String encoding = headers.get("transfer-encoding");
        if (encoding == null) {
            return;
        }
        if (headers.containsKey("content-length") || oldVersion) {
            throw new HttpFault(400, "Transfer-Encoding cannot be there with Content-Length or in HTTP/1.0");
        }
        if (!encoding.equalsIgnoreCase("chunked")) {
            throw new HttpFault(501, "the only Transfer-Encoding of this service is chunked");
        }
    }

    boolean isChunked() {
        return headers.containsKey("transfer-encoding");
    }

    /** The length of the body that the headers give, 0 where there is none. */
    long length() throws HttpFault {
        String length = headers.getOrDefault("content-length", "0");
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(each -> each >= '0' && each <= '9')) {
            throw new HttpFault(400, "Content-Length is not a number of bytes");
        }
        return Long.parseLong(length);
    }

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(headers.get("expect"));
    }

    boolean keepsAlive() {
        String connection = headers.getOrDefault("connection", "");
        return !oldVersion && !connection.toLowerCase(Locale.ROOT).contains("close");
    }
}
