package io.github.modelkeel.localserver.artifact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name that MLflow's own client reads for a name of a listing: it decodes it until nothing changes. This server stores names as
 * they came, so the client then asks for a name that is not there; this says which name it means. Only names that a directory holds
 * are compared; nothing that was decoded here is ever a path.
 */
final class PythonPath {
    private static final int MAX_ROUNDS = 10;

    private PythonPath() {}

    /** The name as MLflow's client shows it. */
    static String read(String name) {
        String before = "";
        String now = name;
        for (int i = 0; i < MAX_ROUNDS && !now.equals(before); i++) {
            before = now;
            now = unquoted(now).replaceAll("[\t\r\n]", "").replaceFirst("[;?]$", "");
        }
        return escaped(now);
    }

    /**
     * A path with its control characters as the text of their escapes: what MLflow's clients make of such text when they list it, and
     * older ones then ask for. NUL stays, and is refused.
     */
    static String escaped(String path) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean control = (c < ' ' && c != 0) || c == 0x7f;
            escaped.append(control ? String.format(Locale.ROOT, "%%%02x", (int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    /** As Python's {@code urllib.parse.unquote}: a broken escape stays, broken UTF-8 becomes replacement characters. */
    private static String unquoted(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            if (low >= 0) {
                decoded.write(high * 16 + low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
