package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.column.WholeNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a value is one of a set. A number is compared as a number, a field of a file as a number, a text or true and false. */
final class SetCondition implements Condition {
    private final Set<String> texts = new HashSet<>();
    private final Set<Object> numbers = new HashSet<>();
    private final Set<String> flags = new HashSet<>();
    private final boolean wanted;

    SetCondition(List<Object> values, boolean wanted) {
        this.wanted = wanted;
        for (Object value : values) {
            if (value instanceof String text) {
                texts.add(text);
            } else if (value instanceof Boolean flag) {
                numbers.add(flag ? 1L : 0L);
                flags.add(flag.toString());
            } else if (value instanceof Number number) {
                numbers.add(number(number));
            }
        }
    }

    private static Object number(Number value) {
        if (value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal) {
            BigDecimal exact = new BigDecimal(value.toString());
            boolean isLong = exact.stripTrailingZeros().scale() <= 0
                    && exact.toBigInteger().bitLength() < Long.SIZE;
            return isLong ? (Object) exact.longValue() : exact.doubleValue();
        }
        double number = value.doubleValue();
        return WholeNumbers.isLong(number) ? (Object) (long) number : number;
    }

    @Override
    public boolean holds(Value value) {
        return contains(value) == wanted;
    }

    private boolean contains(Value value) {
        if (value.isText()) {
            String text = String.valueOf(value.text());
            if (texts.contains(text)) {
                return true;
            }
            if (!value.isField()) {
                return false;
            }
            if (!flags.isEmpty() && flags.contains(text.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        if (numbers.isEmpty() || Double.isNaN(value.number())) {
            return false;
        }
        Long whole = value.whole();
        return numbers.contains(whole == null ? (Object) value.number() : whole);
    }
}
