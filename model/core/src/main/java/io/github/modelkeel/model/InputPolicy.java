package io.github.modelkeel.model;

import java.util.function.Consumer;

/**
 * What is asked of a row's values. Each constant tolerates more than the one before it. What it lets pass can be observed, see
 * {@link ScoringModel#withInputPolicy(InputPolicy, Consumer)}. Immutable, as every enum is.
 *
 * <p>None of them makes up a value: a required column without a value is refused by each, and so is what the model itself has no rule
 * for.
 */
public enum InputPolicy {
    /**
     * Only what training saw: besides what {@link #TYPED} asks, numbers lie in the range that training saw where the model knows it,
     * texts are known categories even where the model has a rule for others, and there are no unknown columns.
     */
    STRICT,
    /**
     * The default. Values have the column's type, nothing is converted. Unknown columns are refused or ignored as the signature says,
     * unknown categories as the model does. A number outside the range that training saw is used.
     */
    TYPED,
    /**
     * As {@link #TYPED}, but a value of another type is converted where nothing is lost. For a number: a text that is one
     * ({@code "12.5"}, blanks around it are dropped, an empty text is a missing value), {@code true} and {@code false} as 1 and 0.
     * For a boolean: 1 and 0, and the texts {@code true} and {@code false} in any case, {@code 1}, {@code 0}, {@code 1.0} and {@code 0.0}.
     * For a text: a number as its digits (3.0 as {@code "3"}, or {@code "3.0"} if that is the known category), a boolean, a character and
     * an enum constant by name.
     */
    COERCE,
    /**
     * As {@link #COERCE}, but unknown columns are ignored, and a value that cannot be used (of a type that cannot be converted,
     * infinite, or a category that the model refuses) counts as missing where the column is optional.
     */
    LENIENT;

    /** {@return whether a value of another type is converted where nothing is lost} */
    public boolean converts() {
        return this == COERCE || this == LENIENT;
    }
}
