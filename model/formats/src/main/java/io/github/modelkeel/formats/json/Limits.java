package io.github.modelkeel.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.modelkeel.formats.internal.NewerJackson;

/** How large the files of a model may be, and what they may hold; a directory from a registry is untrusted. */
public final class Limits {
    public static final int FORMAT_VERSION = 1;

    /** The version of a model.json that uses what version 1 does not know: several outputs, categorical splits, new links. */
    public static final int EXTENDED_VERSION = 2;

    /** The version of a model.json with a program in it, or with leaves that have a value for each output. */
    public static final int PROGRAM_VERSION = 3;

    public static final int MAX_COLUMNS = 10_000;
    public static final int MAX_CHAINS = 20_000;
    public static final int MAX_STEPS = 100;
    public static final int MAX_CATEGORIES = 100_000;
    public static final int MAX_FEATURES = 1_000_000;
    public static final int MAX_CALLS = 100_000;
    public static final int MAX_VALUES = 10_000_000;
    public static final int MAX_CLASSES = 10_000;
    public static final int MAX_TREES = 100_000;
    public static final int MAX_NODES = 2_000_000;
    public static final int MAX_LEAF_VALUES = 10_000_000;
    public static final int MAX_EXAMPLE_ROWS = 10_000;
    public static final int MAX_YAML_BYTES = 1 << 20;
    public static final int MAX_JSON_BYTES = 128 << 20;

    public static final JsonFactory JSON = JsonFactory.builder()
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
}
