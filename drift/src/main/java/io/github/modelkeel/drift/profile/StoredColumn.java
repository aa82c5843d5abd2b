package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of a stored profile. Immutable. */
public sealed interface StoredColumn permits BinnedColumn, CountedColumn, UnscoredColumn {
    /** What the column is, by the name that files have for it. */
    String kind();

    /** What the values were before they were read as that. */
    Type type();

    long missing();

    long invalid();

    long rows();

    /** Data of the same column, counted over these bins or categories. */
    StoredColumn count(ProfileColumn data);

    /** The same bins or categories without anything counted but missing values. */
    StoredColumn cleared(long missing);

    /** Both together; they need the same bins or categories. */
    StoredColumn plus(StoredColumn other);

    /** Whether another column has the same bins or categories. */
    boolean fits(StoredColumn other);

    /** A hash of what the column is with its bins or categories, the same on every machine. */
    int layout();

    /** As a column that is compared. */
    ProfileColumn toColumn();

    /** The edges of the bins of numbers, ascending; else empty. */
    default double[] edges() {
        return new double[0];
    }

    /** The order of categories that have one, from the lowest to the highest; else empty. */
    default List<String> order() {
        return List.of();
    }

    /** From the first to the last day of dates, 0 of anything else. */
    default long days() {
        return 0;
    }

    /** Counts of days, months and hours of dates; null of anything else, and of what an earlier build counted. */
    default @Nullable DateCounts dates() {
        return null;
    }

    /** How many categories a text had. */
    default long distinct() {
        return 0;
    }

    static Type both(Type one, Type other) {
        return one == Type.EMPTY || one == other ? other : other == Type.EMPTY ? one : Type.TEXT;
    }
}
