package io.github.modelkeel.localserver.artifact;

import io.github.modelkeel.localserver.message.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a path that a client names, after it was decoded once: plain relative segments that this system takes for
 * names and nothing else. {@code %}, {@code ;} and the like are characters of a name then, as nothing is decoded again. What
 * means another place, also to a program that decodes it again, and what MLflow's server refuses too, is refused; so is what
 * Windows reads in another way, there.
 */
public final class ArtifactPath {
    private static final int MAX_BYTES = 4_000;
    private static final int MAX_SEGMENT_BYTES = 255;
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final String NOT_ON_WINDOWS = "\\:*?\"<>|";
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])( *\\..*)?");

    /** Slashes after a name: the first one of a path stays as it is, and is refused. */
    private static final Pattern SLASHES = Pattern.compile("(?<=[^/])/+");

    private ArtifactPath() {}

    /** Returns the path, with one slash where several stand between two names, or refuses it and says why. */
    public static String check(String path) {
        String plain = SLASHES.matcher(path).replaceAll("/");
        String obstacle = obstacle(plain, WINDOWS);
        if (obstacle != null) {
            throw refused(path, obstacle);
        }
        return plain;
    }

    /** Returns the path of an address, where other programs read escapes, parameters and queries, or refuses it. */
    public static String checkInAddress(String path) {
        String plain = check(path);
        for (int i = 0; i < plain.length(); i++) {
            if ("%;?\\:*\"<>|".indexOf(plain.charAt(i)) >= 0) {
                throw refused(path, "an address must not hold '" + plain.charAt(i) + "' there");
            }
        }
        return plain;
    }

    static ApiError refused(String path, String why) {
        return ApiError.invalid("Invalid path '" + shown(path) + "': " + why);
    }

    /** Why a path is refused, or null. */
    public static @Nullable String obstacle(String path, boolean windows) {
        String obstacle = character(path);
        if (obstacle == null && path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            obstacle = "it is longer than " + MAX_BYTES + " bytes in UTF-8";
        }
        String[] segments = path.split("/", -1);
        for (int i = 0; obstacle == null && i < segments.length; i++) {
            obstacle = segment(segments[i]);
            if (obstacle == null && windows) {
                obstacle = onWindows(segments[i]);
            }
        }
        return obstacle == null ? decodedAgain(path) : obstacle;
    }

    /** Why a path is refused that is plain here, but another place to a program that reads it as MLflow's server does. */
    private static @Nullable String decodedAgain(String path) {
        boolean plain = path.chars().noneMatch(c -> "%;?".indexOf(c) >= 0);
        String read = plain ? path : PythonPath.read(path);
        if (read.startsWith("/") || Arrays.asList(read.split("/", -1)).contains("..")) {
            return "read again as an address, it is '" + shown(read) + "', which means another place";
        }
        return null;
    }

    private static @Nullable String character(String path) {
        for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            int c = path.codePointAt(i);
            if (c < ' ' || c == 0x7f) {
                return String.format(Locale.ROOT, "it holds the control character U+%04X", c);
            }
            if (Character.getType(c) == Character.SURROGATE) {
                return String.format(Locale.ROOT, "it holds half of a character, U+%04X", c);
            }
            if (c == '#') {
                return "it holds '#'";
            }
        }
        return null;
    }

    private static @Nullable String segment(String segment) {
        if (segment.isEmpty()) {
            return "it must be relative, with a name before and after each '/'";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "it holds '" + segment + "', which means another place";
        }
        return segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES
                ? "a name in it is longer than " + MAX_SEGMENT_BYTES + " bytes in UTF-8"
                : null;
    }

    private static @Nullable String onWindows(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (NOT_ON_WINDOWS.indexOf(segment.charAt(i)) >= 0) {
                return "it holds '" + segment.charAt(i) + "', which the server's Windows does not allow";
            }
        }
        if (segment.endsWith(".") || segment.endsWith(" ")) {
            return "a name in it ends with '.' or ' ', which the server's Windows drops";
        }
        return DEVICE.matcher(segment.toLowerCase(Locale.ROOT)).matches()
                ? "'" + segment + "' is a device of the server's Windows"
                : null;
    }

    private static String shown(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints()
                .limit(200)
                .forEach(c -> shown.append(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                                ? String.format(Locale.ROOT, "\\u%04x", c)
                                : Character.toString(c)));
        return shown.append(path.codePointCount(0, path.length()) > 200 ? "..." : "")
                .toString();
    }
}
