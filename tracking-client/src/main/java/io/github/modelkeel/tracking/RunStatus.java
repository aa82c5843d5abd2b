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

    static RunStatus of(String text) {
        for (RunStatus status : values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
