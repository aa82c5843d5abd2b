package io.github.modelkeel.registry.cache;

import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a cache within its bound: the trees that were not handed out for longest go first, those that an alias pointed to last go after
 * all others, and those in use stay. Notes are deleted that name a tree that is gone, or that was not used for 90 days.
 */
public final class CacheTrim {
    private static final System.Logger LOG = System.getLogger(CacheTrim.class.getName());
    private static final Duration NOTE_AGE = Duration.ofDays(90);

    private final Path root;
    private final CacheGuard guard;
    private final ModelCache cache;

    public CacheTrim(Path root, CacheGuard guard, ModelCache cache) {
        this.root = root;
        this.guard = guard;
        this.cache = cache;
    }

    private record Candidate(Path tree, long bytes, boolean isLastKnown, Instant used) {
        String digest() {
            return tree.getFileName().toString();
        }
    }

    public void toAtMost(long maxBytes) throws IOException {
        Set<String> lastKnown = new HashSet<>();
        clearNotes(lastKnown);
        List<Candidate> trees = trees(lastKnown);
        long bytes = trees.stream().mapToLong(Candidate::bytes).sum();
        for (Candidate each : trees) {
            if (bytes <= maxBytes) {
                break;
            }
            if (remove(each)) {
                bytes -= each.bytes();
            }
        }
        if (bytes > maxBytes) {
            long left = bytes;
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "the model cache has " + left + " bytes, more than " + maxBytes + ", all of them in use");
        }
    }

    /** In the order in which they may go. */
    private List<Candidate> trees(Set<String> lastKnown) throws IOException {
        List<Candidate> found = new ArrayList<>();
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(root.resolve("trees"))) {
            for (Path tree : trees) {
                String digest = tree.getFileName().toString();
                Instant used = Files.getLastModifiedTime(tree).toInstant();
                found.add(new Candidate(tree, bytes(tree), lastKnown.contains(digest), used));
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process trims the cache at the same time", e);
        }
        found.sort(Comparator.comparing(Candidate::isLastKnown).thenComparing(Candidate::used));
        return found;
    }

    private static long bytes(Path tree) throws IOException {
        try {
            return FileTree.list(tree).stream().mapToLong(FileTree.Item::size).sum();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return 0; // another process is removing it
        }
    }

    private boolean remove(Candidate candidate) throws IOException {
        Path grave = PrivateDirectory.createIn(PrivateDirectory.ensure(root.resolve("tmp")), "discard-");
        try {
            return guard.exclusively(() -> {
                if (guard.isHeld(candidate.digest())) {
                    return false;
                }
                Files.move(candidate.tree(), grave.resolve("tree"), StandardCopyOption.ATOMIC_MOVE);
                return true;
            });
        } catch (NoSuchFileException e) {
            return true; // another process was first
        } finally {
            FileTree.delete(grave);
        }
    }

    /** Collects on the way what the aliases pointed to last. */
    private void clearNotes(Set<String> lastKnown) throws IOException {
        Instant limit = Instant.now().minus(NOTE_AGE);
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(root.resolve("notes"), "*.json")) {
            for (Path note : notes) {
                var content = cache.read(note);
                String tree = content.map(json -> json.path("tree").asText("")).orElse("");
                if (!tree.matches("[0-9a-f]{64}")
                        || !Files.isDirectory(root.resolve("trees").resolve(tree))
                        || Files.getLastModifiedTime(note).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(note);
                } else if (content.filter(json -> json.path("kind").asText("").equals("alias"))
                        .isPresent()) {
                    lastKnown.add(tree);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process trims the cache at the same time", e);
        }
    }
}
