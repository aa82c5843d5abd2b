package io.github.modelkeel.model.operation;

import java.util.List;
import java.util.Locale;

/**
 * A part of a {@link Program}: some numbers in, some numbers out. NaN is a missing number. An operation is a record whose components
 * are all of its data, checked by its constructor, so that it can be compared and saved. Immutable.
 */
public interface Operation {
    /** {@return how many slots it reads, at least 0} */
    int inputs();

    /** {@return how many slots it writes, at least 1} */
    int outputs();

    /**
     * The texts that it distinguishes, when it reads the codes of a text column.
     *
     * @return distinct texts; none for an operation on numbers
     */
    default List<String> texts() {
        return List.of();
    }

    /**
     * Whether a text that is not one of its {@link #texts()} must be refused where a row is read.
     *
     * @return true for an encoder that knows no rule for unseen texts
     */
    default boolean refusesOtherTexts() {
        return false;
    }

    /**
     * Whether each output is a text's code whenever the input of the same index is one.
     *
     * @return true for an operation that only fills missing texts
     */
    default boolean passesTexts() {
        return false;
    }

    /**
     * Whether an output can be missing.
     *
     * @param output the output's index
     * @param missingInputs for each input whether it can be missing
     * @return by default true if any input can be
     */
    default boolean mayBeMissing(int output, boolean[] missingInputs) {
        for (boolean missing : missingInputs) {
            if (missing) {
                return true;
            }
        }
        return false;
    }

    /**
     * What it does with an input, in a few words for a reader of the model.
     *
     * @param input the input's index
     * @return by default the operation's name
     */
    default String words(int input) {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /**
     * Makes it executable.
     *
     * @param around its context
     * @return a kernel that is immutable and safe for use by multiple threads
     */
    Kernel compile(CompileContext around);
}
