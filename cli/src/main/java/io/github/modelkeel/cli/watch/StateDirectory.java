package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.client.internal.AtomicFile;
import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of retrainings: one each, replaced in one step and forced to the disk, and the output of the command. One process has it at a time. */
final class StateDirectory implements AutoCloseable {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final FileChannel lock;

    private StateDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes the directory, which is made when it is missing. */
    static StateDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!taken(channel)) {
            channel.close();
            throw new CommandFailure(
                    Failures.FAILED,
                    "--state: another modelkeel watch uses " + directory + "; end it, or name another directory");
        }
        return new StateDirectory(directory, channel);
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    /** Reads all retrainings of a directory, the last change last. Needs no lock. */
    static List<Retraining> read(Path directory) throws IOException {
        List<Retraining> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    found.add(Retraining.read(Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw new IOException(
                            file + " cannot be read: " + e.getMessage() + "; move it away to start without it", e);
                }
            }
        }
        found.sort(Comparator.comparing(Retraining::changed));
        return found;
    }

    List<Retraining> read() throws IOException {
        return read(directory);
    }

    /** Returns after the retraining is on the disk. */
    void write(Retraining retraining) throws IOException {
        AtomicFile.write(directory.resolve(retraining.id() + SUFFIX), retraining.bytes(), directory, true);
        FileTree.sync(directory);
    }

    /** Writes what the command reads in an attempt, and makes the files of its output; only this user can read them. */
    void prepare(Retraining retraining) throws IOException {
        byte[] json = retraining
                .alert()
                .json()
                .deepCopy()
                .put("retraining", retraining.id())
                .put("attempt", retraining.attempt())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(input(retraining), json, directory, false);
        makePrivate(output(retraining));
        makePrivate(errors(retraining));
    }

    /** An existing file stays the same file: by it the processes of an earlier attempt are found. */
    private static void makePrivate(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        @Nullable PosixFileAttributeView permissions = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (permissions != null) {
            permissions.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** What the command reads as its standard input. */
    Path input(Retraining retraining) {
        return file(retraining, ".in");
    }

    /** The standard output of the command. */
    Path output(Retraining retraining) {
        return file(retraining, ".out");
    }

    /** The standard error of the command. */
    Path errors(Retraining retraining) {
        return file(retraining, ".err");
    }

    private Path file(Retraining retraining, String suffix) {
        return directory.resolve(retraining.id() + suffix);
    }

    void delete(Retraining retraining) throws IOException {
        for (String suffix : List.of(".in", ".out", ".err", SUFFIX)) {
            Files.deleteIfExists(file(retraining, suffix));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
