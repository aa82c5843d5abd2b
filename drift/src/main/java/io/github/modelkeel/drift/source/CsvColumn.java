package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.DecimalField;
import io.github.modelkeel.drift.column.NumberCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.column.WholeNumbers;
import org.jspecify.annotations.Nullable;

/** One column of a CSV file while it is being read. Not thread-safe. */
final class CsvColumn {

    private final String name;
    private final CsvFormat options;
    private final @Nullable Type fixed;
    private final boolean asWritten;
    private long missing;
    private long invalid;
    private @Nullable NumberCollector numbers;
    private @Nullable CategoryCollector categories;
    private boolean textAfterNumbers;

    CsvColumn(String name, @Nullable Type fixed, CsvFormat options) {
        this.name = name;
        this.fixed = fixed;
        this.asWritten = options.isText(name);
        this.options = options;
    }

    public String name() {
        return name;
    }

    /** Whether a number was read as one. If a text came after it, what was gathered is not complete. */
    boolean hasNumbers() {
        return numbers != null || textAfterNumbers;
    }

    /** Whether a text came that is not a number. */
    boolean hasText() {
        return categories != null || textAfterNumbers;
    }

    /** Takes a field. False if the column is fixed to be numeric and the field is not a number. */
    boolean add(CsvRecords record, int field) {
        if (fixed != Type.TEXT && categories == null && !textAfterNumbers) {
            double number = record.plainNumber(field);
            if (WholeNumbers.isExact(number)) {
                numbers().add(number);
                return true;
            }
        }
        return add(asWritten ? record.written(field) : record.text(field));
    }

    private boolean add(String field) {
        if (textAfterNumbers || (categories != null && categories.addKnown(field))) {
            return true;
        }
        if (options.isMissing(field)) {
            missing++;
            return true;
        }
        if (fixed == Type.TEXT || categories != null) {
            addText(field);
            return true;
        }
        double number = DecimalField.parse(field);
        if (!Double.isNaN(number)) {
            addNumber(number, field);
            return true;
        }
        if (fixed == Type.NUMBER) {
            return false;
        }
        if (numbers != null) {
            textAfterNumbers = true;
            numbers = null;
        } else {
            addText(field);
        }
        return true;
    }

    private void addNumber(double number, String field) {
        if (!WholeNumbers.isExact(number) && WholeNumbers.isLong(number)) {
            addWhole(numbers(), number, field.strip());
        } else {
            numbers().add(number);
        }
    }

    private NumberCollector numbers() {
        if (numbers == null) {
            numbers = new NumberCollector(64);
        }
        return numbers;
    }

    /** A double may have rounded it; a number with an exponent or a fraction of zeros is one. */
    private static void addWhole(NumberCollector numbers, double number, String field) {
        try {
            numbers.add(Long.parseLong(field));
        } catch (NumberFormatException e) {
            numbers.add(number);
        }
    }

    private void addText(String field) {
        if (categories == null) {
            categories = new CategoryCollector();
        }
        categories.add(field);
    }

    /** A line of which no field can be assigned to a column. */
    void addInvalid() {
        invalid++;
    }

    public ProfileColumn toColumn() {
        if (numbers != null || fixed == Type.NUMBER) {
            NumberCollector collector = numbers == null ? new NumberCollector(0) : numbers;
            collector.addMissing(missing);
            collector.addInvalid(invalid);
            return collector.toColumn();
        }
        if (categories == null && fixed != Type.TEXT && invalid == 0) {
            return new ProfileColumn.Empty(missing);
        }
        CategoryCollector collector = categories == null ? new CategoryCollector() : categories;
        collector.addMissing(missing);
        collector.addInvalid(invalid);
        return collector.toColumn();
    }
}
