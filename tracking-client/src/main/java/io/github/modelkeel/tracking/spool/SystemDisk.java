package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import io.github.modelkeel.tracking.spool.file.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The disk itself. */
class SystemDisk implements Disk {
    @Override
    public RandomAccessFile create(Path path) throws IOException {
        Files.createFile(path, DirectoryOwner.ownersOnly("rw-------"));
        return open(path);
    }

    @Override
    public RandomAccessFile open(Path path) throws IOException {
        if (!exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a regular file: " + path);
        }
        return new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public int read(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, length);
    }

    @Override
    public void write(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        file.write(bytes, offset, length);
    }

    @Override
    public void truncate(RandomAccessFile file, long length) throws IOException {
        file.setLength(length);
    }

    @Override
    public void force(RandomAccessFile file) throws IOException {
        file.getFD().sync();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Only a channel opens a directory, and an interrupt closes channels: it is put off. */
    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!DirectoryOwner.POSIX) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
