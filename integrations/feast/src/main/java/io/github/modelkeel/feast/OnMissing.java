package io.github.modelkeel.feast;

/**
 * What a model gets for a feature that has no value: of an entity that the store does not know, a value that is null or too old, and every feature of a
 * request that failed. Immutable, as every enum is.
 */
public enum OnMissing {
    /** {@code null}, which a model takes as a missing value; it refuses the row where its column must have one. */
    NULL,
    /** The feature's {@linkplain FeastClientBuilder#defaults default}; {@code null} where it has none. */
    DEFAULT,
    /** The call fails, with the name of the feature and of the entity. */
    FAIL
}
