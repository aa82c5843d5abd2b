package io.github.modelkeel.tracking.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What git has checked out, read from its files: commit, branch and the address of the remote 'origin' without any credential.
 *
 * @param commit 40 or 64 hexadecimal digits
 * @param branch the branch, or null when HEAD is detached
 * @param remote the remote's address, or null when there is none
 */
record GitCheckout(
        String commit, @Nullable String branch, @Nullable String remote) {
    private static final System.Logger LOG = System.getLogger(GitCheckout.class.getName());
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/@]*@)?([^?#]*).*");
    private static final Pattern SCP = Pattern.compile("(?:[^/@:]*(?::[^/@]*)?@)?([^/@:]+:.*)");
    private static final String BRANCHES = "refs/heads/";
    private static final long MAX_BYTES = 8 << 20;

    /** The checkout that a directory is in. */
    static Optional<GitCheckout> find(Path start) {
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path git = directory.resolve(".git");
            if (Files.exists(git)) {
                try {
                    return read(git);
                } catch (IOException | InvalidPathException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the git checkout in " + directory + " could not be read", e);
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.source.git.commit", commit);
        if (branch != null) {
            tags.put("mlflow.source.git.branch", branch);
        }
        if (remote != null) {
            tags.put("mlflow.source.git.repoURL", remote);
        }
        return tags;
    }

    private static Optional<GitCheckout> read(Path git) throws IOException {
        Path own = Files.isDirectory(git) ? git : linked(git);
        Path common = own;
        if (Files.isRegularFile(own.resolve("commondir"))) { // a worktree shares refs and config with its main checkout
            common = own.resolve(text(own.resolve("commondir")).strip()).normalize();
        }
        String head = text(own.resolve("HEAD")).strip();
        String ref = head.startsWith("ref:") ? head.substring(4).strip() : null;
        String commit = ref == null ? head : commitOf(ref, own, common);
        if (commit == null || !HASH.matcher(commit).matches()) {
            return Optional.empty(); // nothing committed yet, or refs are kept in a form that is not files
        }
        String branch = ref != null && ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : null;
        return Optional.of(new GitCheckout(commit, branch, remote(common.resolve("config"))));
    }

    /** A file '.git' holds the place of the real directory. */
    private static Path linked(Path file) throws IOException {
        String text = text(file).strip();
        if (!text.startsWith("gitdir:")) {
            throw new IOException(file + " does not start with 'gitdir:'");
        }
        return file.resolveSibling(text.substring("gitdir:".length()).strip()).normalize();
    }

    private static @Nullable String commitOf(String ref, Path own, Path common) throws IOException {
        if (ref.contains("..") || !ref.startsWith("refs/")) {
            return null;
        }
        for (Path root : List.of(own, common)) {
            Path loose = root.resolve(ref);
            if (Files.isRegularFile(loose)) {
                return text(loose).strip();
            }
        }
        Path packed = common.resolve("packed-refs");
        if (Files.isRegularFile(packed)) {
            for (String line : text(packed).lines().toList()) {
                if (line.endsWith(" " + ref)) {
                    return line.substring(0, line.indexOf(' '));
                }
            }
        }
        return null;
    }

    private static @Nullable String remote(Path config) throws IOException {
        if (!Files.isRegularFile(config)) {
            return null;
        }
        boolean inOrigin = false;
        for (String line : text(config).lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inOrigin = line.replaceAll("\\s+", " ").equals("[remote \"origin\"]");
            } else if (inOrigin && line.matches("url\\s*=.*")) {
                return withoutCredentials(line.substring(line.indexOf('=') + 1).strip());
            }
        }
        return null;
    }

    static @Nullable String withoutCredentials(String url) {
        Matcher address = URL.matcher(url);
        if (address.matches()) {
            return address.group(1) + address.group(2);
        }
        Matcher scp = SCP.matcher(url);
        return scp.matches() ? scp.group(1) : url.contains("@") ? null : url;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
