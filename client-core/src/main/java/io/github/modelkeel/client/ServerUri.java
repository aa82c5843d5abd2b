package io.github.modelkeel.client;

import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The rules for a server's address. Nothing of an address that may hold a secret gets into a message. */
final class ServerUri {
    static final String LOCAL = "local:";

    private ServerUri() {}

    /** Checks an address and returns it without trailing slashes. */
    static String checked(String setting, String value) {
        String uri = value.strip();
        if (uri.regionMatches(true, 0, LOCAL, 0, LOCAL.length())) {
            String directory = uri.substring(LOCAL.length());
            if (directory.isBlank() || directory.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        setting + " must name a directory after 'local:', for example local:modelkeel-data");
            }
            return LOCAL + directory;
        }
        return http(setting, uri);
    }

    private static String http(String setting, String uri) {
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
