package io.github.modelkeel.drift;

import org.jspecify.annotations.Nullable;

/**
 * What the JSON report and the fingerprint call the constants. The names are part of the format: a constant may be renamed in Java, its
 * name here may not change.
 */
final class ReportNames {
    private ReportNames() {}

    /** The type of a column. */
    static String of(ColumnType type) {
        return switch (type) {
            case NUMBER -> "number";
            case TEXT -> "text";
            case EMPTY -> "empty";
        };
    }

    /** The type of a column in a schema change and in the fingerprint. */
    static String upperCase(ColumnType type) {
        return switch (type) {
            case NUMBER -> "NUMBER";
            case TEXT -> "TEXT";
            case EMPTY -> "EMPTY";
        };
    }

    /** The type of a column in a schema change; null on the side that lacks the column. */
    static @Nullable String upperCaseOrNull(@Nullable ColumnType type) {
        return type == null ? null : upperCase(type);
    }

    static String of(SchemaChange.Kind kind) {
        return switch (kind) {
            case ADDED -> "ADDED";
            case REMOVED -> "REMOVED";
            case TYPE_CHANGED -> "TYPE_CHANGED";
        };
    }

    static String of(DataQualityIssue.Kind kind) {
        return switch (kind) {
            case MISSING_RATE -> "MISSING_RATE";
            case OUT_OF_RANGE -> "OUT_OF_RANGE";
            case UNSEEN_CATEGORIES -> "UNSEEN_CATEGORIES";
            case INFINITE_VALUES -> "INFINITE_VALUES";
            case INVALID_VALUES -> "INVALID_VALUES";
        };
    }

    static String of(DriftState state) {
        return switch (state) {
            case STABLE -> "STABLE";
            case SHIFTED -> "SHIFTED";
            case DRIFTED -> "DRIFTED";
            case UNDECIDED -> "UNDECIDED";
            case NOT_SCORED -> "NOT_SCORED";
        };
    }

    static String of(DriftOptions.Correction correction) {
        return switch (correction) {
            case NONE -> "NONE";
            case BENJAMINI_HOCHBERG -> "BENJAMINI_HOCHBERG";
            case BENJAMINI_YEKUTIELI -> "BENJAMINI_YEKUTIELI";
            case BONFERRONI -> "BONFERRONI";
        };
    }
}
