package io.github.modelkeel.localserver;

import java.util.Locale;
import java.util.Set;

/**
 * The rules for a path that a client names, after it was decoded once: plain relative segments that mean the same on
 * every system. What is refused here has been a way out of the artifact directory in some server before.
 */
final class ArtifactPath {
    private static final int MAX_LENGTH = 4_096;
    private static final String FORBIDDEN = "\\%;#?:*\"<>|";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$", "clock$");

    private ArtifactPath() {}

    /** Returns the path, or refuses it. */
    static String check(String path) {
        if (path.length() > MAX_LENGTH || path.isEmpty()) {
            throw refused();
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
                throw refused();
            }
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()
                    || segment.length() > 255
                    || segment.endsWith(".")
                    || segment.endsWith(" ")
                    || isDevice(segment)) {
                throw refused();
            }
        }
        return path;
    }

    private static boolean isDevice(String segment) {
        int dot = segment.indexOf('.');
        String base = (dot < 0 ? segment : segment.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        boolean numbered = base.length() == 4
                && (base.startsWith("com") || base.startsWith("lpt"))
                && "123456789\u00b9\u00b2\u00b3".indexOf(base.charAt(3)) >= 0;
        return numbered || DEVICES.contains(base);
    }

    private static ApiError refused() {
        return ApiError.invalid("Invalid path");
    }
}
