package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows which paths of artifacts may be sent, asked for and written. A path has '/' between its names. What may be
 * sent is what MLflow's servers give back under the same name; what may be written is what this system can hold as a plain file beneath
 * a directory.
 */
public final class ArtifactNames {
    /** Names nest at most so deep, so that a listing without end is left. */
    static final int MAX_DEPTH = 256;

    /** Leaves a kilobyte of the 4,096 bytes that a path may have for the directory that a server keeps its files in. */
    private static final int MAX_PATH_BYTES = 3_072;

    private static final int MAX_NAME_BYTES = 255;

    /** MLflow's servers decode a path until nothing changes. */
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final String NOT_ON_WINDOWS = "\\:*?\"<>|";
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])( *\\..*)?");

    private ArtifactNames() {}

    /**
     * Checks a path that is to be sent.
     *
     * @throws IllegalArgumentException with the path and what is wrong with it
     */
    public static String sendable(String path) {
        String obstacle = notPlain(path);
        String[] names = path.split("/", -1);
        for (int i = 0; obstacle == null && i < names.length; i++) {
            obstacle = changedByServers(names[i]);
        }
        if (obstacle != null) {
            throw new IllegalArgumentException("an artifact cannot be named '" + shown(path) + "': " + obstacle);
        }
        return path;
    }

    /**
     * Checks a path that is asked for.
     *
     * @throws IllegalArgumentException with the path and what is wrong with it
     */
    public static String readable(String path) {
        String obstacle = notPlain(path);
        if (obstacle != null) {
            throw new IllegalArgumentException("invalid artifact name '" + shown(path) + "': " + obstacle);
        }
        return path;
    }

    /** Why this system cannot write a file of a path that a server lists; empty when it can. */
    public static Optional<String> obstacle(String path) {
        return Optional.ofNullable(obstacle(path, WINDOWS)).or(() -> notInThisEncoding(path));
    }

    /** The same for a system of the caller's choice. */
    static @Nullable String obstacle(String path, boolean windows) {
        String obstacle = notPlain(path);
        String[] names = path.split("/", -1);
        for (int i = 0; obstacle == null && windows && i < names.length; i++) {
            obstacle = notOnWindows(names[i]);
        }
        return obstacle;
    }

    /** Checks a path of a manifest or a signature that is not trusted. */
    public static String checkedPath(String path) {
        Optional<String> obstacle = obstacle(path);
        if (obstacle.isPresent()) {
            throw unsafe("'" + shown(path) + "' cannot be written here: " + obstacle.get());
        }
        return path;
    }

    /** The error for files that cannot be written. */
    public static ClientException unsafe(String what) {
        return new ClientException("UNSAFE_PATH", 0, "UNSAFE_PATH: " + what, null);
    }

    /** A name for a message: short, and without control characters. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(200).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(name.codePointCount(0, name.length()) > 200 ? "..." : "")
                .toString();
    }

    /** What is wrong with a path everywhere. */
    private static @Nullable String notPlain(String path) {
        String[] names = path.split("/", -1);
        if (names.length > MAX_DEPTH) {
            return "its directories nest deeper than " + MAX_DEPTH;
        }
        for (String name : names) {
            if (name.isEmpty()) {
                return "there is no name " + (path.startsWith("/") ? "before a '/'; it must be relative" : "at a '/'");
            }
            if (name.equals(".") || name.equals("..")) {
                return "'" + name + "' means another place";
            }
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_NAME_BYTES) {
                return "a name of " + bytes + " bytes in UTF-8 is longer than " + MAX_NAME_BYTES;
            }
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return "it is longer than " + MAX_PATH_BYTES + " bytes in UTF-8";
        }
        return forbiddenCharacter(path);
    }

    private static @Nullable String forbiddenCharacter(String path) {
        for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            int c = path.codePointAt(i);
            if (c < ' ' || c == 0x7f) {
                return String.format(Locale.ROOT, "it holds the control character U+%04X", c);
            }
            if (Character.getType(c) == Character.SURROGATE) {
                return String.format(Locale.ROOT, "it holds half of a character, U+%04X", c);
            }
        }
        return null;
    }

    /** What MLflow's server stores under another name, or refuses. */
    private static @Nullable String changedByServers(String name) {
        if (name.indexOf('#') >= 0) {
            return "MLflow's servers refuse '#'";
        }
        if (ESCAPE.matcher(name).find()) {
            return "MLflow's servers decode '%' before two hexadecimal digits and would keep it under another name";
        }
        if (name.endsWith("?") || name.endsWith(";") || name.contains(";?")) {
            return "MLflow's servers drop a '?' or ';' at the end and would keep it under another name";
        }
        return null;
    }

    private static @Nullable String notOnWindows(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (NOT_ON_WINDOWS.indexOf(name.charAt(i)) >= 0) {
                return "Windows has no names with '" + name.charAt(i) + "'";
            }
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return "Windows drops a '.' or ' ' at the end of a name";
        }
        return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches() ? "'" + name + "' is a device of Windows" : null;
    }

    private static Optional<String> notInThisEncoding(String path) {
        try {
            Path plain = Path.of(path);
            return plain.toString()
                            .replace(plain.getFileSystem().getSeparator(), "/")
                            .equals(path)
                    ? Optional.empty()
                    : Optional.of(encodingHint());
        } catch (InvalidPathException e) {
            return Optional.of(encodingHint());
        }
    }

    /** What to do about names that this JVM cannot express. */
    static String encodingHint() {
        return "this JVM's encoding of file names, " + System.getProperty("sun.jnu.encoding")
                + ", cannot express it; start Java with a UTF-8 locale such as LC_ALL=C.UTF-8";
    }
}
