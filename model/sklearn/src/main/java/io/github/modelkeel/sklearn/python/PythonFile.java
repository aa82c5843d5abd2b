package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;

/** Reads a file that Python wrote, whatever its name is: its first bytes say what it is. */
public final class PythonFile {
    private static final String FIRST_OPCODES = "c(]})NIFLVKMJGXio";

    private PythonFile() {}

    /**
     * Reads a pickle (also of cloudpickle), a joblib file (also compressed with zlib or gzip), a skops file or a npy file.
     *
     * @param name the file's name, for messages alone
     * @param content its bytes, which are not copied and must not be changed
     * @return the root of its tree
     * @throws ModelRefusedException if the file is none of these, broken, too large, or holds what is not supported; the message names
     *     the file and the reason
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
