package io.github.modelkeel.formats.internal;

import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.preprocessing.Step;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;

/**
 * What a file, and {@code inspect} of the command line, call the constants of a model, its columns, steps and scorers. The names are part
 * of the format: a constant may be renamed in Java, its name here may not change. Those of operations are in {@code OperationNames}.
 */
public final class FileNames {
    private FileNames() {}

    /**
     * The name of a link.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(Link constant) {
        return switch (constant) {
            case IDENTITY -> "identity";
            case LOGISTIC -> "logistic";
            case EXP -> "exp";
            case FLOAT_LOGISTIC -> "float_logistic";
            case FLOAT_EXP -> "float_exp";
            case STEP -> "step";
            case SIGNED_SQUARE -> "signed_square";
            case SOFTPLUS -> "softplus";
            case SOFTMAX -> "softmax";
            case FLOAT_SOFTMAX -> "float_softmax";
        };
    }

    /**
     * The name of the type of a column.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(ColumnType constant) {
        return switch (constant) {
            case NUMBER -> "number";
            case TEXT -> "text";
            case BOOLEAN -> "boolean";
        };
    }

    /**
     * The name of what happens to columns that a model does not know.
     *
     * @param ignored whether they are ignored
     * @return its name
     */
    public static String unknownColumns(boolean ignored) {
        return ignored ? "ignore" : "refuse";
    }

    /**
     * The name of how a class is chosen.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(DecisionRule constant) {
        return switch (constant) {
            case MOST_PROBABLE -> "most_probable";
            case HIGHEST_SCORE -> "highest_score";
            case HIGHEST_SCORE_OR_ZERO -> "highest_score_or_zero";
            case FIRST_OUTPUT -> "first_output";
        };
    }

    /**
     * The name of what happens to a category that training never saw.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(Step.Unseen constant) {
        return switch (constant) {
            case ERROR -> "error";
            case IGNORE -> "ignore";
            case DEFAULT -> "default";
        };
    }

    /**
     * The name of what a division by zero gives.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(FittedPreprocessing.ZeroDivision constant) {
        return switch (constant) {
            case ERROR -> "error";
            case MISSING -> "missing";
            case ZERO -> "zero";
        };
    }

    /**
     * The name of how a split compares.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(TreeEnsembleScorer.Comparison constant) {
        return switch (constant) {
            case LESS -> "less";
            case LESS_OR_EQUAL -> "less_or_equal";
        };
    }

    /**
     * The name of how trees read a number.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(TreeEnsembleScorer.Inputs constant) {
        return switch (constant) {
            case DOUBLE -> "double";
            case FLOAT -> "float";
            case FINITE_FLOAT -> "finite_float";
            case FINITE_FLOAT_OR_MISSING -> "finite_float_or_missing";
        };
    }

    /**
     * The name of how trees are added up.
     *
     * @param constant the constant
     * @return its name
     */
    public static String of(TreeEnsembleScorer.Sum constant) {
        return switch (constant) {
            case FLOAT_FROM_BASE -> "float_from_base";
            case FLOAT_BASE_LAST -> "float_base_last";
            case DOUBLE_BASE_LAST -> "double_base_last";
            case DOUBLE_FROM_BASE -> "double_from_base";
            case MEAN -> "mean";
            case RUNNING_MEAN -> "running_mean";
        };
    }
}
