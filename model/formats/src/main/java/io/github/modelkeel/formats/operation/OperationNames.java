package io.github.modelkeel.formats.operation;

import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.Power;
import io.github.modelkeel.model.operation.Spline;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.model.operation.TensorReduce;

/**
 * What a file calls the constants that operations are made of. The names are part of the format: a constant may be renamed in Java, its
 * name here may not change.
 */
final class OperationNames {
    private OperationNames() {}

    static String of(Activation.Form constant) {
        return switch (constant) {
            case IDENTITY -> "identity";
            case RELU -> "relu";
            case TANH -> "tanh";
            case LOGISTIC -> "logistic";
        };
    }

    static String of(Calculate.Function constant) {
        return switch (constant) {
            case LOG -> "log";
            case LOG1P -> "log1p";
            case LOG2 -> "log2";
            case LOG10 -> "log10";
            case EXP -> "exp";
            case EXPM1 -> "expm1";
            case EXP2 -> "exp2";
            case SQRT -> "sqrt";
            case CBRT -> "cbrt";
            case SQUARE -> "square";
            case ABSOLUTE -> "absolute";
            case RECIPROCAL -> "reciprocal";
            case SIGN -> "sign";
            case NEGATIVE -> "negative";
            case FLOOR -> "floor";
            case CEIL -> "ceil";
            case RINT -> "rint";
            case SIN -> "sin";
            case COS -> "cos";
            case TAN -> "tan";
            case TANH -> "tanh";
            case ARCTAN -> "arctan";
            case ARCSIN -> "arcsin";
            case ARCCOS -> "arccos";
            case SINH -> "sinh";
            case COSH -> "cosh";
            case ARCSINH -> "arcsinh";
            case TRUNC -> "trunc";
            case RADIANS -> "radians";
            case DEGREES -> "degrees";
        };
    }

    static String of(Normalize.Norm constant) {
        return switch (constant) {
            case L1 -> "l1";
            case L2 -> "l2";
            case MAX -> "max";
        };
    }

    static String of(Power.Form constant) {
        return switch (constant) {
            case YEO_JOHNSON -> "yeo_johnson";
            case YEO_JOHNSON_BY_POW -> "yeo_johnson_by_pow";
            case BOX_COX -> "box_cox";
        };
    }

    static String of(Spline.Beyond constant) {
        return switch (constant) {
            case CONSTANT -> "constant";
            case LINEAR -> "linear";
            case CONTINUE -> "continue";
            case PERIODIC -> "periodic";
            case ERROR -> "error";
        };
    }

    static String of(SupportKernel.Form constant) {
        return switch (constant) {
            case LINEAR -> "linear";
            case POLYNOMIAL -> "polynomial";
            case RADIAL -> "radial";
            case SIGMOID -> "sigmoid";
            case MATERN_1 -> "matern_1";
            case MATERN_3 -> "matern_3";
            case MATERN_5 -> "matern_5";
            case RATIONAL -> "rational";
        };
    }

    static String of(TensorOperator constant) {
        return switch (constant) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case POWER -> "power";
            case MINIMUM -> "minimum";
            case MAXIMUM -> "maximum";
            case GREATER -> "greater";
            case GREATER_OR_EQUAL -> "greater_or_equal";
            case LESS -> "less";
            case LESS_OR_EQUAL -> "less_or_equal";
            case EQUAL -> "equal";
            case EQUAL_OR_MISSING -> "equal_or_missing";
            case AND -> "and";
            case OR -> "or";
            case XOR -> "xor";
        };
    }

    static String of(TensorPrecision constant) {
        return switch (constant) {
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case INTEGER -> "integer";
        };
    }

    static String of(TensorMap.Function constant) {
        return switch (constant) {
            case CAST -> "cast";
            case WHOLE -> "whole";
            case ABS -> "abs";
            case NEGATIVE -> "negative";
            case EXP -> "exp";
            case LOG -> "log";
            case SQRT -> "sqrt";
            case RECIPROCAL -> "reciprocal";
            case SIGMOID -> "sigmoid";
            case LOGISTIC -> "logistic";
            case PROBIT -> "probit";
            case TANH -> "tanh";
            case RELU -> "relu";
            case FLOOR -> "floor";
            case CEIL -> "ceil";
            case ROUND -> "round";
            case SIGN -> "sign";
            case NOT -> "not";
            case TRUTH -> "truth";
            case IS_MISSING -> "is_missing";
            case IS_INFINITE -> "is_infinite";
        };
    }

    static String of(TensorNormalize.Kind constant) {
        return switch (constant) {
            case MAXIMUM -> "maximum";
            case ABSOLUTE_SUM -> "absolute_sum";
            case LENGTH -> "length";
            case SOFTMAX -> "softmax";
            case SOFTMAX_ZERO -> "softmax_zero";
        };
    }

    static String of(TensorReduce.Kind constant) {
        return switch (constant) {
            case SUM -> "sum";
            case MEAN -> "mean";
            case ABSOLUTE_SUM -> "absolute_sum";
            case SQUARE_SUM -> "square_sum";
            case LENGTH -> "length";
            case PRODUCT -> "product";
            case MINIMUM -> "minimum";
            case MAXIMUM -> "maximum";
            case INDEX_OF_MAXIMUM -> "index_of_maximum";
            case INDEX_OF_MINIMUM -> "index_of_minimum";
        };
    }
}
