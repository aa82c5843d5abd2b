package io.github.modelkeel.tracking.record;

import org.jspecify.annotations.Nullable;

/** What a record of the spool says. The numbers are in files: they never change their meaning. */
public enum RecordKind {
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

    private static final @Nullable RecordKind[] BY_CODE = byCode();

    private static @Nullable RecordKind[] byCode() {
        @Nullable RecordKind[] kinds = new @Nullable RecordKind[16];
        for (RecordKind kind : values()) {
            kinds[kind.code] = kind;
        }
        return kinds;
    }

    /** The kind of a number from 0 to 15; null when there is none. */
    static @Nullable RecordKind of(int code) {
        return BY_CODE[code];
    }
}
