package io.github.modelkeel.model;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.Signature.Contract;
import io.github.modelkeel.model.Signature.Properties;
import io.github.modelkeel.model.Signature.UnknownColumns;
import java.util.function.Consumer;

/**
 * How rows are read.
 *
 * @param unknown what the signature says about unknown columns
 * @param contract what is asked of values
 * @param tolerated receives what the contract let pass
 * @param properties how the properties of records and beans are matched with columns
 * @param booleansAsNumbers whether a boolean in a column of numbers is 1 or 0
 */
record ReadingRules(
        UnknownColumns unknown,
        Contract contract,
        Consumer<Kind> tolerated,
        Properties properties,
        boolean booleansAsNumbers) {
    static ReadingRules of(UnknownColumns unknown) {
        return new ReadingRules(unknown, Contract.TYPED, kind -> {}, Properties.exact(), false);
    }

    boolean refusesUnknown() {
        return contract == Contract.STRICT || (unknown == UnknownColumns.REFUSE && contract != Contract.LENIENT);
    }

    boolean refusesUnknownProperties() {
        return refusesUnknown() && !properties.ignoresExtra();
    }

    ReadingRules with(Contract other, Consumer<Kind> listener) {
        return new ReadingRules(unknown, other, listener, properties, booleansAsNumbers);
    }

    ReadingRules with(Properties other) {
        return new ReadingRules(unknown, contract, tolerated, other, booleansAsNumbers);
    }

    ReadingRules withBooleansAsNumbers() {
        return new ReadingRules(unknown, contract, tolerated, properties, true);
    }

    /** The same, without reports of what was tolerated. */
    ReadingRules quiet() {
        return new ReadingRules(unknown, contract, kind -> {}, properties, booleansAsNumbers);
    }
}
