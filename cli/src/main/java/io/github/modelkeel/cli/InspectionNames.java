package io.github.modelkeel.cli;

import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Signature;

/** What {@code inspect} calls constants: programs read them, so that they may not change. */
final class InspectionNames {
    private InspectionNames() {}

    static String of(Link link) {
        return switch (link) {
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

    static String of(ColumnType type) {
        return switch (type) {
            case NUMBER -> "number";
            case TEXT -> "text";
            case BOOLEAN -> "boolean";
        };
    }

    static String of(Signature.UnknownColumns rule) {
        return switch (rule) {
            case REFUSE -> "refuse";
            case IGNORE -> "ignore";
        };
    }
}
