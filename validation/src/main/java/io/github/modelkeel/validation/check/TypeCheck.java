package io.github.modelkeel.validation.check;

import io.github.modelkeel.validation.rule.Rule;
import java.util.List;

/**
 * Judges the type of a column. Whole numbers among floats are floats, as they are in a column of pandas; any field of a file is a text. Not
 * thread-safe.
 */
final class TypeCheck implements Check {
    private final ValueCheck values;
    private final boolean floats;
    private boolean fractions;
    private boolean strangers;
    private long integers;

    private TypeCheck(List<Object> types) {
        this.floats = types.contains("float") && !types.contains("integer") && !types.contains("number");
        this.values = ValueCheck.of(value -> holds(types, value));
    }

    static Check of(Rule rule) {
        return new TypeCheck(rule.values());
    }

    private static boolean holds(List<Object> types, Value value) {
        boolean text = types.contains("text") && value.isField();
        return text
                || switch (value.type()) {
                    case INTEGER -> types.contains("integer") || types.contains("number") || types.contains("float");
                    case FLOAT -> types.contains("float") || types.contains("number");
                    case BOOLEAN -> types.contains("boolean");
                    case DATE -> types.contains("date") || types.contains("text");
                    case TEXT -> types.contains("text");
                    case OTHER -> false;
                };
    }

    @Override
    public void add(Value value) {
        values.add(value);
        if (floats && !value.isMissing()) {
            Value.Type type = value.type();
            fractions |= type == Value.Type.FLOAT;
            strangers |= type != Value.Type.FLOAT && type != Value.Type.INTEGER;
            integers += type == Value.Type.INTEGER ? 1 : 0;
        }
    }

    @Override
    public CheckResult result(Rule rule) {
        CheckResult result = values.result(rule);
        if (floats && !fractions && !strangers && integers > 0 && result.missing() == 0) {
            return new CheckResult(
                    rule,
                    CheckResult.State.FAILED,
                    0.0,
                    result.judged(),
                    0,
                    integers,
                    List.of(),
                    result.rule().column()
                            + ": type float: all values are integers; expect the type number if both will do");
        }
        return result;
    }
}
