package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.decision.State;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of a column.
 *
 * @param resultKind the kind of the result in the JSON report
 * @param noResult why there is no score, null if there is one
 * @param scored the score, null if there is none
 * @param detail more on numbers, null for other results
 * @param parts of dates, of which the score is that of the one that changed most; empty of anything else
 */
public record ColumnData(
        String name,
        Type type,
        State state,
        String stateName,
        String reason,
        OptionalDouble excess,
        OptionalDouble adjustedPValue,
        OptionalDouble smallestDetectableChange,
        Counts reference,
        Counts current,
        double missingPValue,
        OptionalDouble outOfRangeShare,
        OptionalDouble unseenShare,
        List<ReportData.Issue> issues,
        String resultKind,
        @Nullable String noResult,
        @Nullable ScoreData scored,
        @Nullable NumberDetail detail,
        List<Part> parts) {
    /**
     * A part of dates that was compared or not.
     *
     * @param noResult why there is no score, null if there is one
     */
    public record Part(
            String name,
            @Nullable String noResult,
            @Nullable ScoreData scored,
            @Nullable NumberDetail detail) {}

    /** How many values a side has. */
    public record Counts(long rows, long missing, long positiveInfinite, long negativeInfinite, long invalid) {
        double missingRate() {
            return rows == 0 ? 0 : (double) missing / rows;
        }

        long infinite() {
            return positiveInfinite + negativeInfinite;
        }
    }

    boolean drifted() {
        return state == State.DRIFTED;
    }

    /** Drifted columns first, then those that could not be judged and those that shifted. */
    int rank() {
        return rank(state);
    }

    /** The same of any state. */
    static int rank(State state) {
        return switch (state) {
            case DRIFTED -> 4;
            case UNDECIDED -> 3;
            case SHIFTED -> 2;
            case STABLE -> 1;
            case NOT_SCORED -> 0;
        };
    }

    String word() {
        return word(state);
    }

    static String word(State state) {
        return switch (state) {
            case DRIFTED -> "drifted";
            case SHIFTED -> "shifted";
            case STABLE -> "stable";
            case UNDECIDED -> "undecided";
            case NOT_SCORED -> "not scored";
        };
    }

    /** Whether a reader should look at the column: it changed, or could not be judged. */
    boolean isMarked() {
        return switch (state) {
            case SHIFTED, DRIFTED, UNDECIDED -> true;
            case STABLE, NOT_SCORED -> false;
        };
    }

    /** Whether it shifted or drifted. */
    boolean changed() {
        return state == State.SHIFTED || state == State.DRIFTED;
    }

    /** The class of a state's colour on the page. */
    static String colour(State state) {
        return switch (state) {
            case DRIFTED -> "drift";
            case SHIFTED -> "note";
            case STABLE -> "calm";
            case UNDECIDED, NOT_SCORED -> "none";
        };
    }

    /** Drifted columns first, then those that could not be judged and those that shifted; each by what they exceed the noise by. */
    double weight() {
        double above = Math.max(0, excess.orElse(drifted() ? Double.MAX_VALUE : 0));
        double share = above / (1 + above);
        return rank() + share;
    }

    /** The smallest change that could have been found: standard deviations of numbers, points of a share. */
    String detectable(double change) {
        return detail != null
                ? String.format(Locale.ROOT, "%.2f sd", change)
                : String.format(Locale.ROOT, "%.1f points", change * 100);
    }
}
