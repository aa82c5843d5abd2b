package io.github.modelkeel.drift;

/**
 * What the JSON report calls the constants. The names are part of the format: a constant may be renamed in Java, its
 * name here may not change.
 */
final class ReportNames {
    private ReportNames() {}

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
}
