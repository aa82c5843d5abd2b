package io.github.modelkeel.model;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.Signature.Contract;
import io.github.modelkeel.model.Signature.UnknownColumns;
import java.util.function.Consumer;

/**
 * How rows are read.
 *
 * @param unknown what the signature says of unknown columns
 * @param contract what is asked of values
 * @param tolerated is told what the contract let pass
 */
record ReadingRules(UnknownColumns unknown, Contract contract, Consumer<Kind> tolerated) {
    static ReadingRules of(UnknownColumns unknown) {
        return new ReadingRules(unknown, Contract.TYPED, kind -> {});
    }

    boolean refusesUnknown() {
        return contract == Contract.STRICT || (unknown == UnknownColumns.REFUSE && contract != Contract.LENIENT);
    }

    /** The same, and nobody is told. */
    ReadingRules quiet() {
        return new ReadingRules(unknown, contract, kind -> {});
    }
}
