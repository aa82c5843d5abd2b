package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a directory that holds symbolic links; each link must lead to something beneath the directory. Not thread-safe. */
final class LinkedTree {
    /** Links can make one directory appear in many places, each time with all that is beneath it. */
    private static final int MAX_BEHIND_LINKS = 100_000;

    private final Path directory;
    private final Path root;
    private final List<FileTree.Item> items = new ArrayList<>();
    private final Set<Path> entered = new HashSet<>();
    private int behindLinks;

    LinkedTree(Path directory) throws IOException {
        this.directory = directory;
        this.root = directory.toRealPath();
    }

    List<FileTree.Item> list() throws IOException {
        walk(root, directory, false);
        items.sort(Comparator.comparing(FileTree.Item::path));
        return items;
    }

    /** @param shown the place as the caller knows it, where {@code real} may be another one */
    private void walk(Path real, Path shown, boolean linked) throws IOException {
        if (!entered.add(real)) {
            throw new FileSystemLoopException(
                    shown + ": this symbolic link leads in a circle, to a directory around it");
        }
        if (linked) {
            count();
        }
        if (shown.getNameCount() - directory.getNameCount() > ArtifactNames.MAX_DEPTH) {
            throw new FileSystemException(
                    shown.toString(), null, "directories nest deeper than " + ArtifactNames.MAX_DEPTH);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
            for (Path entry : entries) {
                visit(entry, shown.resolve(real.relativize(entry)), linked);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entered.remove(real);
    }

    private void visit(Path entry, Path shown, boolean linked) throws IOException {
        boolean isLink = Files.isSymbolicLink(entry);
        Path real = isLink ? target(entry, shown) : entry;
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            walk(real, shown, linked || isLink);
        } else if (!attributes.isRegularFile()) {
            throw new FileSystemException(shown.toString(), null, FileTree.NEITHER);
        } else {
            if (linked || isLink) {
                count();
            }
            String path = FileTree.path(directory.relativize(shown), shown);
            items.add(new FileTree.Item(path, real, attributes.size()));
        }
    }

    private void count() throws FileSystemException {
        if (++behindLinks > MAX_BEHIND_LINKS) {
            throw new FileSystemException(
                    directory.toString(),
                    null,
                    "more than " + MAX_BEHIND_LINKS + " files are reached through symbolic links");
        }
    }

    private Path target(Path link, Path shown) throws IOException {
        Path target;
        try {
            target = link.toRealPath();
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(shown.toString(), null, "this symbolic link is broken: " + e.getFile());
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) { // too many levels
            throw new FileSystemLoopException(shown + ": this symbolic link leads in a circle");
        }
        if (!target.startsWith(root)) {
            throw new FileSystemException(
                    shown.toString(),
                    null,
                    "this symbolic link leads out of the directory, to " + target + "; log what it leads to by itself");
        }
        return target;
    }
}
