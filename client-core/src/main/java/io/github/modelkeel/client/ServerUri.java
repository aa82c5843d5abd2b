package io.github.modelkeel.client;

import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The rules for a server's address. Nothing of an address that may hold a secret gets into a message. */
final class ServerUri {
    static final String LOCAL = "local:";

    private static final int MAX_PLAIN_NAME = 63;
    private static final int MAX_PORT = 65_535;

    private ServerUri() {}

    /** Checks an address and returns it without trailing slashes. */
    static String checked(String setting, String value) {
        String uri = value.strip();
        if (isPlain(uri)) {
            return uri;
        }
        if (uri.regionMatches(true, 0, LOCAL, 0, LOCAL.length())) {
            String directory = uri.substring(LOCAL.length());
            if (directory.isBlank() || directory.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        setting + " must name a directory after 'local:', for example local:modelkeel-data");
            }
            return LOCAL + directory;
        }
        return parsed(setting, uri);
    }

    /**
     * Whether an address has the common form {@code http://host:port/path} without anything that the parser would look at twice. In a fresh JVM
     * loading that parser takes longer than all else that reads a configuration.
     */
    static boolean isPlain(String uri) {
        boolean secure = uri.startsWith("https://");
        if (!secure && !uri.startsWith("http://")) {
            return false;
        }
        int start = secure ? 8 : 7;
        int slash = uri.indexOf('/', start);
        String path = slash < 0 ? "" : uri.substring(slash);
        String authority = slash < 0 ? uri.substring(start) : uri.substring(start, slash);
        int colon = authority.indexOf(':');
        return isPlainName(colon < 0 ? authority : authority.substring(0, colon))
                && (colon < 0 || isPlainPort(authority.substring(colon + 1), secure ? "443" : "80"))
                && isPlainPath(path);
    }

    private static boolean isPlainName(String host) {
        boolean letter = false;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean now = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!now && !(letter && (c == '.' || c == '-'))) {
                return false;
            }
            letter = now;
        }
        return letter && host.length() <= MAX_PLAIN_NAME;
    }

    private static boolean isPlainPort(String port, String implied) {
        if (port.isEmpty() || port.length() > 5 || port.charAt(0) == '0' || port.equals(implied)) {
            return false;
        }
        int number = 0;
        for (int i = 0; i < port.length(); i++) {
            char c = port.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            number = 10 * number + c - '0';
        }
        return number <= MAX_PORT;
    }

    private static boolean isPlainPath(String path) {
        char last = 'a';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '-' && c != '_' && !(c == '/' && last != '/')) {
                return false;
            }
            last = c;
        }
        return last != '/';
    }

    /** By the parser of OkHttp. */
    static String parsed(String setting, String uri) {
        String scheme = scheme(uri);
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    setting + " must start with http://, https:// or local: (a directory for the embedded server)"
                            + (scheme == null ? ", but it has no scheme" : ", not with " + scheme + ":"));
        }
        HttpUrl url = HttpUrl.parse(uri);
        if (url == null) {
            throw new IllegalArgumentException(setting + " is not a valid " + scheme + " address");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    setting + " must not hold a user name or password; set MLFLOW_TRACKING_USERNAME and"
                            + " MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(setting + " must not have a query or a fragment");
        }
        String text = url.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static @Nullable String scheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 1) {
            return null;
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        return scheme.matches("[a-z][a-z0-9+.-]{0,30}") ? scheme : null;
    }
}
