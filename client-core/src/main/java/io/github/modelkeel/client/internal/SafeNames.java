package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names that a server lists may become names of local files. Anything that could mean another place is refused. */
public final class SafeNames {
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}/\\\\:*?\"<>|%;#]");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final int MAX_DEPTH = 32;

    private SafeNames() {}

    /** Checks one name of a directory listing. */
    public static String checkedName(String name) {
        boolean bad = name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.endsWith(".")
                || name.endsWith(" ")
                || name.getBytes(StandardCharsets.UTF_8).length > 255
                || FORBIDDEN.matcher(name).find()
                || DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
        if (bad) {
            throw unsafe(name);
        }
        return name;
    }

    /** Checks a relative path with '/' between its names. */
    public static String checkedPath(String path) {
        String[] names = path.split("/", -1);
        if (names.length > MAX_DEPTH) {
            throw unsafe(path);
        }
        for (String name : names) {
            checkedName(name);
        }
        return path;
    }

    private static ClientException unsafe(String name) {
        String shown = name.replaceAll("\\p{Cc}", "?");
        return new ClientException(
                "UNSAFE_PATH",
                0,
                "UNSAFE_PATH: the server lists a file that is not safe to write: '"
                        + (shown.length() > 200 ? shown.substring(0, 200) + "..." : shown) + "'",
                null);
    }
}
