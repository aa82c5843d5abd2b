package io.github.modelkeel.gates.file;

import io.github.modelkeel.formats.internal.YamlTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the file of gates: YAML, of which JSON is a part, in UTF-8, with line ends of any system. */
public final class GatesFile {
    private static final int MAX_BYTES = 1 << 20;

    private GatesFile() {}

    /**
     * The object that the file holds.
     *
     * @throws IllegalArgumentException if it is empty, too large or not valid; the message has the file, and the line where there is one
     */
    public static Entry read(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IllegalArgumentException(path + ": more than " + MAX_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(path);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(path + ": not valid UTF-8; save the file in UTF-8", e);
        }
        Node root = YamlTree.compose(path.toString(), bytes)
                .orElseThrow(() -> new IllegalArgumentException(
                        path + ":1: the file is empty; expected 'gates:' and a list with an entry for each gate"));
        return new Entry(path.toString(), root);
    }
}
