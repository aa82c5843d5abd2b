package io.github.modelkeel.model.training;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.row.ColumnReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one column in the training rows. Not thread-safe. */
final class TrainingColumn {
    private final String name;
    private final ColumnType type;
    private final ColumnReader reader;
    private final List<@Nullable String> texts = new ArrayList<>();
    private double[] numbers = new double[64];
    private int size;
    private int missing;

    TrainingColumn(String name, ColumnType type) {
        this.name = name;
        this.type = type;
        this.reader = new ColumnReader(new Column(name, type, false, true, null), ColumnReader.Texts.NONE);
    }

    String name() {
        return name;
    }

    boolean isNumeric() {
        return type != ColumnType.TEXT;
    }

    void add(Map<String, ?> row) {
        Object value = row.get(name);
        double number = reader.read(value);
        if (Double.isNaN(number)) {
            missing++;
        }
        if (type == ColumnType.TEXT) {
            texts.add((String) value);
        } else {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size] = number;
        }
        size++;
    }

    void requireAValue() {
        if (missing == size) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has no value in any of the " + size + " training rows; is its name right?");
        }
    }

    /** The values, NaN where missing; a new array. */
    double[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    /** The values, {@code null} where missing; a new array. */
    @Nullable String[] texts() {
        return texts.toArray(new @Nullable String[0]);
    }

    Column learned(boolean usedUnfilled, boolean withRange) {
        Column column = new Column(name, type, missing == 0 && usedUnfilled, missing > 0, null);
        return withRange && type == ColumnType.NUMBER ? withRange(column) : column;
    }

    private Column withRange(Column column) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (!Double.isNaN(numbers[i])) {
                least = Math.min(least, numbers[i]);
                greatest = Math.max(greatest, numbers[i]);
            }
        }
        return column.withRange(least, greatest);
    }
}
