package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.internal.ArtifactStore.Listed;
import io.github.modelkeel.client.internal.ArtifactStore.Listing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where listed files go beneath a directory, and which of them it cannot hold: besides those that no directory of this system can hold
 * these are names that the directory takes for one because it ignores case. Immutable.
 */
public final class DownloadPlan {
    private static final int MAX_SHOWN = 20;

    private final Path directory;
    private final Map<Listed, Path> targets;
    private final Map<String, String> refused;

    private DownloadPlan(Path directory, Map<Listed, Path> targets, Map<String, String> refused) {
        this.directory = directory;
        this.targets = targets;
        this.refused = refused;
    }

    /** Plans a download, and makes the directories that it needs. */
    public static DownloadPlan make(Listing listing, Path directory) throws IOException {
        Map<Listed, Path> targets = new LinkedHashMap<>();
        Map<String, String> refused = new TreeMap<>(listing.refused());
        Map<String, Path> sameFold = new HashMap<>();
        Files.createDirectories(directory);
        for (Listed file : listing.files()) {
            Path target = directory.resolve(file.path());
            String fold = Normalizer.normalize(file.path(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            Path other = sameFold.get(fold);
            try {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                if (!target.normalize().startsWith(directory.normalize())) {
                    refused.put(file.path(), "it would be written outside the directory");
                } else if (other != null && isOne(other, target)) {
                    refused.put(file.path(), "the directory takes it for " + directory.relativize(other));
                } else {
                    targets.put(file, target);
                    sameFold.put(fold, target);
                }
            } catch (FileAlreadyExistsException | NotDirectoryException e) {
                refused.put(file.path(), e.getFile() + " is a file where a directory is needed");
            }
        }
        return new DownloadPlan(directory, targets, refused);
    }

    /** Whether a file system takes two names for one. */
    private static boolean isOne(Path first, Path second) throws IOException {
        boolean made = !Files.exists(first, LinkOption.NOFOLLOW_LINKS);
        if (made) {
            Files.createFile(first);
        }
        try {
            return Files.exists(second, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(first, second);
        } finally {
            if (made) {
                Files.delete(first);
            }
        }
    }

    /** The files that can be written, each with its place. */
    public Map<Listed, Path> targets() {
        return targets;
    }

    /**
     * Fails when there are files that cannot be written, and names them.
     *
     * @param others what became of the other files
     */
    public void ensureComplete(String others) {
        if (refused.isEmpty()) {
            return;
        }
        String named = refused.entrySet().stream()
                .limit(MAX_SHOWN)
                .map(file -> "'" + ArtifactNames.shown(file.getKey()) + "': " + file.getValue())
                .collect(Collectors.joining("; "));
        int more = refused.size() - MAX_SHOWN;
        throw ArtifactNames.unsafe(refused.size() + " of " + (refused.size() + targets.size())
                + " files cannot be written to " + directory + "; " + others + ". Not written: " + named
                + (more > 0 ? "; and " + more + " more" : ""));
    }
}
