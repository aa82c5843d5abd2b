package io.github.modelkeel.serving.log;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of all processes that log to a directory: {@code predictions-START-UNIQUE-NUMBER.jsonl}, {@code .jsonl.gz} once it is
 * compressed, and {@code predictions-START-UNIQUE.lock} while the process lives. Safe for use by multiple threads and processes.
 */
final class LogDirectory {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final String OPEN = ".jsonl";
    private static final String COMPRESSED = ".jsonl.gz";
    private static final String UNFINISHED = ".jsonl.gz.tmp";
    private static final int BLOCK = 1 << 16;

    /** Files of another program may have the same start and end; only names of this form are the log's own. */
    private static final Pattern OWN =
            Pattern.compile("predictions-\\d{8}T\\d{6}Z-[0-9a-f]{12}(-\\d{6,}\\.jsonl(\\.gz(\\.tmp)?)?|\\.lock)");

    private final Path directory;

    private LogDirectory(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory, for its owner alone, if it is not there. */
    static LogDirectory make(Path directory) throws IOException {
        Files.createDirectories(directory, ownerOnly("rwx------"));
        return new LogDirectory(directory.toRealPath());
    }

    Path file(String process, int number) {
        return directory.resolve(process + "-" + String.format(Locale.ROOT, "%06d", number) + OPEN);
    }

    Path lock(String process) {
        return directory.resolve(process + ProcessLock.SUFFIX);
    }

    static Set<StandardOpenOption> fileOptions() {
        return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /** Completes the files that ended processes left. */
    void recover(boolean gzip) throws IOException {
        for (Path file : list("predictions-*" + ProcessLock.SUFFIX)) {
            try (ProcessLock lock = ProcessLock.takeOver(file)) {
                if (lock != null) {
                    recover(processOf(file), gzip);
                }
            } catch (NoSuchFileException e) {
                LOG.log(Level.DEBUG, "another process was faster", e);
            }
        }
    }

    /** Completes the files of one process, none of which is open any more. */
    void recover(String process, boolean gzip) throws IOException {
        for (Path unfinished : list(process + "-*" + UNFINISHED)) {
            Files.deleteIfExists(unfinished);
        }
        for (Path file : list(process + "-*" + OPEN)) {
            if (Files.exists(compressed(file))) {
                Files.deleteIfExists(file);
            } else if (endAfterLastLine(file) && gzip) {
                compress(file);
            }
        }
    }

    /** Cuts what follows the last line end; false, and the file is gone, if there is none. */
    private static boolean endAfterLastLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = afterLastLine(channel);
            if (end > 0) {
                channel.truncate(end);
                return true;
            }
        }
        Files.delete(file);
        return false;
    }

    private static long afterLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                // until the block is there
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /** Compresses a file unless another process deleted it meanwhile, for its limit on the whole. */
    static void compressIfThere(Path file) throws IOException {
        try {
            compress(file);
        } catch (NoSuchFileException e) {
            if (Files.exists(file)) {
                throw e;
            }
            LOG.log(Level.DEBUG, "deleted before it was compressed", e);
        }
    }

    /** Replaces a file that has ended by a compressed one, in one step. */
    static void compress(Path file) throws IOException {
        Path compressed = compressed(file);
        Path unfinished = compressed.resolveSibling(compressed.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, ownerOnly("rw-------"));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished), BLOCK)) {
                Files.copy(file, out);
            }
            Files.setLastModifiedTime(unfinished, Files.getLastModifiedTime(file));
            Files.move(unfinished, compressed, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        Files.deleteIfExists(file);
    }

    private static Path compressed(Path file) {
        return file.resolveSibling(file.getFileName() + ".gz");
    }

    /**
     * Deletes the oldest files until the others fit; never one that a process is writing.
     *
     * @param limit what they may take
     * @param open the file that is being written here, or null
     * @param reserved what that one may grow to
     */
    void deleteOldest(long limit, @Nullable Path open, long reserved) throws IOException {
        List<Entry> entries = entries();
        Set<Path> written = written(entries, open);
        long sum = open == null ? 0 : reserved;
        for (Entry entry : entries) {
            sum += entry.file.equals(open) ? 0 : entry.size;
        }
        for (Entry entry : entries) {
            if (sum > limit && !written.contains(entry.file)) {
                Files.deleteIfExists(entry.file);
                sum -= entry.size;
            }
        }
    }

    private record Entry(Path file, FileTime time, long size) {}

    /** The oldest first. */
    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : list("predictions-*{" + OPEN + "," + COMPRESSED + "}")) {
            try {
                entries.add(new Entry(file, Files.getLastModifiedTime(file), Files.size(file)));
            } catch (NoSuchFileException e) {
                LOG.log(Level.DEBUG, "another process was faster", e);
            }
        }
        entries.sort(Comparator.comparing(Entry::time).thenComparing(Entry::file));
        return entries;
    }

    /** The last file of each process that has a lock, and the one here. */
    private Set<Path> written(List<Entry> entries, @Nullable Path open) throws IOException {
        Set<Path> written = new HashSet<>();
        if (open != null) {
            written.add(open);
        }
        for (Path lock : list("predictions-*" + ProcessLock.SUFFIX)) {
            String process = processOf(lock);
            entries.stream()
                    .map(Entry::file)
                    .filter(file -> file.getFileName().toString().startsWith(process + "-"))
                    .filter(file -> file.getFileName().toString().endsWith(OPEN))
                    .max(Comparator.naturalOrder())
                    .ifPresent(written::add);
        }
        return written;
    }

    private static String processOf(Path lock) {
        String name = lock.getFileName().toString();
        return name.substring(0, name.length() - ProcessLock.SUFFIX.length());
    }

    private List<Path> list(String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            for (Path file : found) {
                if (OWN.matcher(file.getFileName().toString()).matches()) {
                    files.add(file);
                }
            }
        }
        return files;
    }
}
