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
 * The digests that DVC has written into a {@code dvc.lock} or a {@code .dvc} file. Both are YAML with a list item for each file or directory,
 * one key and value a line; all other lines are passed over.
 */
public final class DvcFile {
    private static final Pattern LINE = Pattern.compile("( *)(- )?([a-z_0-9]+): +(.*)");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}(\\.dir)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

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
        for (Map<String, String> item : items(Files.readAllLines(file))) {
            String known = item.get("path");
            if (known != null) {
                paths.add(unquoted(file, known));
                if (path.equals(unquoted(file, known))) {
                    found.add(digest(file, path, item));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " has no path '" + path + "', only " + paths);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("the stages of " + file + " saw different data as '" + path + "': "
                    + found.stream().map(DvcDigest::md5).toList() + "; bring them up to date with 'dvc repro'");
        }
        return found.iterator().next();
    }

    /** Each list item that is a mapping, with the keys and values that are directly in it. */
    private static List<Map<String, String>> items(List<String> lines) {
        List<Map<String, String>> items = new ArrayList<>();
        int keys = 0;
        Map<String, String> last = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            boolean matches = matcher.matches();
            if (matches && matcher.group(2) != null) {
                keys = matcher.end(2);
                last = new HashMap<>();
                items.add(last);
            } else if (!line.startsWith(" ".repeat(keys))) {
                last = new HashMap<>(); // what follows is of no item
            }
            if (matches && matcher.start(3) == keys) {
                last.put(matcher.group(3), matcher.group(4));
            }
        }
        return items;
    }

    private static DvcDigest digest(Path file, String path, Map<String, String> item) {
        String md5 = unquoted(file, item.getOrDefault("md5", ""));
        if (!MD5.matcher(md5).matches()) {
            throw new IllegalArgumentException(file + " has no MD5 of '" + path + "', only "
                    + new TreeSet<>(item.keySet()) + "; describe these data with another method of Dataset");
        }
        return new DvcDigest(md5, number(item.get("size"), 0), (int) number(item.get("nfiles"), 1));
    }

    private static long number(@Nullable String text, long otherwise) {
        return text != null && NUMBER.matcher(text).matches() ? Long.parseLong(text) : otherwise;
    }

    /** DVC quotes a digest that looks like a number, and a path with some special characters. */
    private static String unquoted(Path file, String value) {
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        if (quote != '\'' && quote != '"') {
            return value;
        }
        if (value.length() < 2 || value.charAt(value.length() - 1) != quote || (quote == '"' && value.contains("\\"))) {
            throw new IllegalArgumentException(
                    file + " has a value that is escaped or longer than a line, which is not read here: " + value);
        }
        String inner = value.substring(1, value.length() - 1);
        return quote == '\'' ? inner.replace("''", "'") : inner;
    }
}
