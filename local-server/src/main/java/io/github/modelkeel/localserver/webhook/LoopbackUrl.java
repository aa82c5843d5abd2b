package io.github.modelkeel.localserver.webhook;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a webhook. This server makes requests to its own machine only, as it is reached from there only: the host must be
 * {@code localhost}, {@code 127.x.y.z} or {@code [::1]}, written like that, so that no name has to be resolved.
 */
public final class LoopbackUrl {
    private static final int MAX_LENGTH = 500;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.(?:0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])){3}|\\[::1]");

    private LoopbackUrl() {}

    /** Reads an address, and refuses one that leads elsewhere. */
    public static URI parse(String url) {
        if (url.isBlank()) {
            throw ApiError.invalid("Webhook URL cannot be empty or just whitespace: '" + url + "'");
        }
        Names.checkLength("url", url, MAX_LENGTH);
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw ApiError.invalid("Invalid webhook URL '" + url + "': " + e.getReason());
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw ApiError.invalid(
                    "Invalid webhook URL scheme: '" + uri.getScheme() + "'. Allowed schemes are: http, https.");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw ApiError.invalid(
                    "Webhook URL must be SCHEME://HOST:PORT/PATH, without user and password: '" + url + "'");
        }
        if (!LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw ApiError.invalid(
                    "Webhook URL must name this machine (localhost, 127.0.0.1 or [::1]), as the local server"
                            + " makes no request to another one: '" + url
                            + "'. Use an MLflow server to reach other machines.");
        }
        return uri;
    }
}
