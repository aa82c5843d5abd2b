package io.github.modelkeel.drift.column;

/** What a column holds, with its names in files. */
public enum Type {
    /** Numbers. */
    NUMBER("number", "NUMBER"),
    /** Text. */
    TEXT("text", "TEXT"),
    /** Nothing but missing values. */
    EMPTY("empty", "EMPTY");

    private final String saved;
    private final String upperCase;

    Type(String saved, String upperCase) {
        this.saved = saved;
        this.upperCase = upperCase;
    }

    /** The name in reports and profiles. A constant may be renamed in Java, this may not change. */
    public String saved() {
        return saved;
    }

    /** The name in schema changes and in the fingerprint. */
    public String upperCase() {
        return upperCase;
    }
}
