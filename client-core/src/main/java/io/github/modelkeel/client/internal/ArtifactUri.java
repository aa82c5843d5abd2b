package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/** A place in the tracking server's artifact proxy, as names from its root. */
record ArtifactUri(List<String> names) {
    private static final String SCHEME = "mlflow-artifacts:";

    ArtifactUri {
        names = List.copyOf(names);
    }

    /** Accepts {@code mlflow-artifacts:/path}, and with a host only the given one. */
    static ArtifactUri parse(String uri, HttpUrl origin) {
        if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("artifacts at '" + schemeOf(uri)
                    + "' cannot be reached: this client sends and fetches only what the tracking server serves itself"
                    + " (mlflow-artifacts:). Start the server with --serve-artifacts, and with --artifacts-destination"
                    + " for the place that it shall keep them in, and use an experiment that was created after that:"
                    + " an experiment keeps the artifact location it was created with");
        }
        String rest = uri.substring(SCHEME.length());
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            if (!authority.isEmpty() && !isOrigin(authority, origin)) {
                throw refused("the artifacts are on another server than the tracking server " + origin.host() + ":"
                        + origin.port());
            }
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        List<String> names = List.of(rest.split("/", -1)).stream()
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (name.equals("..") || name.equals(".") || name.chars().anyMatch(c -> c < ' ' || c == '#')) {
                throw refused("the artifact address holds a name that is not allowed");
            }
        }
        return new ArtifactUri(names);
    }

    private static boolean isOrigin(String authority, HttpUrl origin) {
        HttpUrl url = HttpUrl.parse(origin.scheme() + "://" + authority + "/");
        return url != null
                && url.username().isEmpty()
                && url.password().isEmpty()
                && url.host().equals(origin.host())
                && url.port() == origin.port();
    }

    private static String schemeOf(String uri) {
        int colon = uri.indexOf(':');
        return colon < 1 || colon > 30
                ? "a file path"
                : uri.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    }

    private static ClientException refused(String reason) {
        return new ClientException("UNSUPPORTED_ARTIFACT_URI", 0, "UNSUPPORTED_ARTIFACT_URI: " + reason, null);
    }

    /** The address of a file or directory beneath this place. */
    HttpUrl file(HttpUrl base, String relative) {
        return beneath(base, "artifacts", relative);
    }

    /** The address that starts, completes or aborts an upload in parts into a directory beneath this place. */
    HttpUrl multipart(HttpUrl base, String action, String directory) {
        return beneath(base, "mpu/" + action, directory);
    }

    private HttpUrl beneath(HttpUrl base, String route, String relative) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments("api/2.0/mlflow-artifacts/" + route);
        names.forEach(name -> url.addEncodedPathSegment(encoded(name)));
        if (!relative.isEmpty()) {
            for (String name : ArtifactNames.readable(relative).split("/", -1)) {
                url.addEncodedPathSegment(encoded(name));
            }
        }
        return url.build();
    }

    /** Everything but RFC 3986's unreserved characters: grammars of addresses differ about the others, '[' among them. */
    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain || "-._~".indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    /** The address that lists a directory beneath this place. */
    HttpUrl listing(HttpUrl base, String relative) {
        String path = String.join("/", names);
        return base.newBuilder()
                .addPathSegments("api/2.0/mlflow-artifacts/artifacts")
                .addQueryParameter(
                        "path", relative.isEmpty() ? path : path.isEmpty() ? relative : path + "/" + relative)
                .build();
    }
}
