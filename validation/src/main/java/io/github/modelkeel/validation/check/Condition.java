package io.github.modelkeel.validation.check;

/** What a value that is not missing must meet. One may remember the values before. */
@FunctionalInterface
interface Condition {
    boolean holds(Value value);
}
