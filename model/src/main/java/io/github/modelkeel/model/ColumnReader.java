package io.github.modelkeel.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column into doubles: a number as it is, a boolean as 1 or 0, a text as the code of a known category or -1,
 * a missing value as NaN.
 */
final class ColumnReader {
    private static final int UNKNOWN = -1;

    private final Column column;
    private final Texts texts;
    private final double whenMissing;

    /**
     * The texts a column's chains know.
     *
     * @param codes the code of each
     * @param strict the categories when another one must be refused, otherwise {@code null}
     */
    record Texts(Map<String, Integer> codes, @Nullable List<String> strict) {
        static final Texts NONE = new Texts(Map.of(), null);
    }

    ColumnReader(Column column, Texts texts) {
        this.column = column;
        this.texts = texts;
        Object standIn = column.defaultValue();
        this.whenMissing = standIn == null ? Double.NaN : decode(standIn);
    }

    Column column() {
        return column;
    }

    int knownTexts() {
        return texts.codes().size();
    }

    /** A value of any type, or of none. */
    double read(@Nullable Object value) {
        if (value == null) {
            return missing("null");
        }
        double number = decode(value);
        return Double.isNaN(number) ? missing("NaN") : number;
    }

    /** A number that was never boxed. */
    double read(double number) {
        if (column.type() != ColumnType.NUMBER) {
            throw wrongKind(number);
        }
        double finite = finite(number);
        return Double.isNaN(finite) ? missing("NaN") : finite;
    }

    /** What an accepted missing value is; throws when there is none. */
    double missing(String how) {
        if (column.required()) {
            String seen = column.missingSeen() ? "" : " (training saw no missing value in it)";
            throw new InvalidInputException(
                    column.name(),
                    "column '" + column.name() + "' is " + how + ", but the model needs " + Values.kind(column.type())
                            + " in every row" + seen);
        }
        return whenMissing;
    }

    private double decode(Object value) {
        return switch (column.type()) {
            case NUMBER -> number(value);
            case TEXT -> text(value);
            case BOOLEAN -> bool(value);
        };
    }

    private double number(Object value) {
        if (value instanceof Double number) {
            return finite(number);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Float || value instanceof BigDecimal || value instanceof BigInteger) {
            return finite(((Number) value).doubleValue());
        }
        throw wrongKind(value);
    }

    private double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new InvalidInputException(
                    column.name(),
                    "column '" + column.name()
                            + "' is infinite; give a finite number, or leave it missing where the model"
                            + " allows that");
        }
        return number;
    }

    private double bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        throw wrongKind(value);
    }

    private double text(Object value) {
        if (!(value instanceof String text)) {
            throw wrongKind(value);
        }
        Integer code = texts.codes().get(text);
        if (code != null) {
            return code;
        }
        List<String> strict = texts.strict();
        if (strict != null) {
            throw new InvalidInputException(
                    column.name(),
                    "column '" + column.name() + "' has a category that training never saw: " + Values.quote(text)
                            + "; it saw " + Categories.describe(strict));
        }
        return UNKNOWN;
    }

    private InvalidInputException wrongKind(Object value) {
        String advice = column.type() == ColumnType.NUMBER && value instanceof String
                ? "; convert it before the call, texts are never parsed"
                : "";
        return new InvalidInputException(
                column.name(),
                "column '" + column.name() + "' must be " + Values.kind(column.type()) + " but is "
                        + Values.describe(value) + advice);
    }
}
