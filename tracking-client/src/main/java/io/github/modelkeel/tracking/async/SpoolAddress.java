package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.ClientConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Whose records a spool holds: the server's address and workspace, compared whatever way the address was written. */
public final class SpoolAddress {
    private static final String LOCAL = "local:";

    private SpoolAddress() {}

    /** What identifies whose records these are: only a tracker of the same server takes them over. */
    public static Map<String, String> header(ClientConfig config) {
        String uri = config.trackingUri();
        if (uri.startsWith("local:")) {
            uri = "local:"
                    + Path.of(uri.substring("local:".length())).toAbsolutePath().normalize();
        }
        return Map.of("trackingUri", uri, "workspace", config.workspace().orElse(""));
    }

    /** Whether two headers are for the same server. */
    public static boolean same(Map<String, String> one, Map<String, String> other) {
        return of(one).equals(of(other)) && workspace(one).equals(workspace(other));
    }

    /** The address, in its canonical form. */
    public static String of(Map<String, String> header) {
        return canonical(header.getOrDefault("trackingUri", ""));
    }

    static String workspace(Map<String, String> header) {
        return header.getOrDefault("workspace", "");
    }

    /** For people. */
    public static String describe(Map<String, String> header) {
        String workspace = workspace(header);
        return header.getOrDefault("trackingUri", "an unknown address")
                + (workspace.isEmpty() ? "" : " (workspace " + workspace + ")");
    }

    /** Without what makes no difference: case of scheme and host, the default port, slashes at the end, {@code .} in paths. */
    public static String canonical(String address) {
        if (address.startsWith(LOCAL)) {
            return LOCAL
                    + Path.of(address.substring(LOCAL.length()))
                            .toAbsolutePath()
                            .normalize();
        }
        try {
            URI uri = new URI(address);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return address;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int standard = scheme.equals("https") ? 443 : 80;
            int port = uri.getPort() == -1 ? standard : uri.getPort();
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + path;
        } catch (URISyntaxException e) {
            return address; // compared as it is written
        }
    }
}
