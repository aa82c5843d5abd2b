package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Directories with all that is beneath them. */
public final class FileTree {
    private FileTree() {}

    /** A regular file beneath a directory; the path has '/' between its names. */
    public record Item(String path, Path file, long size) {}

    /** The regular files beneath a directory, in the order of their paths; anything else but a directory is refused. */
    public static List<Item> list(Path directory) throws IOException {
        List<Item> items = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    throw new FileSystemException(file.toString(), null, "is neither a regular file nor a directory");
                }
                String path = directory
                        .relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                items.add(new Item(path, file, attributes.size()));
                return FileVisitResult.CONTINUE;
            }
        });
        items.sort(Comparator.comparing(Item::path));
        return items;
    }

    /** Deletes a directory and all beneath it, without following links; nothing happens when it is not there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Writes a directory's entries to the disk, where the system can. */
    public static void sync(Path directory) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return; // Windows cannot open a directory, and keeps its entries in order by itself
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
