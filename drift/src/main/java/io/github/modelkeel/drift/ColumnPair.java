package io.github.modelkeel.drift;

import org.jspecify.annotations.Nullable;

/**
 * A column of both profiles, read by what the reference says that it is.
 *
 * @param change what the schemas say against comparing it, null if nothing
 * @param notScored why it is left out of the verdict on purpose, null if it is not
 */
record ColumnPair(
        String name,
        ProfileColumn reference,
        ProfileColumn current,
        @Nullable SchemaChange change,
        @Nullable String notScored) {

    ColumnPair(String name, ProfileColumn reference, ProfileColumn current) {
        this(name, reference, current, null, null);
    }

    /** The type of the side that has one. */
    ColumnType type() {
        return reference.type() == ColumnType.EMPTY ? current.type() : reference.type();
    }

    boolean typesDiffer() {
        return reference.type() != ColumnType.EMPTY
                && current.type() != ColumnType.EMPTY
                && reference.type() != current.type();
    }
}
