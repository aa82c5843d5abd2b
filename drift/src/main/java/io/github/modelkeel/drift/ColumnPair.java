package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of both profiles, read by what the reference says that it is.
 *
 * @param change what the schemas say against comparing it, null if nothing
 * @param notScored why its distribution is not compared on purpose, null if it is; its rates are, unless it is ignored
 * @param grid of numbers that were counted over frozen bins, their edges; else empty
 * @param order of categories that have one, from the lowest to the highest; else empty
 * @param dates the parts of dates, of which the columns have the days of the week; null of anything else
 */
@SuppressWarnings("ArrayRecordComponent") // within this package, never written to
record ColumnPair(
        String name,
        ProfileColumn reference,
        ProfileColumn current,
        @Nullable SchemaChange change,
        @Nullable String notScored,
        double[] grid,
        List<String> order,
        @Nullable DateParts dates) {

    ColumnPair(
            String name,
            ProfileColumn reference,
            ProfileColumn current,
            @Nullable SchemaChange change,
            @Nullable String notScored) {
        this(name, reference, current, change, notScored, new double[0], List.of(), null);
    }

    ColumnPair(String name, ProfileColumn reference, ProfileColumn current) {
        this(name, reference, current, null, null);
    }

    private static final String IGNORED = "left out by the options";

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
        return new ColumnPair(name, reference, current, null, null, new double[0], order, null);
    }

    /** Reads both sides as a kind of column that has no order. Of values that are all invalid the column is of another type. */
    static ColumnPair read(String name, ProfileColumn before, ProfileColumn after, Schema.Kind kind, Moments moments) {
        return switch (kind) {
            case NUMBER -> numbers(name, before, after);
            case INTEGER -> integers(name, before, after);
            case BOOLEAN ->
                checked(
                        new ColumnPair(name, ReadColumn.asBooleans(before), ReadColumn.asBooleans(after)),
                        before,
                        after);
            case CATEGORY, ORDERED ->
                checked(
                        new ColumnPair(name, ReadColumn.asCodesOf(before, before), ReadColumn.asCodesOf(before, after)),
                        before,
                        after);
            case DATE -> dates(name, before, after, moments);
            case IDENTIFIER -> identifier(name, before, after);
            case TEXT -> checked(new ColumnPair(name, before, after, null, text(before)), before, after);
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

    private static ColumnPair dates(String name, ProfileColumn before, ProfileColumn after, Moments moments) {
        ColumnPair read = ofDates(
                name,
                new DateParts.Side(
                        ReadColumn.asWeekdays(before),
                        ReadColumn.days(before),
                        DateCounts.of(before),
                        moments.reference()),
                new DateParts.Side(
                        ReadColumn.asWeekdays(after), ReadColumn.days(after), DateCounts.of(after), moments.current()));
        return checked(read, before, after);
    }

    /** Dates, of which a side may have none. */
    static ColumnPair ofDates(String name, DateParts.Side before, DateParts.Side after) {
        DateParts parts = before.span() == 0 || after.span() == 0 ? null : DateParts.of(before, after);
        String reason = parts == null ? null : parts.notScored();
        return new ColumnPair(name, before.weekdays(), after.weekdays(), null, reason, new double[0], List.of(), parts);
    }

    private static ColumnPair checked(ColumnPair read, ProfileColumn before, ProfileColumn after) {
        long values = after.rows() - after.missing();
        if (values > 0
                && read.current().invalid() == values
                && read.reference().invalid() < read.reference().rows()) {
            SchemaChange change = new SchemaChange(
                    read.name(),
                    SchemaChange.Kind.TYPE_CHANGED,
                    ColumnType.of(before.type()),
                    ColumnType.of(after.type()));
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

    /** When each side was taken, where it is known. */
    record Moments(@Nullable Instant reference, @Nullable Instant current) {}

    /** The type of the side that has one. */
    Type type() {
        return reference.type() == Type.EMPTY ? current.type() : reference.type();
    }
}
