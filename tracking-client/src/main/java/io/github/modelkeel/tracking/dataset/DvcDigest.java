package io.github.modelkeel.tracking.dataset;

import io.github.modelkeel.client.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What DVC 3 knows data by: the MD5 of a file's bytes, whatever its line ends; of a directory the MD5 of a list of its files in JSON, with
 * {@code .dir} at the end. Immutable.
 *
 * @param md5 the digest, as it stands in {@code dvc.lock} and in {@code .dvc} files
 * @param size the bytes of all files
 * @param files the number of files; 1 of a file
 */
public record DvcDigest(String md5, long size, int files) {
    private static final String DIRECTORY = ".dir";
    private static final String IGNORE_FILE = ".dvcignore";

    /** Python compares texts by code points, Java by UTF-16. */
    private static final Comparator<String> PYTHON_ORDER =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /**
     * Reads all bytes of a file, or of all files below a directory.
     *
     * @throws IllegalArgumentException if DVC would leave out some of the files by patterns, or refuse them
     */
    public static DvcDigest of(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return new DvcDigest(md5(data), Files.size(data), 1);
        }
        mustBeWhole(data);
        Map<String, Path> files = files(data.toRealPath());
        List<String> entries = new ArrayList<>();
        long size = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            entries.add("{\"md5\": \"" + md5(file.getValue()) + "\", \"relpath\": " + quoted(file.getKey()) + "}");
            size += Files.size(file.getValue());
        }
        byte[] list = ("[" + String.join(", ", entries) + "]").getBytes(StandardCharsets.US_ASCII);
        return new DvcDigest(HexFormat.of().formatHex(newDigest().digest(list)) + DIRECTORY, size, files.size());
    }

    /** The figures of the data, as JSON. */
    public String profile() {
        return Json.text(Json.object().put("size", size).put("nfiles", files));
    }

    /** By their names below the directory. As DVC does, a link to a file is that file, and a link to a directory is left out. */
    private static Map<String, Path> files(Path directory) throws IOException {
        Map<String, Path> files = new TreeMap<>(PYTHON_ORDER);
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path name = directory.relativize(each);
                if (isVersioning(name) || Files.isDirectory(each)) {
                    continue;
                }
                if (!Files.isRegularFile(each)) {
                    throw new IOException(each + " is neither a file nor a directory, or a link to nothing");
                }
                if (name.endsWith(IGNORE_FILE)) {
                    throw new IllegalArgumentException(
                            "DVC takes no directory with a " + IGNORE_FILE + " in it: " + each);
                }
                files.put(asDvcHasIt(name), each);
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause(); // of the walk
        }
    }

    private static String asDvcHasIt(Path name) {
        String text = name.toString().replace(name.getFileSystem().getSeparator(), "/");
        boolean decoded = System.getProperty("sun.jnu.encoding", "UTF-8").equalsIgnoreCase("UTF-8")
                || name.getFileSystem().getSeparator().equals("\\"); // Windows has names as text
        if (text.indexOf('\uFFFD') >= 0 || (!decoded && text.chars().anyMatch(c -> c > '~'))) {
            throw new IllegalArgumentException(
                    "the name '" + text
                            + "' is not UTF-8, or this JVM does not read it as such (start it with LC_ALL=C.UTF-8): its digest would not be DVC's");
        }
        return text;
    }

    /** What DVC passes over without a pattern: directories of Git and Mercurial, and the file that a worktree of Git has. */
    private static boolean isVersioning(Path name) {
        for (int i = 0; i < name.getNameCount(); i++) {
            String part = name.getName(i).toString();
            boolean directory = i + 1 < name.getNameCount();
            if (part.equals(".git") || (directory && part.equals(".hg"))) {
                return true;
            }
            if (part.equals(".dvc")) { // even a file or an empty directory
                throw new IllegalArgumentException(
                        "DVC passes over a directory that is a repository of its own, so that it has no digest: "
                                + name);
            }
        }
        return false;
    }

    /** Only DVC knows what its patterns leave out, and no digest is better than a wrong one. */
    private static void mustBeWhole(Path directory) throws IOException {
        Path repository = directory.toRealPath().getParent();
        while (repository != null && !Files.isDirectory(repository.resolve(".dvc"))) {
            repository = repository.getParent();
        }
        for (Path up = directory.toRealPath().getParent();
                repository != null && up != null && up.startsWith(repository);
                up = up.getParent()) {
            Path ignore = up.resolve(IGNORE_FILE);
            if (Files.exists(ignore) && Files.readAllLines(ignore).stream().anyMatch(DvcDigest::isPattern)) {
                throw new IllegalArgumentException(ignore + " has patterns, which may leave out files of " + directory
                        + ": take the digest that DVC has computed, with Dataset.ofDvcFile");
            }
        }
    }

    private static boolean isPattern(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /** As Python's {@code json} writes a text: all but printable ASCII is escaped. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\f' -> json.append("\\f");
                case '\b' -> json.append("\\b");
                default -> json.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return json.append('"').toString();
    }

    private static String md5(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
