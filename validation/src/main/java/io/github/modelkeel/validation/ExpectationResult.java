package io.github.modelkeel.validation;

import io.github.modelkeel.validation.check.CheckResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What came of one expectation. Immutable and safe for use by multiple threads. */
public final class ExpectationResult {
    private final CheckResult result;

    ExpectationResult(CheckResult result) {
        this.result = result;
    }

    /** {@return what was expected} */
    public Expectation expectation() {
        return new Expectation(result.rule());
    }

    /** {@return the column, empty if the table as a whole was judged} */
    public Optional<String> column() {
        return Optional.ofNullable(result.rule().column());
    }

    /** {@return whether it is met} */
    public ValidationState state() {
        return ValidationState.of(result.state());
    }

    /**
     * The number that was compared: of values the share that is as expected, of a mean, quantile and the like the figure, of a table its number
     * of rows or columns.
     *
     * @return the number, empty if there is none
     */
    public OptionalDouble observed() {
        return result.observed() instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** {@return how many values were judged: those that are not missing, or all where missing ones are unexpected; of a table its rows} */
    public long judged() {
        return result.judged();
    }

    /** {@return how many values are missing} */
    public long missing() {
        return result.missing();
    }

    /** {@return how many of the judged values are not as expected; all that are equal, of an expectation to be unique} */
    public long unexpected() {
        return result.unexpected();
    }

    /** {@return the first of these, at most five, each cut at 120 characters} */
    public List<String> examples() {
        return result.examples();
    }

    /** {@return the verdict in words} */
    public String sentence() {
        return result.sentence();
    }

    /** {@return the state and the sentence} */
    @Override
    public String toString() {
        return state() + ": " + sentence();
    }
}
