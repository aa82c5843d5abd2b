package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.modelkeel.formats.internal.NewerJackson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large the files of a model may be; a directory from a registry is untrusted. */
final class Limits {
    static final int FORMAT_VERSION = 1;

    /** The version of a model.json that uses what version 1 does not know: several outputs, categorical splits, new links. */
    static final int EXTENDED_VERSION = 2;

    /** The version of a model.json with a program in it, or with leaves that have a value for each output. */
    static final int PROGRAM_VERSION = 3;

    static final int MAX_COLUMNS = 10_000;
    static final int MAX_CHAINS = 20_000;
    static final int MAX_STEPS = 100;
    static final int MAX_CATEGORIES = 100_000;
    static final int MAX_FEATURES = 1_000_000;
    static final int MAX_CALLS = 100_000;
    static final int MAX_VALUES = 10_000_000;
    static final int MAX_CLASSES = 10_000;
    static final int MAX_TREES = 100_000;
    static final int MAX_NODES = 2_000_000;
    static final int MAX_LEAF_VALUES = 10_000_000;
    static final int MAX_EXAMPLE_ROWS = 10_000;
    static final int MAX_YAML_BYTES = 1 << 20;
    private static final int MAX_JSON_BYTES = 128 << 20;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(limits())
            .build();

    private Limits() {}

    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(64)
                .maxStringLength(100_000)
                .maxNumberLength(100);
        NewerJackson.set(() ->
                limits.maxNameLength(10_000).maxDocumentLength(MAX_JSON_BYTES).maxTokenCount(20_000_000));
        return limits.build();
    }

    static byte[] readJson(Path directory, String file) throws IOException {
        return read(directory, file, MAX_JSON_BYTES);
    }

    /**
     * Reads a file of the directory, refusing one that is absent, not a regular file, or larger than a limit. A symbolic link is
     * followed within the directory, as Kubernetes mounts files.
     */
    static byte[] read(Path directory, String file, int limit) throws IOException {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new ModelRefusedException(file + " does not exist or is not a regular file");
        }
        if (!path.toRealPath().startsWith(directory.toRealPath())) {
            throw new ModelRefusedException(file + " is a symbolic link that leads out of the model's directory");
        }
        return bytes(path, file, limit);
    }

    /** Reads the bytes of a file into one array, so that no more memory is needed than it has bytes. */
    private static byte[] bytes(Path path, String name, int limit) throws IOException {
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
}
