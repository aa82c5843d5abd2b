package io.github.modelkeel.drift.column;

import io.github.modelkeel.drift.statistics.SortedValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gathers the numbers of a column as plain doubles. Not thread-safe. */
public final class NumberCollector {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final int LARGE = 1_000_000;

    private double[] finite;
    private int size;
    private long missing;
    private long positiveInfinite;
    private long negativeInfinite;

    /** The same values as longs, from the first one on that a double cannot hold, until one comes that is not a whole number. */
    private @Nullable WholeNumbers whole;

    private boolean hasFractions;
    private long invalid;
    private double last = Double.NaN;
    private boolean grows = true;
    private boolean falls = true;

    public NumberCollector(int expected) {
        this.finite = new double[expected];
    }

    /** NaN counts as missing. */
    public void add(double value) {
        if (Double.isFinite(value)) {
            if (size == finite.length) {
                grow();
            }
            finite[size++] = value;
            grows &= !(value <= last);
            falls &= !(value >= last);
            last = value;
            if (whole != null) {
                addWhole(value);
            }
        } else if (Double.isNaN(value)) {
            missing++;
        } else if (value > 0) {
            positiveInfinite++;
        } else {
            negativeInfinite++;
        }
    }

    /** The same of each of them. */
    public void addAll(double[] values) {
        int i = 0;
        while (i < values.length && (grows || falls || whole != null)) {
            add(values[i++]);
        }
        for (; i < values.length; i++) {
            double value = values[i];
            if (Math.abs(value) <= Double.MAX_VALUE && size < finite.length) {
                finite[size++] = value;
            } else {
                add(value);
            }
        }
    }

    /** Takes a whole number with all of its digits. */
    public void add(long value) {
        if (whole == null && !hasFractions && !WholeNumbers.fitsDouble(value)) {
            whole = WholeNumbers.of(finite, size);
            hasFractions = whole == null;
        }
        WholeNumbers exact = whole;
        whole = null;
        add((double) value);
        whole = exact;
        if (exact != null) {
            exact.add(value);
        }
    }

    private void addWhole(double value) {
        if (whole != null && WholeNumbers.isLong(value)) {
            whole.add((long) value);
        } else {
            whole = null;
            hasFractions = true;
        }
    }

    public void addMissing(long count) {
        missing += count;
    }

    public void addInvalid(long count) {
        invalid += count;
    }

    /** The same values as texts, as codes are written. */
    public CategoryCollector toTexts() {
        CategoryCollector texts = new CategoryCollector();
        for (int i = 0; i < size; i++) {
            texts.add(ValueText.codeOf(finite[i]));
        }
        if (positiveInfinite > 0) {
            texts.add("inf", positiveInfinite);
        }
        if (negativeInfinite > 0) {
            texts.add("-inf", negativeInfinite);
        }
        texts.addMissing(missing);
        return texts;
    }

    private void grow() {
        if (size == MAX_ARRAY) {
            throw new MalformedDataException("a column may hold at most " + MAX_ARRAY + " numbers");
        }
        int more = size < LARGE ? size / 2 : size / 4; // of a large column less is left over
        finite = Arrays.copyOf(finite, (int) Math.min(MAX_ARRAY, Math.max(64, size + (long) more)));
    }

    public ProfileColumn.Numbers toColumn() {
        double[] sorted = size == finite.length ? finite : Arrays.copyOf(finite, size);
        finite = new double[0];
        size = 0;
        boolean monotone = grows || falls;
        if (!grows) {
            SortedValues.sort(sorted);
        } else {
            SortedValues.withoutNegativeZero(sorted);
        }
        return new ProfileColumn.Numbers(
                missing,
                positiveInfinite,
                negativeInfinite,
                sorted,
                whole == null ? null : whole.sorted(),
                monotone,
                invalid);
    }
}
