package io.github.modelkeel.tracking;

/** The state of a run. */
public enum RunStatus {
    /** The run has not ended. */
    RUNNING,
    /** Waiting for its start. */
    SCHEDULED,
    /** Ended well. */
    FINISHED,
    /** Ended with an error. */
    FAILED,
    /** Ended by force. */
    KILLED,
    /** A status that this version of the client does not know. */
    UNKNOWN;

    /** What MLflow and the records of the spool call it. It may not change. */
    String wireName() {
        return switch (this) {
            case RUNNING -> "RUNNING";
            case SCHEDULED -> "SCHEDULED";
            case FINISHED -> "FINISHED";
            case FAILED -> "FAILED";
            case KILLED -> "KILLED";
            case UNKNOWN -> "UNKNOWN";
        };
    }

    static RunStatus of(String text) {
        for (RunStatus status : values()) {
            if (status.wireName().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
