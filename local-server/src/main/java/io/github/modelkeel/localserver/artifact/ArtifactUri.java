package io.github.modelkeel.localserver.artifact;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Names;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Addresses of artifacts. This server keeps those of the scheme {@code mlflow-artifacts} and touches no others. */
public final class ArtifactUri {
    private static final String OWN = "mlflow-artifacts:";
    private static final int MAX_LENGTH = 2_048;
    private static final Set<String> UNUSABLE = Set.of("runs", "models", "http", "https");

    private ArtifactUri() {}

    public static boolean isOwn(String uri) {
        return uri.regionMatches(true, 0, OWN, 0, OWN.length());
    }

    public static String append(String location, String path) {
        return (location.endsWith("/") ? location.substring(0, location.length() - 1) : location) + "/" + path;
    }

    /** The path within the artifact root of an address this server keeps. */
    public static String path(String uri) {
        if (!isOwn(uri)) {
            throw ApiError.invalid("The artifacts at '" + uri + "' are not kept by this server");
        }
        String path = uri.substring(OWN.length());
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        if (start > 1 && start != 3) {
            throw ApiError.invalid("Invalid artifact address '" + uri + "'");
        }
        return path.substring(start);
    }

    /** The scheme of an address, in small letters; empty for what is a path of a file system. */
    public static String scheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 2) {
            return ""; // none, or the letter of a drive
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean good =
                scheme.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0);
        return good ? scheme : "";
    }

    /**
     * Checks where a new experiment asks for its artifacts to be: nowhere (the server decides), a place of this server, or
     * a place that clients read and write themselves and this server never opens: a remote store, or a directory of
     * their file system. A relative directory is one below the working directory of the server, as on MLflow.
     */
    public static String checkLocation(String location) {
        if (location.isEmpty()) {
            return location;
        }
        Names.checkLength("artifact_location", location, MAX_LENGTH);
        String scheme = scheme(location);
        if (UNUSABLE.contains(scheme)) {
            throw ApiError.invalid("Invalid artifact_location '" + location + "': the scheme '" + scheme
                    + "' cannot be written to; leave the field out, or name a directory or a store such as"
                    + " s3://bucket/path");
        }
        if (location.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '#')) {
            throw ApiError.invalid(
                    "Invalid artifact_location '" + location + "': it has a fragment (#) or a control character");
        }
        if (isOwn(location)) {
            ArtifactPath.checkInAddress(path(location));
        }
        boolean relative = scheme.isEmpty() && !location.startsWith("/") && location.indexOf(':') != 1;
        return relative ? absolute(location) : location;
    }

    private static String absolute(String location) {
        try {
            return Path.of("").toAbsolutePath().resolve(location).toString();
        } catch (InvalidPathException e) {
            throw ApiError.invalid("Invalid artifact_location '" + location + "': " + e.getReason());
        }
    }
}
