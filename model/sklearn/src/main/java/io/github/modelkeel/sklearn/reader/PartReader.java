package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;

/**
 * Reads the estimators and transformers that another one holds. A reader of one class is given this and names no other reader, so that it
 * can be understood alone. A refusal is a {@link io.github.modelkeel.formats.ModelRefusedException} that says where and why.
 */
public interface PartReader {
    /**
     * Reads a fitted estimator.
     *
     * @param estimator the estimator
     * @param features how many features it is given
     */
    Fitted estimator(Located estimator, int features);

    /** Appends what a transformer does to the program. */
    ColumnBlock transformer(Located transformer, ColumnBlock in, ProgramBuilder program);

    /** Whether an estimator accepts missing values by its own word. */
    boolean allowsMissing(Located estimator);
}
