package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException.Kind;
import java.util.function.Consumer;

/**
 * How rows are read.
 *
 * @param ignoresUnknown whether the signature ignores unknown columns
 * @param inputPolicy what is asked of values
 * @param onTolerated is called for what the policy let pass
 * @param properties how the properties of records and beans are matched with columns
 * @param booleansAsNumbers whether a boolean in a column of numbers is 1 or 0
 */
public record ReadingRules(
        boolean ignoresUnknown,
        InputPolicy inputPolicy,
        Consumer<Kind> onTolerated,
        Properties properties,
        boolean booleansAsNumbers) {
    public static ReadingRules of(boolean ignoresUnknown) {
        return new ReadingRules(ignoresUnknown, InputPolicy.TYPED, kind -> {}, Properties.exact(), false);
    }

    boolean refusesUnknown() {
        return inputPolicy == InputPolicy.STRICT || (!ignoresUnknown && inputPolicy != InputPolicy.LENIENT);
    }

    boolean refusesUnknownProperties() {
        return refusesUnknown() && !properties.ignoresExtra();
    }

    public ReadingRules with(InputPolicy other, Consumer<Kind> listener) {
        return new ReadingRules(ignoresUnknown, other, listener, properties, booleansAsNumbers);
    }

    public ReadingRules with(Properties other) {
        return new ReadingRules(ignoresUnknown, inputPolicy, onTolerated, other, booleansAsNumbers);
    }

    public ReadingRules withBooleansAsNumbers() {
        return new ReadingRules(ignoresUnknown, inputPolicy, onTolerated, properties, true);
    }

    /** The same, without reports of what was tolerated. */
    ReadingRules quiet() {
        return new ReadingRules(ignoresUnknown, inputPolicy, kind -> {}, properties, booleansAsNumbers);
    }
}
