package io.github.modelkeel.validation.check;

import io.github.modelkeel.validation.rule.Rule;

/** Judges a column by one rule while its values pass. Not thread-safe. */
interface Check {
    void add(Value value);

    /** The verdict; asked for once, after the last value. */
    CheckResult result(Rule rule);
}
