package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories with all that is beneath them. */
public final class FileTree {
    static final String NEITHER = "is neither a regular file nor a directory";

    private FileTree() {}

    /** A regular file beneath a directory; the path has '/' between its names. */
    public record Item(String path, Path file, long size) {}

    /** The regular files beneath a directory, in the order of their paths; links and all else but directories are refused. */
    public static List<Item> list(Path directory) throws IOException {
        List<Item> items = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    String what =
                            attributes.isSymbolicLink() ? "is a symbolic link, which is not followed here" : NEITHER;
                    throw new FileSystemException(file.toString(), null, what);
                }
                items.add(new Item(path(directory.relativize(file), file), file, attributes.size()));
                return FileVisitResult.CONTINUE;
            }
        });
        items.sort(Comparator.comparing(Item::path));
        return items;
    }

    /**
     * The files beneath a directory as {@link #list}, with symbolic links to files and directories beneath the same directory followed.
     *
     * @throws FileSystemException naming a link that leads out of the directory, in a circle, or to nothing
     */
    public static List<Item> listFollowingLinks(Path directory) throws IOException {
        return new LinkedTree(directory).list();
    }

    /** How many files and directories a listing of these files has. */
    public static int entries(List<Item> items) {
        Set<String> paths = new HashSet<>();
        for (Item item : items) {
            String path = item.path();
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                paths.add(path.substring(0, slash));
            }
        }
        return paths.size() + items.size();
    }

    /** A path with '/' between its names; a name that this JVM cannot express would be sent as another one. */
    static String path(Path relative, Path file) throws FileSystemException {
        String path = relative.toString();
        boolean same;
        try {
            same = relative.getFileSystem().getPath(path).equals(relative);
        } catch (InvalidPathException e) {
            same = false;
        }
        if (!same) {
            throw new FileSystemException(file.toString(), null, "its name: " + ArtifactNames.encodingHint());
        }
        return path.replace(relative.getFileSystem().getSeparator(), "/");
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
