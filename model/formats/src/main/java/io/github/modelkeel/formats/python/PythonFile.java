package io.github.modelkeel.formats.python;

import io.github.modelkeel.formats.ModelRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads a file that Python wrote, whatever its name is: its first bytes say what it is. */
public final class PythonFile {
    private static final String FIRST_OPCODES = "c(]})NIFLVKMJGXio";

    private PythonFile() {}

    /**
     * Reads a pickle (also of cloudpickle), a joblib file (also compressed with zlib or gzip), a skops file or a npy file.
     *
     * @param path the file
     * @return the root of its tree
     * @throws ModelRefusedException if the file is none of these, broken, too large, or holds what is not supported; the message names
     *     the file and the reason
     * @throws IOException if the file cannot be read
     */
    public static Located read(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ModelRefusedException(name + " does not exist or is not a regular file");
        }
        return read(name, bytes(path, name, Reading.MAX_FILE_BYTES));
    }

    /**
     * Reads the bytes of a file into one array, so that no more memory is needed than it has bytes.
     *
     * @param path the file
     * @param name its name, for messages
     * @param limit how many bytes it may have
     * @return its bytes
     * @throws ModelRefusedException if it is larger, or changes its size meanwhile
     * @throws IOException if it cannot be read
     */
    public static byte[] bytes(Path path, String name, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            long size = Files.size(path);
            if (size > limit) {
                throw new ModelRefusedException(name + " is larger than " + limit + " bytes");
            }
            byte[] content = new byte[(int) size];
            if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
                throw new ModelRefusedException(name + " changes while it is read; read it again");
            }
            return content;
        }
    }

    /**
     * Reads the content of a file.
     *
     * @param name the file's name, for messages alone
     * @param content its bytes, which are not copied and must not be changed
     * @return the root of its tree
     * @throws ModelRefusedException if the file is refused, as in {@link #read(Path)}
     */
    public static Located read(String name, byte[] content) {
        Reading reading = new Reading(name, content.length);
        Span whole = Span.of(content);
        Node root;
        if (Archive.isZip(whole)) {
            root = SkopsReader.read(reading, whole);
        } else if (NpyReader.isNpy(whole)) {
            root = NpyReader.read(reading, whole);
        } else {
            root = pickle(reading, Unpack.isPacked(content) ? Unpack.unpack(reading, content) : content);
        }
        return new Located(name, "model", root);
    }

    private static Node pickle(Reading reading, byte[] content) {
        String compression = Unpack.foreign(content);
        if (compression != null) {
            throw reading.refusal("it is compressed with " + compression
                    + ", which is not supported; save it again with joblib.dump(model, file, compress=(\"zlib\", 3))");
        }
        if (Unpack.startsWith(content, 'Z', 'F')) {
            throw JoblibArray.old(reading);
        }
        boolean old = content.length > 1
                && FIRST_OPCODES.indexOf(content[0] & 0xFF) >= 0
                && content[content.length - 1] == '.';
        if (!Unpack.startsWith(content, 0x80) && !old) {
            throw reading.refusal("it is neither a pickle, a joblib, a skops nor a npy file");
        }
        return PickleReader.read(reading, content);
    }
}
