package io.github.modelkeel.drift;

/** A column of both profiles. */
record ColumnPair(String name, ProfileColumn reference, ProfileColumn current) {
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
