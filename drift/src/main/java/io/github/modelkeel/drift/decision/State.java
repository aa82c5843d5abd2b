package io.github.modelkeel.drift.decision;

/** The verdict on a column or on the data set; users see it as a {@code DriftState}. */
public enum State {
    STABLE,
    SHIFTED,
    DRIFTED,
    UNDECIDED,
    NOT_SCORED;

    /** Whether the column counts in the verdict on the data set. */
    public boolean isJudged() {
        return this == STABLE || this == SHIFTED || this == DRIFTED;
    }
}
