package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row whose values go straight to their places. Not thread-safe. */
public final class SlotRow implements Signature.Row {
    private static final int MAX_VIOLATIONS = 1000;

    private final RowReader reader;
    private final ColumnReader[] columns;
    private double[] buffer;
    private final int offset;
    private final boolean[] set;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    SlotRow(RowReader reader, double[] buffer, int offset) {
        this.reader = reader;
        this.columns = reader.columns().toArray(ColumnReader[]::new);
        this.buffer = buffer;
        this.offset = offset;
        this.set = new boolean[columns.length];
    }

    @Override
    public void number(int column, double value) {
        set[column] = true;
        try {
            buffer[offset + column] = columns[column].read(value);
        } catch (InvalidInputException e) {
            remember(e);
        }
    }

    @Override
    public void value(int column, @Nullable Object value) {
        set[column] = true;
        try {
            buffer[offset + column] = columns[column].read(value);
        } catch (InvalidInputException e) {
            remember(e);
        }
    }

    @Override
    public void unknown(String name) {
        Objects.requireNonNull(name, "name");
        if (!reader.rules().refusesUnknown()) {
            reader.rules().onTolerated().accept(Kind.UNKNOWN_COLUMN);
        } else if (unknown.size() < MAX_VIOLATIONS) {
            unknown.add(name);
        }
    }

    private void remember(InvalidInputException e) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.addAll(e.violations());
        }
    }

    @Override
    public void clear() {
        Arrays.fill(set, false);
        violations.clear();
        unknown.clear();
    }

    /** Takes the values that follow to an array. */
    void into(double[] array) {
        buffer = array;
    }

    /** The row's array, with a value for every column; the row is empty then. */
    static double[] complete(Signature.Row row, RowReader reader) {
        if (!(row instanceof SlotRow slots) || slots.reader != reader) {
            throw new IllegalArgumentException("the row was made by another model; use this model's newRow()");
        }
        try {
            return slots.complete();
        } finally {
            slots.clear();
        }
    }

    private double[] complete() {
        for (int i = 0; i < columns.length; i++) {
            if (!set[i]) {
                try {
                    buffer[offset + i] = columns[i].missing("absent");
                } catch (InvalidInputException e) {
                    remember(e);
                }
            }
        }
        violations.addAll(reader.unknown(unknown));
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return buffer;
    }
}
