package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of both profiles, read by what the reference says that it is.
 *
 * @param change what the schemas say against comparing it, null if nothing
 * @param notScored why its distribution is not compared on purpose, null if it is; its rates are, unless it is ignored
 * @param grid of numbers that were counted over frozen bins, their edges; else empty
 * @param order of categories that have one, from the lowest to the highest; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // within this package, never written to
record ColumnPair(
        String name,
        ProfileColumn reference,
        ProfileColumn current,
        @Nullable SchemaChange change,
        @Nullable String notScored,
        double[] grid,
        List<String> order) {

    ColumnPair(
            String name,
            ProfileColumn reference,
            ProfileColumn current,
            @Nullable SchemaChange change,
            @Nullable String notScored) {
        this(name, reference, current, change, notScored, new double[0], List.of());
    }

    ColumnPair(String name, ProfileColumn reference, ProfileColumn current) {
        this(name, reference, current, null, null);
    }

    private static final String IGNORED = "left out by the options";

    private static final long WEEKS = 56;

    static ColumnPair ignored(String name, ProfileColumn before, ProfileColumn after) {
        return new ColumnPair(name, before, after, null, IGNORED);
    }

    /** The same without the values, which are not needed once the columns are measured. */
    ColumnPair summary() {
        return new ColumnPair(name, reference.summary(), current.summary(), change, notScored);
    }

    boolean isIgnored() {
        return IGNORED.equals(notScored);
    }

    /** Reads both sides as categories of an order. */
    static ColumnPair ordered(String name, ProfileColumn before, ProfileColumn after, List<String> order) {
        ProfileColumn reference = ReadColumn.asOrdered(before, order);
        ProfileColumn current = ReadColumn.asOrdered(after, order);
        return new ColumnPair(name, reference, current, null, null, new double[0], order);
    }

    /** Reads both sides as a kind of column that has no order. Of values that are all invalid the column is of another type. */
    static ColumnPair read(String name, ProfileColumn before, ProfileColumn after, Schema.Kind kind) {
        return switch (kind) {
            case NUMBER -> numbers(name, before, after);
            case INTEGER -> integers(name, before, after);
            case BOOLEAN ->
                checked(
                        new ColumnPair(name, ReadColumn.asBooleans(before), ReadColumn.asBooleans(after)),
                        before,
                        after);
            case CATEGORY, ORDERED ->
                new ColumnPair(name, ReadColumn.asCodesOf(before, before), ReadColumn.asCodesOf(before, after));
            case DATE -> dates(name, before, after);
            case IDENTIFIER -> identifier(name, before, after);
            case TEXT -> new ColumnPair(name, before, after, null, text(before));
            case UNKNOWN -> new ColumnPair(name, before, after);
        };
    }

    private static ColumnPair numbers(String name, ProfileColumn before, ProfileColumn after) {
        ProfileColumn reference = ReadColumn.asNumbers(before);
        ProfileColumn current = ReadColumn.asNumbers(after);
        return checked(
                new ColumnPair(name, FloatGrid.of(reference, current), FloatGrid.of(current, reference)),
                before,
                after);
    }

    /** Numbers that all have fractions are invalid values, but still numbers. */
    private static ColumnPair integers(String name, ProfileColumn before, ProfileColumn after) {
        ColumnPair read = new ColumnPair(name, ReadColumn.asIntegers(before), ReadColumn.asIntegers(after));
        return after.type() == Type.NUMBER ? read : checked(read, before, after);
    }

    private static ColumnPair dates(String name, ProfileColumn before, ProfileColumn after) {
        ProfileColumn reference = ReadColumn.asWeekdays(before);
        ProfileColumn current = ReadColumn.asWeekdays(after);
        String reason = ofDates(ReadColumn.days(before), ReadColumn.days(after), current.rows() == current.missing());
        return checked(new ColumnPair(name, reference, current, null, reason), before, after);
    }

    private static ColumnPair checked(ColumnPair read, ProfileColumn before, ProfileColumn after) {
        long values = after.rows() - after.missing();
        if (values > 0
                && read.current().invalid() == values
                && read.reference().invalid() < read.reference().rows()) {
            Type now = after.type() == before.type() ? Type.TEXT : after.type();
            SchemaChange change = new SchemaChange(
                    read.name(), SchemaChange.Kind.TYPE_CHANGED, ColumnType.of(before.type()), ColumnType.of(now));
            return new ColumnPair(read.name(), before, after, change, null);
        }
        return read;
    }

    /** Not scored; it has to be there and of the reference's type nevertheless. */
    private static ColumnPair identifier(String name, ProfileColumn before, ProfileColumn after) {
        boolean numbers = before.type() == Type.NUMBER;
        String reason = ofIdentifier(numbers);
        ProfileColumn current = numbers ? ReadColumn.asNumbers(after) : after;
        return checked(new ColumnPair(name, before, current, null, after.rows() == 0 ? null : reason), before, after);
    }

    private static String text(ProfileColumn column) {
        return ofText(
                column instanceof ProfileColumn.Categories texts
                        ? texts.counts().size()
                        : 0);
    }

    /** Why free text is not scored. */
    static String ofText(long categories) {
        return categories + " categories are more than are allowed; an identifier or free text has no distribution to"
                + " compare";
    }

    /** Why an identifier is not scored. */
    static String ofIdentifier(boolean numbers) {
        return numbers
                ? "whole numbers that only grow or only fall: an index, an identifier or a time"
                : "texts that are all different: an identifier or free text";
    }

    /** Why dates are not scored, null if they are. */
    static @Nullable String ofDates(long daysBefore, long daysAfter, boolean allMissing) {
        return Math.min(daysBefore, daysAfter) >= WEEKS || allMissing
                ? null
                : "dates of less than eight weeks, whose days of the week say nothing";
    }

    /** The type of the side that has one. */
    Type type() {
        return reference.type() == Type.EMPTY ? current.type() : reference.type();
    }
}
