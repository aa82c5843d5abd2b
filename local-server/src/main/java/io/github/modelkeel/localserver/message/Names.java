package io.github.modelkeel.localserver.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The rules for names and the limits of lengths; without regular expressions, so that no input is slow. */
public final class Names {
    public static final int MAX_KEY = 250;
    public static final int MAX_PARAM = 6_000;
    public static final int MAX_RUN_TAG = 8_000;
    public static final int MAX_EXPERIMENT_TAG = 20_000;
    public static final int MAX_REGISTRY_TAG = 100_000;
    private static final int MAX_EXPERIMENT_NAME = 500;
    private static final int MAX_ALIAS = 255;
    private static final String CHARACTERS = ": Names may only contain alphanumerics, underscores (_), dashes (-),"
            + " periods (.), spaces ( ), colon(:) and slashes (/).";

    private Names() {}

    /** Checks the key of a metric, a parameter or a tag. */
    public static void checkKey(String key, String path) {
        if (!allMatch(key, c -> isWord(c) || "/.- :".indexOf(c) >= 0)) {
            throw ApiError.invalidValue(path, key, CHARACTERS);
        }
        checkPath(key, path);
    }

    public static void checkMetricKey(String key, String path) {
        checkKey(key, path);
        checkLength("Metric name", key, MAX_KEY);
    }

    public static void checkTag(String key, String value, int maxValue) {
        checkKey(key, "key");
        checkLength("key", key, MAX_KEY);
        checkLength("value", value, maxValue);
    }

    public static void checkExperimentName(String name) {
        if (name.isEmpty()) {
            throw ApiError.invalid("Invalid experiment name: ''");
        }
        checkLength("name", name, MAX_EXPERIMENT_NAME);
    }

    public static void checkModelName(String name, String path) {
        if (name.isBlank()) {
            throw ApiError.missing(path);
        }
        if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
            throw ApiError.invalid("Invalid model name '" + name + "'. Names cannot contain '/' or ':'.");
        }
        checkPath(name, "name");
    }

    public static void checkLoggedModelName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0)) {
            throw ApiError.invalid("Invalid model name ('" + name + "') provided. Model name must be a non-empty string"
                    + " and cannot contain the following characters: / : . % \" '");
        }
    }

    public static void checkAlias(String alias) {
        if (alias.isEmpty()) {
            throw ApiError.invalid("Registered model alias name cannot be empty.");
        }
        if (!allMatch(alias, c -> isWord(c) || c == '-')) {
            throw ApiError.invalid("Invalid alias name: '" + alias
                    + "'. Names may only contain alphanumerics, underscores (_) and dashes (-).");
        }
        checkLength("Registered model alias name", alias, MAX_ALIAS);
    }

    /** Refuses the aliases that would read as something else: {@code latest}, {@code v12}. */
    public static void checkAliasIsFree(String alias) {
        if (alias.toLowerCase(Locale.ROOT).equals("latest")) {
            throw ApiError.invalid("'latest' alias name (case insensitive) is reserved.");
        }
        if (alias.length() > 1
                && Character.toLowerCase(alias.charAt(0)) == 'v'
                && allMatch(alias.substring(1), Character::isDigit)) {
            throw ApiError.invalid("Version alias name '" + alias + "' is reserved.");
        }
    }

    public static void checkRunId(String runId) {
        boolean good = !runId.isEmpty()
                && runId.codePointCount(0, runId.length()) <= 256
                && isAsciiAlphanumeric(runId.charAt(0))
                && allMatch(runId, c -> isWord(c) || c == '-');
        if (!good) {
            throw ApiError.invalidValue("run_id", runId, ".");
        }
    }

    public static void checkLength(String what, String value, int limit) {
        if (value.codePointCount(0, value.length()) > limit) {
            throw ApiError.tooLong(what, limit);
        }
    }

    /** The value, cut to a number of characters: the wire cuts long parameters and run tags silently. */
    public static String truncate(String value, int limit) {
        return value.length() <= limit || value.codePointCount(0, value.length()) <= limit
                ? value
                : value.substring(0, value.offsetByCodePoints(0, limit));
    }

    /** Refuses a name that would be another name if it were a file's path. */
    private static void checkPath(String name, String path) {
        String normal = normalize(name);
        if (!normal.equals(name) || normal.equals(".") || normal.startsWith("..") || normal.startsWith("/")) {
            throw ApiError.invalidValue(
                    path,
                    name,
                    ": Names may be treated as files in certain cases, and must not resolve to other names when"
                            + " treated as such. This name would resolve to '" + normal + "'");
        }
    }

    /** The POSIX normal form of a path. */
    private static String normalize(String path) {
        Deque<String> kept = new ArrayDeque<>();
        boolean absolute = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!part.equals("..") || !absolute) {
                kept.addLast(part);
            }
        }
        List<String> parts = new ArrayList<>(kept);
        String joined = (absolute ? "/" : "") + String.join("/", parts);
        return joined.isEmpty() ? "." : joined;
    }

    private static boolean allMatch(String text, IntPredicate allowed) {
        return text.codePoints().allMatch(allowed);
    }

    private static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_NUMBER;
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
