package io.github.modelkeel.tracking;

import org.jspecify.annotations.Nullable;

/** What a record of the spool says. The numbers are in files: they never change their meaning. */
enum RecordKind {
    METRIC(1),
    PARAM(2),
    TAG(3),
    TAG_DELETION(4),
    DATASET(5),
    RUN_CREATED(6),
    RUN_RESUMED(7),
    RUN_STATUS(8),
    ARTIFACT(9);

    final int code;

    RecordKind(int code) {
        this.code = code;
    }

    static @Nullable RecordKind of(int code) {
        return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
    }

    private static final RecordKind[] BY_CODE = values();
}
