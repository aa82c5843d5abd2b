package io.github.modelkeel.serving.version;

/** Why a version answers; users see it as {@code Prediction.Origin}. */
public enum Reason {
    LIVE,
    LAST_KNOWN_GOOD,
    ROLLED_BACK,
    FALLBACK
}
