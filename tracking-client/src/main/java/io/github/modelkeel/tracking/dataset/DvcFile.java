package io.github.modelkeel.tracking.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digests that DVC has written into a {@code dvc.lock} or a {@code .dvc} file. Both are YAML with the lists {@code deps} and {@code outs}, an
 * item for each file or directory, one key and value a line, which may be continued; all other lines are passed over.
 */
public final class DvcFile {
    private static final Pattern LINE = Pattern.compile("( *)(- )?([a-z_0-9]+):(?: +(.*))?");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}(\\.dir)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Set<String> DATA = Set.of("deps", "outs");

    private DvcFile() {}

    /**
     * Finds the digest of a path.
     *
     * @param file the {@code dvc.lock} or {@code .dvc} file
     * @param path the path, as it stands there
     * @throws IllegalArgumentException if the path is not there, has no MD5, or stages disagree about it
     */
    public static DvcDigest find(Path file, String path) throws IOException {
        Set<DvcDigest> found = new LinkedHashSet<>();
        Set<String> paths = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        for (Map<String, String> item : items(file)) {
            String known = item.get("path");
            if (known == null) {
                continue;
            }
            String readable = unquoted(known);
            paths.add(readable == null ? known + " (escaped, which is not read here)" : readable);
            if (path.equals(readable)) {
                DvcDigest digest = digest(item);
                if (digest != null) {
                    found.add(digest);
                } else {
                    without.addAll(item.keySet());
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    without.isEmpty()
                            ? file + " has no path '" + path + "', only " + paths
                            : file + " has no MD5 of '" + path + "', only " + without
                                    + "; describe these data with another method of Dataset");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("the stages of " + file + " saw different data as '" + path + "': "
                    + found.stream().map(DvcDigest::md5).toList() + "; bring them up to date with 'dvc repro'");
        }
        return found.iterator().next();
    }

    /** Each item of the lists {@code deps} and {@code outs}, with the keys and values that are directly in it. */
    private static List<Map<String, String>> items(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.stream().anyMatch(line -> line.startsWith("<<<<<<<"))) {
            throw new IllegalArgumentException(file + " has a conflict of Git; solve it first");
        }
        Items items = new Items(lines.contains("stages:") ? 4 : 0);
        lines.forEach(items::line);
        return items.items;
    }

    /** Goes through the lines. The lists are keys of a stage in a lock, and of the file in others. */
    private static final class Items {
        private static final int NONE = -1;

        final List<Map<String, String>> items = new ArrayList<>();
        private final int level;
        private boolean data;
        /** Where the dashes of the list stand. */
        private int dashes = NONE;

        private int keys;
        private Map<String, String> item = new HashMap<>();
        /** The key whose value the next line may continue. */
        private @Nullable String open;

        Items(int level) {
            this.level = level;
        }

        void line(String line) {
            Matcher matcher = LINE.matcher(line);
            boolean matches = matcher.matches();
            int start = line.length() - line.stripLeading().length();
            boolean dash = line.startsWith("- ", start);
            if (start < level || (start == level && !dash)) {
                data = matches && DATA.contains(matcher.group(3)) && start == level;
                dashes = NONE;
                open = null;
            } else if (data && dash && (dashes == NONE || dashes == start)) {
                dashes = start;
                keys = start + 2;
                item = new HashMap<>();
                items.add(item);
                put(matcher, matches);
            } else if (data && dashes != NONE && start == keys) {
                put(matcher, matches);
            } else if (open != null && start > keys) {
                item.merge(open, line.strip(), (before, more) -> before.stripTrailing() + " " + more);
            }
        }

        private void put(Matcher matcher, boolean matches) {
            String value = matches ? matcher.group(4) : null;
            open = value == null ? null : matcher.group(3);
            if (value != null) {
                item.put(matcher.group(3), value);
            }
        }
    }

    private static @Nullable DvcDigest digest(Map<String, String> item) {
        String md5 = unquoted(item.getOrDefault("md5", ""));
        if (md5 == null || !MD5.matcher(md5).matches()) {
            return null;
        }
        long files = number(item.get("nfiles"), 1);
        return new DvcDigest(md5, number(item.get("size"), 0), (int) Math.min(Integer.MAX_VALUE, files));
    }

    private static long number(@Nullable String text, long otherwise) {
        return text != null && NUMBER.matcher(text).matches() ? Long.parseLong(text) : otherwise;
    }

    /** DVC quotes a digest that looks like a number, and a path with some special characters; null if it had to escape some. */
    private static @Nullable String unquoted(String value) {
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        if (quote != '\'' && quote != '"') {
            int comment = value.indexOf(" #");
            return (comment < 0 ? value : value.substring(0, comment)).strip();
        }
        if (value.length() < 2 || value.charAt(value.length() - 1) != quote || (quote == '"' && value.contains("\\"))) {
            return null;
        }
        String inner = value.substring(1, value.length() - 1);
        return quote == '\'' ? inner.replace("''", "'") : inner;
    }
}
