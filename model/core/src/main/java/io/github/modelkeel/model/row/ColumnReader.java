package io.github.modelkeel.model.row;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.internal.Categories;
import io.github.modelkeel.model.internal.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column into doubles: a number as it is, a boolean as 1 or 0, a text as the code of a known category or -1,
 * a missing value as NaN.
 */
public final class ColumnReader {
    private static final int UNKNOWN = -1;

    private final Column column;
    private final Texts texts;
    private final ReadingRules rules;
    private final double whenMissing;
    private final @Nullable WholeKeys wholes;
    private final boolean narrows;
    private final boolean narrowsInPart;
    private final double least;
    private final double greatest;

    /**
     * The texts a column's chains know.
     *
     * @param codes the code of each
     * @param strict the categories when another one must be refused, otherwise {@code null}
     * @param narrows whether whole numbers are rounded to floats, once
     * @param narrowsInPart whether some of those that read the column round it to floats
     */
    public record Texts(
            Map<String, Integer> codes, @Nullable List<String> strict, boolean narrows, boolean narrowsInPart) {
        public static final Texts NONE = new Texts(Map.of(), null);

        public Texts(Map<String, Integer> codes, @Nullable List<String> strict) {
            this(codes, strict, false, false);
        }
    }

    public ColumnReader(Column column, Texts texts) {
        this(column, texts, ReadingRules.of(false));
    }

    private ColumnReader(Column column, Texts texts, ReadingRules rules) {
        this.column = column;
        this.texts = texts;
        this.rules = rules;
        this.wholes =
                column.type() == ColumnType.NUMBER && !texts.codes().isEmpty() ? WholeKeys.of(texts.codes()) : null;
        this.narrows = texts.narrows();
        this.narrowsInPart = texts.narrowsInPart();
        this.least = column.hasRange() ? column.min() : Double.NEGATIVE_INFINITY;
        this.greatest = column.hasRange() ? column.max() : Double.POSITIVE_INFINITY;
        Object standIn = column.defaultValue();
        this.whenMissing = standIn == null
                ? Double.NaN
                : rules.inputPolicy() == InputPolicy.TYPED
                        ? decode(standIn)
                        : with(rules.quiet(), InputPolicy.TYPED).whenMissing;
    }

    /** The same column, read by other rules. */
    ColumnReader with(ReadingRules other) {
        return new ColumnReader(column, texts, other);
    }

    private ColumnReader with(ReadingRules other, InputPolicy inputPolicy) {
        return with(other.with(inputPolicy, other.onTolerated()));
    }

    public Column column() {
        return column;
    }

    /** The texts that the model distinguishes in this column. */
    public Texts texts() {
        return texts;
    }

    /** One more than the greatest code of a known text; not every smaller one need be a text of this column. */
    public int knownTexts() {
        int most = -1;
        for (int code : texts.codes().values()) {
            most = Math.max(most, code);
        }
        return most + 1;
    }

    /** A value of any type, or of none. */
    public double read(@Nullable Object value) {
        if (value == null) {
            return missing("null");
        }
        double number = decode(value);
        return Double.isNaN(number) ? missing("NaN") : number;
    }

    /** A whole number that was never boxed. */
    public double read(long number) {
        if (column.type() != ColumnType.NUMBER) {
            return read((Object) number);
        }
        return whole(number);
    }

    /** A number that was never boxed. */
    public double read(double number) {
        if (column.type() != ColumnType.NUMBER || (wholes != null && !Double.isNaN(number))) {
            return read((Object) number);
        }
        double finite = usable(number);
        return Double.isNaN(finite) ? missing("NaN") : finite;
    }

    /** What an accepted missing value is; throws when there is none. */
    double missing(String how) {
        if (column.required()) {
            String seen = column.missingSeen() ? "" : " (training saw no missing value in it)";
            throw violation(
                    Kind.MISSING,
                    null,
                    "is " + how + ", but the model needs " + column.type().description() + " in every row" + seen);
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
        if (wholes != null && Values.isNumber(value)) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) ? number : code(wholes.code((Number) value), usable(number), (Number) value);
        }
        if (value instanceof Double number) {
            return usable(number);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return whole(((Number) value).longValue());
        }
        if (value instanceof Float || value instanceof BigDecimal || value instanceof BigInteger) {
            return usable(((Number) value).doubleValue());
        }
        return converted(value);
    }

    private double whole(long value) {
        double number = usable((double) value);
        if (wholes != null) {
            return code(wholes.code(value), number, value);
        }
        if (narrows) {
            return (float) value;
        }
        // a source that holds nothing but whole numbers rounds once, one with other numbers beside them twice
        boolean doubtful = (narrowsInPart || rules.booleansAsNumbers()) && (float) value != (float) number;
        return doubtful ? unusable(roundedTwice(value)) : number;
    }

    /** The code of a known whole number; of another one what {@link #unseen} says. */
    private double code(int code, double number, Number value) {
        if (code != WholeKeys.NONE) {
            return code;
        }
        return Double.isNaN(number) ? number : unseen(value.toString());
    }

    private double usable(double number) {
        if (number < least || number > greatest || Double.isInfinite(number)) {
            return unusual(number);
        }
        return number;
    }

    /** An infinite number, or one that training did not see the like of. */
    private double unusual(double number) {
        if (Double.isInfinite(number)) {
            return unusable(violation(
                    Kind.NOT_FINITE,
                    number,
                    "is infinite; give a finite number, or leave it missing where the model allows that"));
        }
        if (rules.inputPolicy() == InputPolicy.STRICT) {
            throw violation(Kind.OUT_OF_RANGE, number, "is " + number + "; training saw " + least + " to " + greatest);
        }
        rules.onTolerated().accept(Kind.OUT_OF_RANGE);
        return number;
    }

    private double bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return converted(value);
    }

    private double text(Object value) {
        if (!(value instanceof String text)) {
            return converted(value);
        }
        Integer code = texts.codes().get(text);
        return code != null ? code : unseen(text);
    }

    private double unseen(String text) {
        List<String> strict = texts.strict();
        if (strict != null) {
            return unusable(unseen(text, strict));
        }
        if (rules.inputPolicy() == InputPolicy.STRICT && !texts.codes().isEmpty()) {
            throw unseen(text, texts.codes().keySet().stream().sorted().toList());
        }
        rules.onTolerated().accept(Kind.UNKNOWN_CATEGORY);
        return UNKNOWN;
    }

    private InvalidInputException unseen(String text, List<String> known) {
        return violation(
                Kind.UNKNOWN_CATEGORY,
                text,
                "has a category that training never saw: " + Values.quote(text) + "; it saw "
                        + Categories.describe(known));
    }

    /** A value of another type than the column. */
    private double converted(Object value) {
        if (StandardValue.isOptional(value)) {
            Object content = StandardValue.content(value);
            return content == null ? missing("an empty " + value.getClass().getSimpleName()) : decode(content);
        }
        String text = column.type() == ColumnType.TEXT ? StandardValue.text(value) : null;
        if (text != null) {
            return text(text);
        }
        boolean converts = rules.inputPolicy().converts()
                || (value instanceof Boolean
                        && column.type() == ColumnType.NUMBER
                        && rules.booleansAsNumbers()
                        && rules.inputPolicy() != InputPolicy.STRICT);
        Object other = converts ? Conversion.of(value, column.type(), texts.codes()) : null;
        if (other == null) {
            return unusable(wrongKind(value));
        }
        rules.onTolerated().accept(Kind.WRONG_TYPE);
        return decode(other);
    }

    /** Missing instead, where the policy and the column allow that. */
    private double unusable(InvalidInputException why) {
        if (rules.inputPolicy() != InputPolicy.LENIENT || column.required()) {
            throw why;
        }
        rules.onTolerated().accept(why.violations().get(0).kind());
        return Double.NaN;
    }

    private InvalidInputException roundedTwice(long value) {
        return violation(
                Kind.NOT_COMPUTABLE,
                value,
                "is the whole number " + value
                        + ", whose nearest 32-bit float is another one when it is a double before;"
                        + " which of them the source takes depends on the other columns: give it as a double, or as text"
                        + " to a model that compares it");
    }

    private InvalidInputException wrongKind(Object value) {
        if (column.type() == ColumnType.NUMBER && StandardValue.isTime(value)) {
            return violation(
                    Kind.WRONG_TYPE,
                    value,
                    "must be a number but is " + Values.describe(value)
                            + "; make it the number that training used, such as toEpochDay() or getYear()");
        }
        String advice = column.type() == ColumnType.NUMBER && value instanceof String
                ? rules.inputPolicy().converts()
                        ? "; the text is not a number"
                        : "; convert it before the call, texts are never parsed"
                : "";
        return violation(
                Kind.WRONG_TYPE,
                value,
                "must be " + column.type().description() + " but is " + Values.describe(value) + advice);
    }

    private InvalidInputException violation(Kind kind, @Nullable Object value, String what) {
        return new InvalidInputException(new Violation(
                column.name(),
                kind,
                value == null ? null : Values.describe(value),
                "column '" + column.name() + "' " + what));
    }
}
